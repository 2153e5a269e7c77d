package dev.uproute.importer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.uproute.parse.Location;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Maintenance of Uptime Kuma as windows. One that is over, or of no service, is none. */
final class KumaWindows {
  private static final String[] DAYS = {"sun", "mon", "tue", "wed", "thu", "fri", "sat"};

  private final Location location;
  private final KumaGroups groups;
  private final Map<Integer, Set<Integer>> links;
  private final Map<Integer, String> services;
  private final String zone;
  private final Clock clock;
  private final Imported into;

  /**
   * @param services the monitors that were carried over, with the ids of their services
   */
  KumaWindows(
      KumaDatabase kuma,
      KumaGroups groups,
      Map<Integer, String> services,
      Clock clock,
      Imported into) {
    this.location = kuma.location();
    this.groups = groups;
    this.services = services;
    this.links = kuma.links("monitor_maintenance", "maintenance_id", "monitor_id");
    JsonNode zone = kuma.setting("serverTimezone");
    this.zone = zone == null || zone.asText().isBlank() ? null : zone.asText();
    this.clock = clock;
    this.into = into;
  }

  void add(List<SourceRow> maintenances) {
    maintenances.forEach(this::add);
  }

  private void add(SourceRow row) {
    Map<String, Object> common = new LinkedHashMap<>();
    common.put("name", row.text("title"));
    String own = row.text("timezone");
    String named = own == null ? "UTC" : own.equals("SAME_AS_SERVER") ? zone : own;
    List<String> of =
        links.getOrDefault(row.number("id"), Set.of()).stream()
            .flatMap(monitor -> groups.within(monitor).stream())
            .filter(services::containsKey)
            .map(services::get)
            .distinct()
            .toList();
    if (!row.flag("active")) {
      row.loseAll("is not active");
    } else if (over(row, named)) {
      row.loseAll("is over since " + row.text("end_date"));
    } else if (of.isEmpty()) {
      row.loseAll("is of no monitor that could be carried over");
    } else {
      times(row).forEach(times -> window(common, times, named, of));
    }
  }

  private void window(
      Map<String, Object> common, Map<String, Object> times, String named, List<String> of) {
    Map<String, Object> keys = new LinkedHashMap<>(common);
    keys.putAll(times);
    if (named != null) {
      keys.put("time_zone", named);
    }
    keys.put("services", of);
    into.windows().add(new Imported.Entry(location, keys));
  }

  private boolean over(SourceRow row, String named) {
    LocalDateTime end = time(row.text("end_date"));
    ZoneId where = named == null ? ZoneOffset.UTC : ZoneId.of(named, ZoneId.SHORT_IDS);
    return end != null && end.isBefore(LocalDateTime.now(clock.withZone(where)));
  }

  /** When it is, each as the keys of one window; empty when that cannot be said. */
  private List<Map<String, Object>> times(SourceRow row) {
    String strategy = row.text("strategy");
    if (!"single".equals(strategy)) {
      bounds(row);
    }
    return switch (strategy == null ? "" : strategy) {
      case "single" -> single(row);
      case "recurring-weekday" -> List.of(weekly(row));
      case "recurring-interval" -> interval(row);
      case "recurring-day-of-month", "cron" -> cron(row);
      case "manual" -> {
        row.loseAll(
            "was begun by hand; create maintenance.flag, or write a window with from and to");
        yield List.of();
      }
      default -> {
        row.loseAll("is of strategy " + strategy + ", which is not known");
        yield List.of();
      }
    };
  }

  private static void bounds(SourceRow row) {
    for (String end : List.of("start_date", "end_date")) {
      if (row.text(end) != null) {
        row.lose(end, "a window that comes again has no first or last date");
      }
    }
  }

  private static List<Map<String, Object>> single(SourceRow row) {
    LocalDateTime from = time(row.text("start_date"));
    LocalDateTime to = time(row.text("end_date"));
    if (from == null || to == null) {
      row.loseAll("has no start or no end that can be read");
      return List.of();
    }
    Map<String, Object> keys = KumaTargets.map("from", written(from));
    keys.put("to", written(to));
    return List.of(keys);
  }

  private static Map<String, Object> weekly(SourceRow row) {
    Map<String, Object> keys = new LinkedHashMap<>();
    List<String> days = new ArrayList<>();
    JsonNode numbers = row.json("weekdays");
    if (numbers != null) {
      numbers.forEach(day -> days.add(DAYS[Math.floorMod(day.asInt(), DAYS.length)]));
    }
    keys.put("days", days);
    keys.putAll(daily(row));
    return keys;
  }

  private static Map<String, Object> daily(SourceRow row) {
    String start = row.text("start_time");
    Map<String, Object> keys =
        KumaTargets.map(
            "at", start == null ? null : start.substring(0, Math.min(5, start.length())));
    keys.put("for", length(row));
    return keys;
  }

  private static String length(SourceRow row) {
    return KumaServices.text(row.number("duration"));
  }

  private static List<Map<String, Object>> interval(SourceRow row) {
    if (row.number("interval_day") > 1) {
      row.loseAll("comes every " + row.number("interval_day") + " days, which no window can");
      return List.of();
    }
    return List.of(daily(row));
  }

  private static List<Map<String, Object>> cron(SourceRow row) {
    List<String> crons = KumaCron.quartz(row.text("cron"));
    if (crons.isEmpty()) {
      row.lose("cron", row.text("cron") + " cannot be written as a Quartz expression");
    }
    List<Map<String, Object>> all = new ArrayList<>();
    for (String cron : crons) {
      Map<String, Object> keys = KumaTargets.map("cron", cron);
      keys.put("for", length(row));
      all.add(keys);
    }
    return all;
  }

  private static String written(LocalDateTime time) {
    return time.toString().replace('T', ' ');
  }

  /** Null when there is none, or it cannot be read. */
  private static LocalDateTime time(String text) {
    try {
      return text == null
          ? null
          : LocalDateTime.parse(text.strip().replace(' ', 'T').replaceFirst("(\\.\\d+)?Z?$", ""));
    } catch (DateTimeParseException _) {
      return null;
    }
  }
}
