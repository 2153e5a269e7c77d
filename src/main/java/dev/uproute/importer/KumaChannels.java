package dev.uproute.importer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.uproute.parse.Ids;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Notifications of Uptime Kuma as channels: lines of application.properties. Which monitor notifies
 * which of them goes with its service.
 */
final class KumaChannels {
  private final Map<Integer, String> names = new LinkedHashMap<>();
  private final Map<Integer, Set<Integer>> links;
  private final Imported into;

  KumaChannels(KumaDatabase kuma, Imported into) {
    this.links = kuma.links("monitor_notification", "monitor_id", "notification_id");
    this.into = into;
    List<SourceRow> notifications = kuma.notifications();
    Map<String, Integer> taken = new HashMap<>();
    for (SourceRow row : notifications) {
      add(row, taken);
    }
    if (!names.isEmpty()) {
      set(notifications.getFirst(), "channels", String.join(",", names.values()), false);
    }
  }

  /** The channels that a monitor notifies. */
  List<String> of(int monitor) {
    return links.getOrDefault(monitor, Set.of()).stream()
        .filter(names::containsKey)
        .map(names::get)
        .toList();
  }

  /** Names the channels of a service; that it has all of them is what it has by itself. */
  void put(int monitor, Map<String, Object> keys) {
    List<String> own = of(monitor);
    if (names.isEmpty() || own.size() < names.size()) {
      keys.put("channels", own);
    }
  }

  private void add(SourceRow row, Map<String, Integer> taken) {
    JsonNode config = row.json("config");
    String kind = config == null ? "" : config.path("type").asText();
    Map<String, String> settings = new LinkedHashMap<>();
    NotificationConfig notification = new NotificationConfig(config, row);
    String alert = KumaChannelKinds.settings(kind, notification, settings);
    if (alert == null) {
      row.loseAll("there is no channel for " + (kind.isEmpty() ? "it" : kind));
      return;
    }
    notification.end();
    String name = name(row, taken);
    names.put(row.number("id"), name);
    if (!alert.equals(name)) {
      set(row, name + ".to", "direct:alert-" + alert, false);
    }
    settings.forEach((key, value) -> set(row, name + "." + key, value, secret(key)));
  }

  private static boolean secret(String key) {
    return Set.of("url", "token", "password", "user", "secret").contains(key);
  }

  private void set(SourceRow row, String key, String value, boolean secret) {
    into.settings()
        .add(new Imported.Setting(row.location(), "uproute.alert." + key, value, secret));
  }

  private static String name(SourceRow row, Map<String, Integer> taken) {
    String called = row.text("name");
    String slug = called == null ? null : Ids.slug(called);
    String base = slug == null ? "channel-" + row.number("id") : slug;
    int count = taken.merge(base, 1, Integer::sum);
    return count == 1 ? base : base + "-" + row.number("id");
  }

  /** The settings of one notification, which know what was asked of them. */
  static final class NotificationConfig {
    /** What every notification has. */
    private static final Set<String> COMMON =
        Set.of("name", "type", "isDefault", "applyExisting", "id", "active", "userId", "user_id");

    private final JsonNode config;
    private final SourceRow row;
    private final List<String> asked = new ArrayList<>(COMMON);

    NotificationConfig(JsonNode config, SourceRow row) {
      this.config = config;
      this.row = row;
    }

    /** Null when there is none, or it is empty. */
    String text(String key) {
      asked.add(key);
      String text = config == null ? "" : config.path(key).asText("").strip();
      return text.isEmpty() || text.equals("null") ? null : text;
    }

    boolean flag(String key) {
      String text = text(key);
      return text != null && text.equals("true");
    }

    void lose(String key, String why) {
      asked.add(key);
      row.lose(key, why);
    }

    private void end() {
      config
          .properties()
          .forEach(
              each -> {
                String value = each.getValue().asText("");
                boolean empty = value.isEmpty() || value.equals("false") || value.equals("null");
                if (!asked.contains(each.getKey()) && !empty) {
                  row.lose(each.getKey(), "a channel of this kind has no such setting");
                }
              });
    }
  }
}
