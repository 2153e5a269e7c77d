package dev.uproute.schedule;

import dev.uproute.record.SelfEvents;
import dev.uproute.service.Service;
import dev.uproute.text.Deadline;
import dev.uproute.text.Sentence;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.stream.Collectors;
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
 * Reports checks that are skipped, and reschedules when the clock was put back. Quartz waits for
 * wall-clock times, so after the clock was put back by an hour its triggers would not fire for that
 * hour more; each is then rescheduled from now.
 */
public final class Watchdog {
  private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);

  /** A clock that is put back by less is no matter. */
  static final Duration BACK = Duration.ofSeconds(3);

  /** Between two lines about skipped checks. */
  private static final Duration PAUSE = Duration.ofMinutes(1);

  /** Seconds between two searches for services without results. */
  private static final int EVERY = 10;

  private static final int NAMED = 3;

  private final Schedule schedule;
  private final SelfEvents selfEvents;
  private final InstantSource clock;
  private int calls;
  private Instant last = Instant.MIN;
  private long reported;
  private Deadline pause = Deadline.after(Duration.ZERO);

  public Watchdog(Schedule schedule, SelfEvents selfEvents, InstantSource clock) {
    this.schedule = schedule;
    this.selfEvents = selfEvents;
    this.clock = clock;
  }

  /**
   * Logs how many checks were skipped, at most once a minute, and reschedules every Quartz trigger
   * when the clock was put back since the last call. Services that have no results are reported as
   * a failure of ours, and their checks begin anew.
   *
   * @throws SchedulerException when Quartz refuses
   */
  public synchronized void check(CamelContext context) throws SchedulerException {
    reportSkipped();
    if (++calls % EVERY == 0) {
      reportSilent();
    }
    Instant now = clock.instant();
    if (now.plus(BACK).isBefore(last)) {
      reschedule(context);
      LOG.warn("The clock was put back by {} s", Duration.between(now, last).toSeconds());
    }
    last = now;
  }

  private static void reschedule(CamelContext context) throws SchedulerException {
    Scheduler quartz = context.getComponent("quartz", QuartzComponent.class).getScheduler();
    for (TriggerKey key : quartz.getTriggerKeys(GroupMatcher.anyTriggerGroup())) {
      Trigger trigger = quartz.getTrigger(key);
      quartz.rescheduleJob(key, trigger.getTriggerBuilder().startAt(new Date()).build());
    }
  }

  private void reportSilent() {
    List<Service> silent = schedule.silent();
    if (silent.isEmpty()) {
      return;
    }
    String names =
        silent.stream().limit(NAMED).map(Service::name).collect(Collectors.joining(", "));
    int more = silent.size() - NAMED;
    String sentence =
        "No result for three intervals of %s; %s"
            .formatted(
                Sentence.clean(names) + (more > 0 ? " and " + more + " more" : ""),
                silent.size() == 1 ? "its check begins anew" : "their checks begin anew");
    LOG.warn("{}", sentence);
    selfEvents.add(clock.instant(), sentence);
  }

  private void reportSkipped() {
    long skipped = schedule.skipped();
    if (skipped > reported && pause.expired()) {
      LOG.warn(
          "{} checks were skipped: the one before was still under way, or no worker was free (see"
              + " uproute.check.workers)",
          skipped - reported);
      reported = skipped;
      pause = Deadline.after(PAUSE);
    }
  }
}
