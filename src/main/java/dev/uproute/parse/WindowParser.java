package dev.uproute.parse;

import dev.uproute.service.Recurrence;
import dev.uproute.service.Service;
import dev.uproute.service.Window;
import dev.uproute.text.Shown;
import dev.uproute.text.Suggestion;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.quartz.CronExpression;

/** Reads the maintenance windows of a list, with everything that is wrong in them. */
final class WindowParser {
  private static final int MOST = 1000;

  /** The keys of which one form says when. */
  static final List<Set<String>> FORMS =
      List.of(
          Set.of("from", "to"),
          Set.of("at", "for"),
          Set.of("days", "at", "for"),
          Set.of("cron", "for"));

  private final Set<String> ids;
  private final List<Service> services;
  private final Placeholders placeholders;
  private final List<ConfigError> errors;

  /**
   * @param ids of the services in the same list: others cannot be named, only their site and tags;
   *     null when any may be
   * @param services all there are, of which a window has to meet some; null when they are not known
   * @param errors takes what is wrong
   */
  WindowParser(
      Set<String> ids,
      List<Service> services,
      Placeholders placeholders,
      List<ConfigError> errors) {
    this.ids = ids;
    this.services = services;
    this.placeholders = placeholders;
    this.errors = errors;
  }

  /**
   * @param node what stands under {@code maintenance}; null when nothing does
   */
  List<Window> windows(Node node) {
    List<Window> windows = new ArrayList<>();
    if (node instanceof Node.Items(Location _, List<Node> items) && items.size() <= MOST) {
      items.forEach(item -> add(item, windows));
    } else if (node instanceof Node.Items(Location location, List<Node> items)) {
      errors.add(
          new ConfigError(
              location, "maintenance", "has " + items.size() + " windows; at most 1,000 are"));
    } else if (node != null && !(node instanceof Node.Nothing)) {
      errors.add(
          new ConfigError(
              node.location(), "maintenance", "is " + node.kind() + ", not a list of windows"));
    }
    return windows;
  }

  private void add(Node item, List<Window> windows) {
    if (!(item instanceof Node.Fields group)) {
      String message = "a window is a group of keys, not " + item.kind();
      errors.add(new ConfigError(item.location(), "maintenance", message));
      return;
    }
    int before = errors.size();
    boolean known = true;
    Map<String, Object> values = new HashMap<>();
    for (Node.Field field : placeholders.in(group, errors).fields()) {
      ValueParser<?> reader = WindowKeys.READERS.get(field.name());
      if (reader == null) {
        known = false;
        errors.add(
            new ConfigError(field.location(), field.name(), "unknown key" + hint(field.name())));
      } else {
        values.put(field.name(), reader.read(field.name(), field.value(), errors));
      }
    }
    if (known) {
      form(group, values.keySet());
    }
    unknown(group, values);
    if (errors.size() == before) {
      Window window = window(group, values);
      windows.add(window);
      unmet(group, window);
    }
  }

  private void unmet(Node.Fields group, Window window) {
    if (services != null) {
      window
          .unmet(services)
          .forEach((key, why) -> errors.add(new ConfigError(location(group, key), key, why)));
    }
  }

  private static String hint(String key) {
    String meant = Synonyms.WINDOW.get(Synonyms.plain(key));
    return meant == null
        ? Suggestion.of(key, WindowKeys.READERS.keySet())
        : "; did you mean \"" + meant + "\"?";
  }

  private void form(Node.Fields group, Set<String> written) {
    Set<String> times = new TreeSet<>(WindowKeys.TIMES);
    times.retainAll(written);
    if (!FORMS.contains(times)) {
      String forms = "a window has from and to, or at and for and perhaps days, or cron and for";
      errors.add(new ConfigError(group.location(), "maintenance", forms));
    }
  }

  private void unknown(Node.Fields group, Map<String, Object> values) {
    for (String id : get(values, "services", List.<String>of())) {
      if (ids != null && !ids.contains(id)) {
        String message = " is no service of this file" + Suggestion.of(id, ids);
        errors.add(
            new ConfigError(location(group, "services"), "services", Shown.quoted(id) + message));
      }
    }
  }

  private Window window(Node.Fields group, Map<String, Object> values) {
    ZoneId zone = get(values, "time_zone", ZoneId.systemDefault());
    Recurrence when = when(values);
    if (when instanceof Recurrence.Once(LocalDateTime from, LocalDateTime to)
        && !from.atZone(zone).isBefore(to.atZone(zone))) {
      errors.add(new ConfigError(location(group, "to"), "to", to + " is not after from, " + from));
    }
    if (when.endless()) {
      String key = when instanceof Recurrence.Once ? "to" : "for";
      String what =
          key.equals("to") ? "is more than a year after from" : "lasts until the next begins";
      String way = ", so it would be silent for good; enabled: false pauses a service";
      errors.add(new ConfigError(location(group, key), key, what + way));
    }
    return new Window(
        get(values, "name", ""),
        when,
        zone,
        get(values, "services", List.of()),
        get(values, "sites", List.of()),
        get(values, "tags", Map.of()));
  }

  private static Recurrence when(Map<String, Object> values) {
    if (values.containsKey("from")) {
      return new Recurrence.Once(
          (LocalDateTime) values.get("from"), (LocalDateTime) values.get("to"));
    }
    Duration length = (Duration) values.get("for");
    if (values.containsKey("cron")) {
      return new Recurrence.Cron((CronExpression) values.get("cron"), length);
    }
    List<DayOfWeek> days = get(values, "days", List.of(DayOfWeek.values()));
    return new Recurrence.Weekly(EnumSet.copyOf(days), (LocalTime) values.get("at"), length);
  }

  @SuppressWarnings("unchecked") // each value is what the reader of its key returned
  private static <T> T get(Map<String, Object> values, String key, T builtIn) {
    Object value = values.get(key);
    return value == null ? builtIn : (T) value;
  }

  private static Location location(Node.Fields group, String key) {
    return group.fields().stream()
        .filter(field -> field.name().equals(key))
        .map(field -> field.value().location())
        .findFirst()
        .orElse(group.location());
  }
}
