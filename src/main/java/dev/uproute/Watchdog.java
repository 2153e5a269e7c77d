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
 * Notices that checks are skipped, and says so, and that ticks stopped. Quartz waits for wall-clock
 * times, so after the clock was put back by an hour its triggers would be silent for that hour;
 * each is then planned anew from now.
 */
public final class Watchdog {
  private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);

  /** Silence after which the triggers are planned anew. */
  static final Duration PATIENCE = Duration.ofSeconds(3);

  /** Between two lines about skipped checks. */
  private static final long QUIET = Duration.ofMinutes(1).toNanos();

  private final Schedule schedule;
  private long told;
  private long toldAt = System.nanoTime() - QUIET;

  public Watchdog(Schedule schedule) {
    this.schedule = schedule;
  }

  /**
   * Says how many checks were skipped, at most once a minute, and plans every Quartz trigger anew
   * when no tick came for {@link #PATIENCE}.
   *
   * @throws SchedulerException when Quartz refuses
   */
  public synchronized void look(CamelContext context) throws SchedulerException {
    sayWhatWasSkipped();
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
        "No tick for {} s: the clock was put back, or the machine slept or was overloaded. The"
            + " schedule goes on",
        silence.toSeconds());
  }

  private void sayWhatWasSkipped() {
    long skipped = schedule.skipped();
    if (skipped > told && System.nanoTime() - toldAt >= QUIET) {
      LOG.warn(
          "{} checks were skipped: the one before was still under way, or no worker was free (see"
              + " uproute.check.workers)",
          skipped - told);
      told = skipped;
      toldAt = System.nanoTime();
    }
  }
}
