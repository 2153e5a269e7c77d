package dev.uproute.parse;

import dev.uproute.service.Announcement;
import dev.uproute.service.Announcement.Severity;
import dev.uproute.text.Suggestion;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the announcements of a list, with everything that is wrong in them. */
final class AnnouncementParser {
  static final String KEY = "announcements";

  private static final int MOST = 20;
  static final Map<String, ValueParser<?>> READERS =
      Map.of(
          "text", Values.line(500),
          "from", WindowKeys.READERS.get("from"),
          "to", WindowKeys.READERS.get("to"),
          "time_zone", WindowKeys.READERS.get("time_zone"),
          "severity", Values.word(Severity.class));

  private final Placeholders placeholders;
  private final List<ConfigError> errors;

  /**
   * @param errors takes what is wrong
   */
  AnnouncementParser(Placeholders placeholders, List<ConfigError> errors) {
    this.placeholders = placeholders;
    this.errors = errors;
  }

  /**
   * @param node what stands under {@value #KEY}; null when nothing does
   */
  List<Announcement> announcements(Node node) {
    List<Announcement> announcements = new ArrayList<>();
    if (node instanceof Node.Items(Location location, List<Node> items)) {
      if (items.size() > MOST) {
        String message = "has " + items.size() + " announcements; at most " + MOST + " are";
        errors.add(new ConfigError(location, KEY, message + " allowed"));
      }
      items.stream().limit(MOST).forEach(item -> add(item, announcements));
    } else if (node != null && !(node instanceof Node.Nothing)) {
      String message = "is " + node.kind() + ", not a list of announcements";
      errors.add(new ConfigError(node.location(), KEY, message));
    }
    return announcements;
  }

  private void add(Node item, List<Announcement> announcements) {
    if (!(item instanceof Node.Fields group)) {
      String message = "an announcement is a group of keys, not " + item.kind();
      errors.add(new ConfigError(item.location(), KEY, message));
      return;
    }
    int before = errors.size();
    Map<String, Object> values = new HashMap<>();
    for (Node.Field field : placeholders.in(group, errors).fields()) {
      ValueParser<?> reader = READERS.get(field.name());
      if (reader == null) {
        String message = "unknown key" + Suggestion.of(field.name(), READERS.keySet());
        errors.add(new ConfigError(field.location(), field.name(), message));
      } else {
        values.put(field.name(), reader.read(field.name(), field.value(), errors));
      }
    }
    if (errors.size() == before) {
      announcements.add(announcement(group.location(), values));
    }
  }

  /** Not to be used when there is an error. */
  private Announcement announcement(Location location, Map<String, Object> values) {
    Instant from = time(values, "from");
    Instant to = time(values, "to");
    if (!values.containsKey("text")) {
      errors.add(new ConfigError(location, "text", "is missing"));
    }
    if (from != null && to != null && !from.isBefore(to)) {
      errors.add(
          new ConfigError(
              location, "to", values.get("to") + " is not after " + values.get("from")));
    }
    return new Announcement(
        (String) values.get("text"),
        from,
        to,
        (Severity) values.getOrDefault("severity", Severity.INFO));
  }

  private static Instant time(Map<String, Object> values, String key) {
    ZoneId zone = (ZoneId) values.getOrDefault("time_zone", ZoneId.systemDefault());
    return values.get(key) instanceof LocalDateTime wall ? wall.atZone(zone).toInstant() : null;
  }
}
