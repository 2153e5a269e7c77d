package dev.uproute.importer;

import dev.uproute.parse.Location;
import dev.uproute.text.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Providers of Gatus as channels, and alerts of its endpoints as thresholds. */
final class GatusAlerts {
  /** Provider → kind of channel, and of its keys: theirs → ours; one with ! is secret. */
  private static final Map<String, List<String>> KINDS =
      Map.ofEntries(
          Map.entry("discord", List.of("discord", "webhook-url=url!")),
          Map.entry("slack", List.of("slack", "webhook-url=url!")),
          Map.entry("mattermost", List.of("slack", "webhook-url=url!")),
          Map.entry("rocketchat", List.of("slack", "webhook-url=url!")),
          Map.entry("teams", List.of("teams", "webhook-url=url!")),
          Map.entry("teams-workflows", List.of("teams", "webhook-url=url!")),
          Map.entry(
              "telegram",
              List.of("telegram", "token=token!", "id=chat", "topic-id=thread", "api-url=url")),
          Map.entry("ntfy", List.of("ntfy", "token=token!")),
          Map.entry("gotify", List.of("gotify", "server-url=url", "token=token!")),
          Map.entry("pushover", List.of("pushover", "application-token=token!", "user-key=user!")),
          Map.entry("pagerduty", List.of("pagerduty", "integration-key=token!")),
          Map.entry(
              "email",
              List.of(
                  "email",
                  "host=host",
                  "port=port",
                  "from=from",
                  "to=recipients",
                  "username=user",
                  "password=password!")),
          Map.entry("custom", List.of("webhook", "url=url!")));

  private static final int FAILURES = 3;
  private static final int SUCCESSES = 2;

  private final Imported into;
  private final Map<String, Section> defaults = new HashMap<>();
  private final Set<String> channels = new LinkedHashSet<>();
  private boolean recoveries;

  GatusAlerts(Imported into) {
    this.into = into;
  }

  /**
   * @param alerting null when a file has none
   */
  void providers(Section alerting) {
    if (alerting == null) {
      return;
    }
    for (String provider : alerting.names()) {
      List<String> kind = KINDS.get(provider);
      Section section = kind == null ? null : alerting.group(provider);
      if (section == null) {
        alerting.lose(provider, "there is no such channel; a route of your own can be one");
      } else {
        channel(provider, kind, section);
      }
    }
  }

  private void channel(String provider, List<String> kind, Section section) {
    channels.add(provider);
    Location place = section.location();
    if (!kind.getFirst().equals(provider)) {
      set(place, provider + ".to", "direct:alert-" + kind.getFirst(), false);
    }
    if (provider.equals("ntfy")) {
      String server = Objects.requireNonNullElse(section.text("url"), "https://ntfy.sh");
      set(place, "ntfy.url", server.replaceFirst("/$", "") + "/" + section.text("topic"), true);
    }
    for (String pair : kind.subList(1, kind.size())) {
      String[] names = pair.replace("!", "").split("=");
      String value = section.text(names[0]);
      if (value != null) {
        set(place, provider + "." + names[1], value, pair.endsWith("!"));
      }
    }
    Section usual = section.group("default-alert");
    if (usual != null) {
      defaults.put(provider, usual);
      described(usual);
      List.of("enabled", "failure-threshold", "success-threshold", "minimum-reminder-interval")
          .forEach(usual::node);
      usual.end();
    }
    section.lose("overrides", "a channel is the same for every service; make one for each group");
    section.end();
  }

  private void set(Location place, String key, String value, boolean secret) {
    into.settings().add(new Imported.Setting(place, "uproute.alert." + key, value, secret));
  }

  /** All providers were read. */
  void end() {
    if (!channels.isEmpty()) {
      Location place = into.settings().getFirst().location();
      set(place, "channels", String.join(",", channels), false);
    }
  }

  /** Puts down_after, up_after, remind_every and channels. */
  void of(Section endpoint, Map<String, Object> keys) {
    List<String> notified = new ArrayList<>();
    Map<String, Object> policy = new LinkedHashMap<>();
    for (Section alert : endpoint.groups("alerts")) {
      String type = alert.text("type");
      Section usual = defaults.get(type);
      described(alert);
      boolean on = !Boolean.FALSE.equals(either(alert.flag("enabled"), usual, "enabled"));
      if (on && channels.contains(type)) {
        notified.add(type);
        policy(alert, usual, policy);
      } else {
        alert.lose("type", on ? "is no channel here" : "is switched off; it is left out");
        alert.names().forEach(alert::node);
      }
      alert.end();
    }
    keys.putAll(policy);
    if (!channels.isEmpty() && !notified.containsAll(channels)) {
      keys.put("channels", notified);
    }
  }

  private static Boolean either(Boolean own, Section usual, String key) {
    return own != null || usual == null ? own : usual.flag(key);
  }

  private static void policy(Section alert, Section usual, Map<String, Object> policy) {
    Integer down = number(alert, usual, "failure-threshold", FAILURES);
    Integer up = number(alert, usual, "success-threshold", SUCCESSES);
    same(alert, policy, "failure-threshold", "down_after", down);
    same(alert, policy, "success-threshold", "up_after", up);
    Duration remind = alert.duration("minimum-reminder-interval");
    if (remind == null && usual != null) {
      remind = usual.duration("minimum-reminder-interval");
    }
    if (remind != null && !remind.isZero()) {
      same(alert, policy, "minimum-reminder-interval", "remind_every", Durations.text(remind));
    }
  }

  private static Integer number(Section alert, Section usual, String key, int builtIn) {
    Integer own = alert.number(key);
    own = own == null && usual != null ? usual.number(key) : own;
    return own == null || own <= 0 ? (Integer) builtIn : own;
  }

  /** A service has one policy for all of its channels. */
  private static void same(
      Section alert, Map<String, Object> policy, String theirs, String ours, Object value) {
    Object first = policy.putIfAbsent(ours, value);
    if (first != null && !first.equals(value)) {
      alert.lose(theirs, ours + " is one for all channels: " + first + ", of the first alert");
    }
  }

  private void described(Section alert) {
    alert.lose("description", "texts come from templates/alert");
    alert.lose("provider-override", "a channel is the same for every service");
    if (!Boolean.TRUE.equals(alert.flag("send-on-resolved")) && !recoveries) {
      recoveries = true;
      into.lose(
          alert.location(), "send-on-resolved", "a recovery is always notified, of every service");
    }
  }
}
