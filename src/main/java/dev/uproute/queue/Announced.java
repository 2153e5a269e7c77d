package dev.uproute.queue;

import dev.uproute.service.MonotonicClock;
import dev.uproute.store.Lease;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the instance that works says to the others through the broker: the epoch of its lease, and
 * where they reach it. Thread-safe.
 */
public final class Announced {
  private static final Logger LOG = LoggerFactory.getLogger(Announced.class);

  /** One that says nothing for longer has most likely ended. */
  private static final Duration FRESH = Duration.ofSeconds(10);

  private final Lease lease;
  private final String url;
  private final MonotonicClock clock;
  private Instant heard;
  private long epoch;
  private URI working;

  /**
   * @param url where others reach this instance; none when they cannot
   */
  public Announced(Lease lease, String url, MonotonicClock clock) {
    this.lease = lease;
    this.url = url;
    this.clock = clock;
  }

  /** What this instance says while it works. */
  public String text() {
    return lease.epoch() + " " + url;
  }

  /** What an instance said, perhaps this one. */
  public synchronized void heard(String text) {
    String[] words = text.split(" ");
    if (words.length != 2 || !words[0].matches("\\d{1,18}")) {
      LOG.debug("No announcement: {}", text);
      return;
    }
    long other = Long.parseLong(words[0]);
    if (other >= epoch) {
      epoch = other;
      heard = clock.instant();
      working = words[1].equals("none") ? null : URI.create(words[1]);
    }
    lease.heard(other);
  }

  /** Where the instance is that works; null when nobody knows. */
  public synchronized URI working() {
    boolean fresh = heard != null && clock.instant().isBefore(heard.plus(FRESH));
    return fresh ? working : null;
  }
}
