package dev.uproute;

import dev.uproute.service.Schedule;
import java.time.Duration;
import java.util.Date;
import org.apache.camel.CamelContext;
import org.apache.camel.component.quartz.QuartzComponent;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerKey;
import org.quartz.impl.matchers.GroupMatcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that ticks stopped. Quartz waits for wall-clock times, so after the clock was put back by
 * an hour its triggers would be silent for that hour; each is then planned anew from now.
 */
public final class Watchdog {
  private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);

  /** Silence after which the triggers are planned anew. */
  static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Schedule schedule;

  public Watchdog(Schedule schedule) {
    this.schedule = schedule;
  }

  /**
   * Plans every Quartz trigger anew when no tick came for {@link #PATIENCE}.
   *
   * @throws SchedulerException when Quartz refuses
   */
  public void look(CamelContext context) throws SchedulerException {
    Duration silence = schedule.sinceTick();
    if (silence.compareTo(PATIENCE) < 0) {
      return;
    }
    Scheduler quartz = context.getComponent("quartz", QuartzComponent.class).getScheduler();
    for (TriggerKey key : quartz.getTriggerKeys(GroupMatcher.anyTriggerGroup())) {
      Trigger trigger = quartz.getTrigger(key);
      quartz.rescheduleJob(key, trigger.getTriggerBuilder().startAt(new Date()).build());
    }
    LOG.warn(
        "no tick for {} s: the clock was put back or the machine was overloaded; {} goes on",
        silence.toSeconds(),
        "the schedule");
  }
}
