package dev.uproute.report;

import dev.uproute.service.Service;
import dev.uproute.text.Words;
import java.time.Instant;
import java.util.Comparator;

/**
 * How one service was in a week or month.
 *
 * @param id of the service, which need not be watched any more
 * @param zone null when it is not watched any more
 * @param first when it was checked first
 * @param objective whether it reached what it is meant to; null when it has none
 */
public record ReportLine(
    String id,
    String name,
    String site,
    Service.Zone zone,
    Instant first,
    Figures figures,
    Attainment objective) {
  /** The worst first. */
  static final Comparator<ReportLine> WORST =
      Comparator.comparing(
              (ReportLine line) -> line.figures().uptime(),
              Comparator.nullsLast(Comparator.naturalOrder()))
          .thenComparing(line -> line.figures().outages().downtime(), Comparator.reverseOrder())
          .thenComparing(line -> line.figures().outages().flips(), Comparator.reverseOrder())
          .thenComparing(ReportLine::name);

  /**
   * @param name as the database knows it
   * @param service as it is watched now; null when it is not
   */
  static ReportLine of(
      String id,
      String name,
      Service service,
      Instant first,
      Figures figures,
      Attainment objective) {
    return new ReportLine(
        id,
        service == null ? name : service.name(),
        service == null ? ResultLine.site(id) : service.site(),
        service == null ? null : service.zone(),
        first,
        figures,
        objective);
  }

  /** Whether it was down at any time. */
  public boolean outage() {
    return !figures.outages().downtime().isZero();
  }

  /** For example {@code Plex: 98.21 % of 10,080 checks, 2 flips, down for 3 h 1 min}. */
  String text() {
    Outages outages = figures.outages();
    StringBuilder text = new StringBuilder(Words.visible(name)).append(": ");
    text.append(Words.percent(figures.uptime())).append(" of ");
    text.append(Words.count(figures.checks(), "check"));
    if (outages.flips() > 0) {
      text.append(", ").append(Words.count(outages.flips(), "flip"));
    }
    if (!outages.downtime().isZero()) {
      text.append(", down for ").append(Words.duration(outages.downtime()));
    }
    if (objective != null) {
      text.append("; objective ").append(ReportTable.word(objective)).append(": ");
      text.append(objective.text());
    }
    return text.toString();
  }
}
