package dev.uproute.report;

import dev.uproute.check.Status;
import dev.uproute.record.Event;
import dev.uproute.record.Flip;
import dev.uproute.store.KeyValues;
import dev.uproute.store.Store;
import dev.uproute.text.Words;
import java.text.ParseException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TimeZone;
import javax.sql.DataSource;
import org.quartz.CronExpression;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * How the week was, notified once when it is over, for route {@code report}. Which week was
 * notified last stands in the database and is written in the transaction that stores the report, so
 * neither a restart nor a clock that is put back reports a week twice. Thread-safe.
 */
public final class Weekly {
  private static final String NAME = "report";
  private static final int NAMED = 20;

  private final NamedParameterJdbcTemplate reader;
  private final Statistics statistics;
  private final KeyValues remembered;
  private final CronExpression schedule;
  private final ZoneId zone;
  private final InstantSource clock;
  private String notified;

  /**
   * @param cron {@code uproute.report.cron}
   * @param zone {@code uproute.report.zone}: a zone id, or {@code system}
   */
  public Weekly(DataSource reader, String cron, String zone) throws ParseException {
    this(reader, cron, zone, InstantSource.system());
  }

  Weekly(DataSource reader, String cron, String zone, InstantSource clock) throws ParseException {
    this.reader = new NamedParameterJdbcTemplate(reader);
    this.statistics = new Statistics(reader, clock);
    this.remembered = new KeyValues(reader);
    this.schedule = new CronExpression(cron);
    schedule.setTimeZone(TimeZone.getTimeZone("UTC"));
    this.zone = zone.equals("system") ? ZoneId.systemDefault() : ZoneId.of(zone);
    this.clock = clock;
  }

  /** The week that is to be notified now, such as 2026-W46; null when there is none. */
  public synchronized String due() {
    Week week = week();
    Instant time = week.reportTime(schedule);
    if (time == null || clock.instant().isBefore(time)) {
      return null;
    }
    if (notified == null) {
      notified = Objects.requireNonNullElse(remembered.value(NAME), "");
    }
    return week.label().compareTo(notified) > 0 ? week.label() : null;
  }

  /** It is in the database that this week was notified. */
  public synchronized void notified(String label) {
    notified = label;
  }

  /** The parameters of upsert-key-value.sql. */
  public Map<String, Object> row(String label) {
    return KeyValues.row(NAME, label);
  }

  private Week week() {
    return Week.finished(clock.instant(), zone);
  }

  /** The report as what is stored and notified; empty when nothing was checked in that week. */
  public List<Flip> flips() {
    String text = text();
    Status none = Status.UNKNOWN;
    return text == null
        ? List.of()
        : List.of(new Flip(null, clock.instant(), Event.REPORT, none, none, null, text));
  }

  private String text() {
    Week week = week();
    List<WeekLine> lines = lines(week);
    if (lines.isEmpty()) {
      return null;
    }
    long down = lines.stream().filter(line -> !line.downtime().isZero()).count();
    StringBuilder text = new StringBuilder("Week " + week.label() + ": ");
    text.append(Words.count(lines.size(), "service")).append(", ");
    text.append(down == 0 ? "none" : String.valueOf(down)).append(" of them with an outage");
    lines.stream()
        .sorted(WeekLine.WORST)
        .limit(NAMED)
        .forEach(line -> text.append('\n').append(line.text()));
    if (lines.size() > NAMED) {
      text.append("\nand ").append(lines.size() - NAMED).append(" more");
    }
    return text.toString();
  }

  private List<WeekLine> lines(Week week) {
    Map<String, String> names = new LinkedHashMap<>();
    reader.query(
        Store.sql("select-names"),
        row -> {
          names.put(row.getString("id"), row.getString("name"));
        });
    List<WeekLine> lines = new ArrayList<>();
    statistics
        .of(names.keySet(), week.from(), week.to())
        .forEach((id, figures) -> lines.add(WeekLine.of(names.get(id), figures)));
    lines.removeIf(line -> line.checks() == 0);
    return lines;
  }
}
