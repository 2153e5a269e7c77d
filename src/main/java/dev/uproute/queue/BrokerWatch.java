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
import org.springframework.jms.connection.SingleConnectionFactory;

/**
 * Whether the broker can be reached. When it cannot, checks that are under way may never be
 * answered, so they are handed out again, and people are notified once; once more when it can
 * again. Thread-safe.
 */
public final class BrokerWatch implements ExceptionListener {
  private static final Logger LOG = LoggerFactory.getLogger("Uproute");

  /** One that starts accepts connections before it serves them. */
  private static final Duration STEADY = Duration.ofSeconds(3);

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final String broker;
  private final SingleConnectionFactory sessions;
  private final SingleConnectionFactory checkSessions;
  private final Schedule schedule;
  private final SelfEvents selfEvents;
  private final InstantSource clock;
  private volatile Instant awaySince;
  private Instant workedSince;
  private boolean notified;
  private volatile String problem;

  /**
   * @param sessions begins anew when something fails
   * @param checkSessions those of checks, likewise
   */
  public BrokerWatch(
      String broker,
      SingleConnectionFactory sessions,
      SingleConnectionFactory checkSessions,
      Schedule schedule,
      SelfEvents selfEvents,
      InstantSource clock) {
    this.broker = broker;
    this.sessions = sessions;
    this.checkSessions = checkSessions;
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
    // a session that is broken would be taken from the cache again and again
    sessions.resetConnection();
    checkSessions.resetConnection();
    Instant now = clock.instant();
    String sentence =
        "The broker %s cannot be reached, %s; until it can, the instance that schedules checks makes them itself"
            .formatted(broker, reason(failure));
    synchronized (this) {
      workedSince = null;
      if (awaySince != null) {
        if (!notified && !now.isBefore(awaySince.plus(PATIENCE))) {
          notified = true;
          selfEvents.add(now, sentence);
        }
        return;
      }
      problem = sentence;
      awaySince = now;
    }
    schedule.lost();
    LOG.warn("{}", sentence);
  }

  private static String reason(Exception failure) {
    return Sentence.clean(NestedExceptionUtils.getMostSpecificCause(failure).getMessage());
  }

  /** It answered; it is back when it did so for {@link #STEADY}. */
  public void worked() {
    if (awaySince == null) {
      return;
    }
    synchronized (this) {
      if (awaySince == null) {
        return;
      }
      Instant now = clock.instant();
      workedSince = workedSince == null ? now : workedSince;
      if (now.isBefore(workedSince.plus(STEADY))) {
        return;
      }
      Duration away = Duration.between(awaySince, now).truncatedTo(ChronoUnit.SECONDS);
      String sentence =
          "The broker %s is reached again after %s".formatted(broker, Durations.text(away));
      LOG.info("{}", sentence);
      if (notified) {
        selfEvents.add(now, sentence);
      }
      notified = false;
      problem = null;
      awaySince = null;
    }
  }

  /** A sentence while it cannot be reached; else null. */
  public String problem() {
    return problem;
  }

  /** Whether the last that was asked of it failed. */
  public boolean away() {
    return awaySince != null;
  }
}
