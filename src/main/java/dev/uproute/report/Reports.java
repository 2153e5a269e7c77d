package dev.uproute.report;

import dev.uproute.record.Event;
import dev.uproute.record.Flip;
import dev.uproute.record.SelfEvents;
import dev.uproute.service.Services;
import dev.uproute.store.KeyValues;
import dev.uproute.text.Deadline;
import dev.uproute.text.Sentence;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which weeks and months are to be reported, for route {@code report}: once each as a CSV file when
 * they are over, and once to the channels when their time has come. Which was the last stands in
 * the database, written in the transaction that stores the report, so neither a restart nor a clock
 * that is put back reports one twice. Thread-safe.
 */
public final class Reports {
  private static final Logger LOG = LoggerFactory.getLogger(Reports.class);

  private static final Duration RETRY = Duration.ofMinutes(10);

  private final KeyValues remembered;
  private final PeriodFigures figures;
  private final ReportFiles files;
  private final Services services;
  private final SelfEvents selfEvents;
  private final ReportSchedule schedule;
  private final InstantSource clock;
  private final Map<String, String> last = new HashMap<>();

  /** When a file that could not be written is tried again; null when all is well. */
  private Deadline retry;

  public Reports(
      KeyValues remembered,
      PeriodFigures figures,
      ReportFiles files,
      Services services,
      SelfEvents selfEvents,
      ReportSchedule schedule,
      InstantSource clock) {
    this.remembered = remembered;
    this.figures = figures;
    this.files = files;
    this.services = services;
    this.selfEvents = selfEvents;
    this.schedule = schedule;
    this.clock = clock;
  }

  /** The periods whose files are to be written now, the oldest first. */
  public synchronized List<Period> filesDue() {
    List<Period> due = new ArrayList<>();
    for (Period.Kind kind : schedule.kinds()) {
      due.addAll(schedule.files(kind, clock.instant(), last(fileKey(kind))));
    }
    return due;
  }

  /**
   * Writes the file of a period, unless there is one or nothing was checked in it.
   *
   * @return false when that failed, which is reported once and tried again later
   */
  public synchronized boolean writeFile(Period period) {
    if (retry != null && !retry.expired()) {
      return false;
    }
    try {
      PeriodReport report = files.has(period) ? null : report(period);
      if (report != null && !report.lines().isEmpty()) {
        files.write(report);
        LOG.info("The report of {} is in {}", period.title(), period.file());
      }
      retry = null;
      return true;
    } catch (IOException e) {
      String sentence =
          "Weekly and monthly reports cannot be written: " + Sentence.clean(WriteFailures.words(e));
      if (retry == null) {
        LOG.error("{}", sentence);
        selfEvents.add(sentence);
      }
      retry = Deadline.after(RETRY);
      return false;
    }
  }

  /** The parameters of upsert-key-value.sql: the file of this period needs no further look. */
  public Map<String, Object> fileRow(Period period) {
    return KeyValues.row(fileKey(period.kind()), period.label());
  }

  /** That is in the database. */
  public synchronized void fileWritten(Period period) {
    last.put(fileKey(period.kind()), period.label());
  }

  /** The periods that the channels are to be notified of now. */
  public synchronized List<Period> due() {
    return schedule.kinds().stream()
        .map(kind -> schedule.message(kind, clock.instant(), last(key(kind))))
        .filter(Objects::nonNull)
        .toList();
  }

  /** The report as what is stored and notified; empty when nothing was checked in that period. */
  public List<Flip> flips(Period period) {
    PeriodReport report = report(period);
    return report.lines().isEmpty()
        ? List.of()
        : List.of(Flip.ours(clock.instant(), Event.REPORT, report.text()));
  }

  /** The parameters of upsert-key-value.sql: this period was notified. */
  public Map<String, Object> row(Period period) {
    return KeyValues.row(key(period.kind()), period.label());
  }

  /** That is in the database. */
  public synchronized void notified(Period period) {
    last.put(key(period.kind()), period.label());
  }

  private PeriodReport report(Period period) {
    return figures.report(period, services.current(), clock.instant());
  }

  /** The label of the last one; empty before the first. */
  private String last(String key) {
    return last.computeIfAbsent(
        key, name -> Objects.requireNonNullElse(remembered.value(name), ""));
  }

  private static String key(Period.Kind kind) {
    return kind == Period.Kind.WEEK ? "report" : "report-month";
  }

  private static String fileKey(Period.Kind kind) {
    return "report-file-" + kind.word();
  }
}
