package dev.uproute.importer;

import dev.uproute.text.Durations;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Maintenance of Gatus: at one time of some days. */
final class GatusWindows {
  private GatusWindows() {}

  /**
   * @param service the one it is of; null = all
   */
  static void add(Section window, String service, Imported into) {
    Map<String, Object> keys = new LinkedHashMap<>();
    List<String> days =
        window.texts("every").stream()
            .map(day -> day.toLowerCase(Locale.ROOT).replaceFirst("(...).*", "$1"))
            .toList();
    if (!days.isEmpty()) {
      keys.put("days", days);
    }
    String start = window.text("start");
    Duration duration = window.duration("duration");
    String zone = window.text("timezone");
    boolean off = Boolean.FALSE.equals(window.flag("enabled"));
    window.end();
    if (start == null || duration == null) {
      if (!off) {
        into.lose(window.location(), "maintenance", "has no start or no duration; it is left out");
      }
      return;
    }
    keys.put("at", start.length() == 4 ? "0" + start : start);
    keys.put("for", Durations.text(duration));
    keys.put("time_zone", zone == null ? "UTC" : zone);
    if (service != null) {
      keys.put("services", List.of(service));
    }
    if (off) {
      into.lose(window.location(), "maintenance", "is switched off; it is left out");
    } else {
      into.windows().add(new Imported.Entry(window.location(), keys));
    }
  }
}
