package dev.uproute.queue;

import dev.uproute.record.SelfEvents;
import dev.uproute.schedule.Schedule;
import dev.uproute.text.Durations;
import dev.uproute.text.Sentence;
import jakarta.jms.ExceptionListener;
import jakarta.jms.JMSException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;

/**
 * Whether the broker can be reached. When it cannot, checks that are under way may never be
 * answered, so they are handed out again, and people are notified once; once more when it can
 * again. Thread-safe.
 */
public final class BrokerWatch implements ExceptionListener {
  private static final Logger LOG = LoggerFactory.getLogger("Uproute");

  private final String broker;
  private final Schedule schedule;
  private final SelfEvents selfEvents;
  private final InstantSource clock;
  private volatile Instant awaySince;

  public BrokerWatch(String broker, Schedule schedule, SelfEvents selfEvents, InstantSource clock) {
    this.broker = broker;
    this.schedule = schedule;
    this.selfEvents = selfEvents;
    this.clock = clock;
  }

  /** The connection broke. */
  @Override
  public void onException(JMSException failure) {
    failed(failure);
  }

  /** Something could not be sent to it, or asked of it. */
  public void failed(Exception failure) {
    synchronized (this) {
      if (awaySince != null) {
        return;
      }
      awaySince = clock.instant();
    }
    schedule.lost();
    String reason = Sentence.clean(NestedExceptionUtils.getMostSpecificCause(failure).getMessage());
    notify(
        "The broker %s cannot be reached, %s; until it can, the instance that schedules checks makes them itself"
            .formatted(broker, reason));
  }

  /** It answered. */
  public void worked() {
    if (awaySince == null) {
      return;
    }
    Instant since;
    synchronized (this) {
      since = awaySince;
      awaySince = null;
    }
    if (since != null) {
      Duration away = Duration.between(since, clock.instant()).truncatedTo(ChronoUnit.SECONDS);
      notify("The broker %s is reached again after %s".formatted(broker, Durations.text(away)));
    }
  }

  private void notify(String sentence) {
    LOG.warn("{}", sentence);
    selfEvents.add(clock.instant(), sentence);
  }

  /** Whether the last that was asked of it failed. */
  public boolean away() {
    return awaySince != null;
  }
}
