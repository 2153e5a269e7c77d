package dev.uproute.importer;

import dev.uproute.text.Durations;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The monitors of Uptime Kuma as services. What would be checked otherwise than Kuma did in a way
 * that could alert wrongly is carried over paused, with its history, and with a loss that says so.
 */
final class KumaServices {
  private static final int WEEK = 604_800;
  private static final String PAUSED =
      "is carried over paused (enabled: false), since it would be checked otherwise";
  private static final Pattern FILLED_IN = Pattern.compile("\\{\\{\\s*[A-Za-z][^{}\\s]*\\s*}}");

  /** Kuma keeps what the form shows for other types; it means nothing for this one. */
  private static final Pattern OF_OTHER_TYPES =
      Pattern.compile(
          "(dns|docker|mqtt|kafka|grpc|radius|snmp|smtp|rabbitmq|ws|game|gamedig|ntp|ping|oauth"
              + "|database|auth|tls|json|basic|remote|screenshot|system|http|manual|location"
              + "|protocol|subtype|expected|real_browser)(_.*|dig.*)?"
              + "|method|body|headers|keyword|invert_keyword|maxredirects|accepted_statuscodes_json"
              + "|ignore_tls|packet_size|url|hostname|port|push_token|proxy_id|conditions|timeout"
              + "|cache_bust|expiry_notification|ip_family|bearer_token"
              + "|retry_only_on_status_code_failure");

  private final KumaDatabase kuma;
  private final Imported into;
  private final KumaGroups groups;
  private final Map<Integer, Map<String, String>> tags;
  private final KumaChannels channels;
  private final KumaTargets targets;

  KumaServices(KumaDatabase kuma, KumaGroups groups, KumaChannels channels, Imported into) {
    this.kuma = kuma;
    this.into = into;
    this.groups = groups;
    this.channels = channels;
    this.tags = kuma.tags();
    this.targets =
        new KumaTargets(
            new KumaHttp(kuma.setting("tlsExpiryNotifyDays")), new HeartbeatToken(kuma.secret()));
  }

  /**
   * Adds each that can be carried over.
   *
   * @return the monitors that were, by their number, with the id of their service
   */
  Map<Integer, String> add(List<SourceRow> monitors) {
    Map<Integer, String> added = new LinkedHashMap<>();
    for (SourceRow monitor : monitors) {
      int number = monitor.number("id");
      Map<String, Object> keys = new LinkedHashMap<>();
      if (groups.isGroup(number)) {
        group(monitor, number);
      } else if (keys(monitor, number, keys)) {
        literal(monitor, keys);
        into.services().add(new Imported.Entry(kuma.location(), keys));
        added.put(number, groups.id(number));
      }
    }
    return added;
  }

  /**
   * A text that looks like a placeholder would be filled in here, and cannot be written otherwise.
   */
  private static void literal(SourceRow monitor, Map<String, Object> keys) {
    for (String key : List.copyOf(keys.keySet())) {
      if (FILLED_IN.matcher(keys.get(key).toString()).find()) {
        keys.remove(key);
        keys.put("enabled", false);
        monitor.lose(
            key, "holds {{…}}, which would be filled in; put it into a file and write {{file:…}}");
        monitor.loseAll(PAUSED);
      }
    }
  }

  private void group(SourceRow group, int number) {
    if (!channels.of(number).isEmpty()) {
      group.loseAll("is a site here, of which nothing is notified; its monitors have channels");
    }
  }

  /** Whether it can be carried over at all. */
  private boolean keys(SourceRow monitor, int number, Map<String, Object> keys) {
    keys.put("id", groups.id(number));
    if (monitor.text("name") != null) {
      keys.put("name", monitor.text("name"));
    }
    boolean checks = groups.active(number);
    switch (targets.add(monitor, keys)) {
      case NONE -> {
        return false;
      }
      case OTHERWISE -> {
        checks = false;
        monitor.loseAll(PAUSED);
      }
      case SAME -> {}
    }
    if (!checks) {
      keys.put("enabled", false);
    }
    times(monitor, keys);
    tags(monitor, number, keys);
    channels.put(number, keys);
    monitor.ignore("user_id", "weight", "created_date", "save_response", "save_error_response");
    monitor.ignore("response_max_length", "dns_last_result");
    if (monitor.text("description") != null) {
      monitor.lose("description", "a service has no description");
    }
    monitor.end(OF_OTHER_TYPES.asMatchPredicate());
    return true;
  }

  private void times(SourceRow monitor, Map<String, Object> keys) {
    int interval = Math.max(1, monitor.number("interval"));
    if (interval > WEEK) {
      monitor.lose("interval", interval + " s is longer than 7d, which it is now");
      interval = WEEK;
    }
    keys.put("interval", text(interval));
    retries(monitor, interval, keys);
    int resend = monitor.number("resend_interval");
    if (resend > 0 && (long) resend * interval <= 30 * 86_400) {
      keys.put("remind_every", text((long) resend * interval));
    } else if (resend > 0) {
      monitor.lose("resend_interval", "a reminder comes every 30 days at most");
    }
  }

  /** Further attempts where all fit into an interval; otherwise results in a row. */
  private void retries(SourceRow monitor, int interval, Map<String, Object> keys) {
    int retries = monitor.number("maxretries");
    int every = monitor.number("retry_interval");
    if (retries <= 0) {
      return;
    }
    boolean push = "push".equals(monitor.text("type"));
    Double timeout = monitor.decimal("timeout");
    double longest = timeout == null || timeout <= 0 ? interval * 0.8 : timeout;
    if (!push
        && retries <= 20
        && every > 0
        && (retries + 1) * longest + retries * every <= interval) {
      keys.put("retries", retries);
      keys.put("retry_delay", text(every));
      return;
    }
    keys.put("down_after", Math.min(1000, retries + 1));
    if (every > 0 && every != interval) {
      String same =
          "while it fails it is checked every " + text(interval) + " as always, not every ";
      monitor.lose("retry_interval", same + text(every));
    }
  }

  private void tags(SourceRow monitor, int number, Map<String, Object> keys) {
    Map<String, String> all = new LinkedHashMap<>();
    tags.getOrDefault(number, Map.of())
        .forEach(
            (name, value) -> {
              if (name.isBlank() || name.length() > 64 || value.length() > 200) {
                monitor.lose("tag \"" + name + '"', "a tag has 64 characters and its value 200");
              } else {
                all.put(name, value.isBlank() ? "true" : value);
              }
            });
    if (!all.isEmpty()) {
      keys.put("tags", all);
    }
  }

  static String text(long seconds) {
    return Durations.text(Duration.ofSeconds(seconds));
  }
}
