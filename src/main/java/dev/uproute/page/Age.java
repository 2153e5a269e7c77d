package dev.uproute.page;

import dev.uproute.report.Report;
import dev.uproute.service.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * When a page was made, and when it is too old to be believed: a newer one should have come twice
 * by then. Without JavaScript the reader compares the date, with it the page compares the clock.
 *
 * @param made in full, with its date
 * @param old ISO-8601 in UTC; empty when nothing is checked, so that no newer page comes
 */
public record Age(TimeElement made, String old) {
  /**
   * @param every at least this long passes between two reports
   * @param reports after so many this page is made anew at the latest
   * @param refresh seconds after which a browser loads it anew; 0 = never
   */
  static Age of(Report report, Duration every, int reports, int refresh, Language language) {
    Optional<Duration> shortest =
        report.services().stream()
            .filter(each -> each.service().enabled())
            .map(each -> each.service().timing())
            .map(Timing::interval)
            .min(Comparator.naturalOrder());
    Optional<Instant> old =
        shortest.map(
            interval -> {
              Duration pause = interval.compareTo(every) > 0 ? interval : every;
              return report.at().plus(pause.multipliedBy(2L * reports)).plusSeconds(refresh);
            });
    return new Age(TimeElement.full(report.at(), language), old.map(TimeElement::iso).orElse(""));
  }
}
