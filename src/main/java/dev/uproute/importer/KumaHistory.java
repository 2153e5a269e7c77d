package dev.uproute.importer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.uproute.check.Status;
import dev.uproute.importer.Imported.PastResult;
import dev.uproute.importer.Imported.PastSum;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What Uptime Kuma found: its heartbeats, and where 2.x has let these go, its hours and days. An
 * attempt that failed (PENDING) is a failure, as it is in Kuma's own uptime. Not thread-safe.
 */
final class KumaHistory {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int UP = 1;
  private static final int MAINTENANCE = 3;
  private static final Pattern CODE =
      Pattern.compile("^([1-5]\\d\\d) - |status code ([1-5]\\d\\d)");
  private static final Pattern TIMEOUT = Pattern.compile("(?i)^timeout |timed? ?out");

  private final ForeignDatabase file;
  private final boolean sums;

  KumaHistory(ForeignDatabase file) {
    this.file = file;
    this.sums = !file.columns("stat_hourly").isEmpty() && !file.columns("stat_daily").isEmpty();
  }

  /**
   * Of one monitor.
   *
   * @param id of its service
   */
  Imported.History of(int monitor, String id) {
    List<PastSum> all = sums ? sums(monitor) : List.of();
    return new Imported.History(
        id,
        null,
        () -> results(monitor, "", PastSum.end(all)),
        all,
        null,
        () -> results(monitor, " and important = 1", null));
  }

  private Stream<PastResult> results(int monitor, String which, Instant from) {
    return file.stream(
        "select time, status, msg, ping from heartbeat where monitor_id = ? and time >= ?"
            + which
            + " order by time, id",
        KumaHistory::result,
        monitor,
        from == null ? "" : SqlTime.text(from));
  }

  private static PastResult result(ResultSet row) throws SQLException {
    int found = row.getInt("status");
    String said = row.getString("msg");
    String text = said == null ? "" : said;
    Status failed = TIMEOUT.matcher(text).find() ? Status.TIMEOUT : Status.DOWN;
    Matcher code = CODE.matcher(text);
    boolean answered = code.find();
    String number =
        answered && code.group(1) != null ? code.group(1) : answered ? code.group(2) : null;
    double ping = row.getDouble("ping");
    Long response = row.wasNull() || ping < 0 ? null : (Long) Math.round(ping * 1000);
    Instant at = SqlTime.instant(row.getObject("time"));
    return at == null
        ? null
        : new PastResult(
            at,
            found == UP ? Status.UP : found == MAINTENANCE ? Status.UNKNOWN : failed,
            response,
            number == null ? null : Integer.valueOf(number),
            text.isEmpty() ? null : text,
            found == MAINTENANCE);
  }

  /** Hours whose heartbeats are gone, and before them days whose hours are gone, oldest first. */
  private List<PastSum> sums(int monitor) {
    TreeMap<Instant, PastSum> hours = stats("stat_hourly", monitor, PastSum.HOUR);
    TreeMap<Instant, PastSum> days = stats("stat_daily", monitor, PastSum.DAY);
    TreeMap<Instant, Long> beats = beats(monitor);
    hours.entrySet().removeIf(hour -> hour.getKey().isAfter(lastGone(hours, beats)));
    TreeMap<Instant, Long> inHours = new TreeMap<>();
    hours.forEach(
        (start, hour) ->
            inHours.merge(PastSum.start(start, PastSum.DAY), hour.checks(), Long::sum));
    beats
        .tailMap(hours.isEmpty() ? Instant.MIN : hours.lastKey(), hours.isEmpty())
        .forEach((start, n) -> inHours.merge(PastSum.start(start, PastSum.DAY), n, Long::sum));
    Instant gone = lastGone(days, inHours);
    days.keySet().removeIf(day -> day.isAfter(gone));
    Instant until = days.isEmpty() ? Instant.MIN : days.lastKey().plus(PastSum.DAY);
    hours.keySet().removeIf(hour -> hour.isBefore(until));
    return Stream.concat(days.values().stream(), hours.values().stream()).toList();
  }

  /** The start of the last span of which fewer are there than were counted; the past for none. */
  private static Instant lastGone(TreeMap<Instant, PastSum> spans, TreeMap<Instant, Long> there) {
    return spans.descendingMap().entrySet().stream()
        .filter(span -> there.getOrDefault(span.getKey(), 0L) < span.getValue().checks())
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(Instant.MIN);
  }

  private TreeMap<Instant, Long> beats(int monitor) {
    TreeMap<Instant, Long> beats = new TreeMap<>();
    String sql =
        "select min(time) as time, count(*) as n from heartbeat where monitor_id = ?"
            + " group by substr(time, 1, 13)";
    for (Map<String, Object> row : file.rows(sql, monitor)) {
      Instant at = SqlTime.instant(row.get("time"));
      if (at != null) {
        beats.merge(
            PastSum.start(at, PastSum.HOUR), ((Number) row.get("n")).longValue(), Long::sum);
      }
    }
    return beats;
  }

  private TreeMap<Instant, PastSum> stats(String table, int monitor, Duration length) {
    TreeMap<Instant, PastSum> stats = new TreeMap<>();
    for (Map<String, Object> row :
        file.rows("select * from " + table + " where monitor_id = ? order by timestamp", monitor)) {
      long up = number(row, "up");
      long down = number(row, "down");
      Instant at = Instant.ofEpochSecond(number(row, "timestamp"));
      boolean timed = up > 0 && decimal(row, "ping") > 0;
      PastSum sum =
          new PastSum(
              PastSum.start(at, length),
              length,
              up + down + maintenance(row.get("extras")),
              up + down,
              up,
              timed ? up : 0,
              timed ? Math.round(decimal(row, "ping") * up * 1000) : 0,
              Math.round(decimal(row, "ping_min") * 1000),
              Math.round(decimal(row, "ping_max") * 1000));
      if (sum.checks() > 0) {
        stats.merge(sum.start(), sum, PastSum::plus);
      }
    }
    return stats;
  }

  private static long number(Map<String, Object> row, String column) {
    return row.get(column) instanceof Number value ? value.longValue() : 0;
  }

  private static double decimal(Map<String, Object> row, String column) {
    return row.get(column) instanceof Number value ? value.doubleValue() : 0;
  }

  private static long maintenance(Object extras) {
    try {
      return extras == null ? 0 : JSON.readTree(extras.toString()).path("maintenance").asLong();
    } catch (JsonProcessingException _) {
      return 0;
    }
  }
}
