package dev.uproute.report;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What was counted in times that begin with an hour, up to their last whole one: kept as long as
 * the same is asked in each round, which is until that hour is over. For one thread.
 */
final class KeptHours {
  private Map<Part, Map<String, Uptime.Counts>> kept = Map.of();
  private Map<Part, Map<String, Uptime.Counts>> used = new HashMap<>();

  /** What was asked of whole hours. */
  private record Part(Object asked, Instant from, Instant to) {}

  /** The round is over: what was not asked in it is forgotten. */
  void forget() {
    kept = used;
    used = new HashMap<>();
  }

  /**
   * Counts in a time.
   *
   * @param asked of what, beside the time
   * @param question asks the database
   */
  Map<String, Uptime.Counts> between(
      Object asked, Span time, Function<Span, Map<String, Uptime.Counts>> question) {
    Instant from = time.from();
    Instant hour = time.to().truncatedTo(ChronoUnit.HOURS);
    if (!from.equals(from.truncatedTo(ChronoUnit.HOURS)) || !from.isBefore(hour)) {
      return from.isBefore(time.to()) ? question.apply(time) : Map.of();
    }
    Part whole = new Part(asked, from, hour);
    Map<String, Uptime.Counts> known = kept.get(whole);
    Map<String, Uptime.Counts> hours = known == null ? question.apply(new Span(from, hour)) : known;
    used.put(whole, hours);
    Map<String, Uptime.Counts> all = new HashMap<>(hours);
    if (hour.isBefore(time.to())) {
      question
          .apply(new Span(hour, time.to()))
          .forEach((id, counts) -> all.merge(id, counts, Uptime.Counts::plus));
    }
    return all;
  }
}
