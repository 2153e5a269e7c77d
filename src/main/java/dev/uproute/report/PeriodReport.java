package dev.uproute.report;

import dev.uproute.text.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How all services were in a week or month.
 *
 * @param until the end of what it says, which is now when the period goes on; excluded
 * @param lines those of services that were checked, by id
 */
public record PeriodReport(Period period, Instant until, List<ReportLine> lines) {
  private static final int NAMED = 20;

  /** Whether the period goes on. */
  public boolean open() {
    return until.isBefore(period.to());
  }

  /** How long a service was known in it: its checks began before, or within. */
  public Duration known(ReportLine line) {
    Instant from = line.first().isAfter(period.from()) ? line.first() : period.from();
    return Duration.between(from, until);
  }

  public List<ReportLine> worstFirst() {
    return lines.stream().sorted(ReportLine.WORST).toList();
  }

  /** How many services had an outage. */
  public long withOutage() {
    return lines.stream().filter(ReportLine::outage).count();
  }

  /** For channels: what matters, and the worst services. */
  String text() {
    StringBuilder text = new StringBuilder(period.title()).append(": ");
    text.append(Words.count(lines.size(), "service")).append(", ");
    text.append(withOutage() == 0 ? "none" : String.valueOf(withOutage()));
    text.append(" of them with an outage");
    worstFirst().stream().limit(NAMED).forEach(line -> text.append('\n').append(line.text()));
    if (lines.size() > NAMED) {
      text.append("\nand ").append(lines.size() - NAMED).append(" more");
    }
    return text.toString();
  }
}
