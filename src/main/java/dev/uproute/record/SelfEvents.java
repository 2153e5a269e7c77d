package dev.uproute.record;

import dev.uproute.check.Connectivity;
import dev.uproute.service.Service;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Set;
import org.apache.camel.Variable;

/**
 * What people are to be notified of about Uproute itself, until the next batch of results stores
 * it. Thread-safe.
 */
public final class SelfEvents {
  /** While nothing can be stored the oldest are forgotten. */
  private static final int MOST = 100;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneOffset.UTC);

  private final InstantSource clock;
  private final ArrayDeque<Flip> flips = new ArrayDeque<>();

  public SelfEvents(InstantSource clock) {
    this.clock = clock;
  }

  /** Our own network works again. */
  public void over(@Variable("outages") List<Connectivity.Outage> outages) {
    outages.forEach(outage -> add(outage.to(), sentence(outage)));
  }

  /** Something about ourselves, in one sentence. */
  public synchronized void add(Instant at, String sentence) {
    if (flips.size() == MOST) {
      flips.removeFirst();
    }
    flips.addLast(Flip.ours(at, Event.SELF, sentence));
  }

  /** What happened just now, in one sentence. */
  public void add(String sentence) {
    add(clock.instant(), sentence);
  }

  synchronized boolean waits() {
    return !flips.isEmpty();
  }

  /** All that waits, oldest first; it stays here until it is {@link #stored}. */
  synchronized List<Flip> waiting() {
    return List.copyOf(flips);
  }

  /**
   * @param written what was committed, by identity
   */
  synchronized void stored(Set<Flip> written) {
    flips.removeIf(written::contains);
  }

  private static String sentence(Connectivity.Outage outage) {
    Duration length = Duration.between(outage.from(), outage.to());
    String what =
        outage.zone() == Service.Zone.LOCAL
            ? "Uproute was cut off from the local network"
            : "Uproute was offline";
    int services = outage.services();
    return "%s %s UTC (%s): %s; %s not judged"
        .formatted(
            what,
            period(outage.from(), outage.to()),
            length(length),
            outage.cause(),
            services == 1 ? "1 service was" : services + " services were");
  }

  private static String period(Instant from, Instant to) {
    boolean oneDay = from.getEpochSecond() / 86_400 == to.getEpochSecond() / 86_400;
    DateTimeFormatter form = oneDay ? TIME : DAY;
    return form.format(from) + "–" + form.format(to);
  }

  private static String length(Duration length) {
    if (length.toMinutes() == 0) {
      return length.toSeconds() + " s";
    }
    String minutes = length.toMinutesPart() + " min";
    return length.toHours() == 0 ? minutes : length.toHours() + " h " + minutes;
  }
}
