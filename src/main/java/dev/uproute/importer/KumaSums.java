package dev.uproute.importer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.uproute.importer.Imported.PastSum;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The hours and days that Uptime Kuma 2.x keeps of heartbeats it has let go. Not thread-safe. */
final class KumaSums {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ForeignDatabase file;
  private final boolean kept;

  KumaSums(ForeignDatabase file) {
    this.file = file;
    this.kept = !file.columns("stat_hourly").isEmpty() && !file.columns("stat_daily").isEmpty();
  }

  /** Hours whose heartbeats are gone, and before them days whose hours are gone, oldest first. */
  List<PastSum> of(int monitor) {
    if (!kept) {
      return List.of();
    }
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
