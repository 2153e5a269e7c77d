package dev.uproute.page;

import dev.uproute.check.Status;
import dev.uproute.report.ServiceReport.Incident;
import dev.uproute.report.StatusLabel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Incidents of one service with less than {@link #PAUSE} between two of them, newest first: to
 * people that is one thing, a service that flaps.
 */
record Spell(List<Incident> incidents, boolean older) {
  static final Duration PAUSE = Duration.ofHours(1);

  /** A service remembers so many incidents. */
  private static final int REMEMBERED = 20;

  /**
   * @param incidents of one service, newest first
   */
  static List<Spell> of(List<Incident> incidents) {
    List<Spell> spells = new ArrayList<>();
    int from = 0;
    for (int i = 1; i <= incidents.size(); i++) {
      if (i == incidents.size() || apart(incidents.get(i), incidents.get(i - 1))) {
        boolean older = i == incidents.size() && i >= REMEMBERED;
        spells.add(new Spell(incidents.subList(from, i), older));
        from = i;
      }
    }
    return spells;
  }

  private static boolean apart(Incident older, Incident newer) {
    return older.end() == null
        || Duration.between(older.end(), newer.start()).compareTo(PAUSE) >= 0;
  }

  Incident newest() {
    return incidents.getFirst();
  }

  Instant start() {
    return incidents.getLast().start();
  }

  /** Null while its newest incident lasts. */
  Instant end() {
    return newest().end();
  }

  StatusLabel worst() {
    return StatusLabel.of(
        incidents.stream()
            .map(Incident::status)
            .max(Comparator.comparing(Status::severity))
            .orElseThrow());
  }

  /** For example {@code 5 outages, 23 min in all}; empty for a single one. */
  String words(Instant now, Language language) {
    if (incidents.size() == 1) {
      return "";
    }
    Duration sum =
        incidents.stream()
            .map(i -> Duration.between(i.start(), i.end() == null ? now : i.end()))
            .reduce(Duration.ZERO, Duration::plus);
    String count = language.text(older ? "outages.at-least" : "outages", incidents.size());
    return end() == null
        ? language.text("outages.since", count, language.time(start(), now))
        : language.text("outages.over", count, language.duration(sum));
  }
}
