package dev.uproute.importer;

import dev.uproute.parse.Node;
import dev.uproute.text.Durations;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Upptime's {@code .upptimerc.yml}. */
final class Upptime implements Import {
  private static final List<Object> STATUSES = List.of("200-208", 226, "300-308");
  private static final int TIMEOUT = 60;
  private static final int CONNECT = 30;
  private static final int RETRIES = 3;
  private static final int SLOW = 60_000;

  /** Of the file: what concerns its repository and its page. */
  private static final Set<String> REPOSITORY = Set.of("owner", "repo");

  @Override
  public String name() {
    return "upptime";
  }

  @Override
  public boolean recognises(Input input) {
    return input.files().getFirst().has("owner", "repo", "sites");
  }

  @Override
  public Imported read(Input input) {
    Imported into = Imported.begin();
    FreshIds ids = new FreshIds();
    for (ImportFile file : input.files()) {
      Section top = new Section("", DollarVariables.filled(file.group()), into);
      top.groups("sites").forEach(site -> add(site, ids, into));
      REPOSITORY.forEach(top::node);
      top.lose("notifications", "name channels in uproute.alert.channels");
      top.lose("workflowSchedule", "each service is checked every 5 minutes, as there by default");
      top.lose("status-website", "pages come from templates/site");
      top.end();
    }
    return into.inOrder();
  }

  private static void add(Section site, FreshIds ids, Imported into) {
    Map<String, Object> keys = new LinkedHashMap<>();
    String name = site.text("name");
    String slug = site.text("slug");
    keys.put("id", ids.of(null, slug != null ? slug : name == null ? "" : name));
    if (name != null) {
      keys.put("name", name);
    }
    String url = url(site);
    if (url == null) {
      return;
    }
    keys.put("url", url);
    times(site, url, keys);
    if (url.matches("https?:.*|\\{\\{.*")) {
      request(site, keys);
      texts(site, keys);
    }
    tags(site, keys);
    into.services().add(new Imported.Entry(site.location(), keys));
    unlike(site);
  }

  private static void times(Section site, String url, Map<String, Object> keys) {
    keys.put("interval", "5m");
    Duration timeout = seconds(site, "requestTimeout", TIMEOUT);
    Duration connect = seconds(site, "connectTimeout", CONNECT);
    keys.put("timeout", Durations.text(timeout));
    if (connect.compareTo(timeout) < 0 && !url.startsWith("ping:")) {
      keys.put("connect_timeout", Durations.text(connect));
    }
    Integer slow = site.number("maxResponseTime");
    Duration limit = Duration.ofMillis(slow == null ? SLOW : slow);
    if (limit.compareTo(timeout) < 0 && !limit.isZero()) {
      keys.put("degraded.slower_than", Durations.text(limit));
    }
    Integer retries = site.number("maxRetries");
    keys.put("retries", Math.max(0, (retries == null ? RETRIES : retries) - 1));
  }

  private static void unlike(Section site) {
    site.node("icon");
    site.node("verbose");
    site.lose("assignees", "there are no issues to assign; name channels");
    site.lose("ipv6", "the address that answers is taken");
    site.lose("type", "it is checked from here");
    site.lose("location", "it is checked from here");
    site.end();
  }

  private static Duration seconds(Section site, String key, int usual) {
    Integer seconds = site.number(key);
    return Duration.ofSeconds(seconds == null || seconds <= 0 ? usual : seconds);
  }

  /** Null when it cannot be checked here, which is lost. */
  private static String url(Section site) {
    String url = site.text("url");
    String check = site.text("check");
    Integer port = site.number("port");
    if (url == null) {
      site.lose("name", "the site has no url and is left out");
      return null;
    }
    String host = url.replaceFirst("^[a-z]+://", "").replaceFirst("/.*", "");
    String at = port == null ? host : host.replaceFirst(":\\d+$", "") + ":" + port;
    return switch (check == null ? "http" : check) {
      case "http" -> url.matches("(?i)https?://.*|\\{\\{.*") ? url : "https://" + url;
      case "tcp-ping" -> "tcp://" + at;
      case "ssl" -> "tls://" + at;
      case "ws" -> {
        boolean secure = url.startsWith("wss:");
        String usual = at.matches(".*:\\d+") ? at : at + (secure ? ":443" : ":80");
        site.lose(
            "check", "of a WebSocket it is checked that it connects, and nothing behind that");
        site.node("body");
        yield (secure ? "tls://" : "tcp://") + usual;
      }
      default -> {
        site.lose("check", "there is no such check; the site is left out");
        yield null;
      }
    };
  }

  private static void request(Section site, Map<String, Object> keys) {
    String method = site.text("method");
    if (method != null) {
      keys.put("method", method.toUpperCase(Locale.ROOT));
    }
    Map<String, Object> headers = new LinkedHashMap<>();
    for (Node.Text line : site.items("headers")) {
      int colon = line.value().indexOf(':');
      if (colon > 0) {
        headers.put(
            line.value().substring(0, colon).strip(), line.value().substring(colon + 1).strip());
      } else {
        site.lose(line, "headers", "is no line like Name: value");
      }
    }
    if (!headers.isEmpty()) {
      keys.put("headers", headers);
    }
    String body = site.text("body");
    if (body != null) {
      keys.put("body", body);
    }
    List<String> statuses = site.texts("expectedStatusCodes");
    keys.put("expect.http_status", statuses.isEmpty() ? STATUSES : statuses);
    Integer redirects = site.number("maxRedirects");
    if (redirects != null && redirects == 0) {
      keys.put("follow_redirects", false);
    }
    boolean insecure = site.set("__dangerous__insecure");
    insecure |= site.set("__dangerous__disable_verify_peer");
    insecure |= site.set("__dangerous__disable_verify_host");
    if (insecure) {
      keys.put("verify", false);
    }
  }

  private static void texts(Section site, Map<String, Object> keys) {
    String missing = site.text("__dangerous__body_down_if_text_missing");
    if (missing != null) {
      keys.put("expect.body_contains", missing);
    }
    String down = site.text("__dangerous__body_down");
    if (down != null) {
      keys.put("bot_protection_string", down);
      site.lose("__dangerous__body_down", "such a page is BOT_DETECTED here, which is not online");
    }
    site.lose("__dangerous__body_degraded", "a text makes nothing DEGRADED here");
    site.lose("__dangerous__body_degraded_if_text_missing", "a text makes nothing DEGRADED here");
  }

  private static void tags(Section site, Map<String, Object> keys) {
    Map<String, Object> tags = new LinkedHashMap<>();
    site.texts("tags").forEach(tag -> tags.put(tag, "true"));
    if (!tags.isEmpty()) {
      keys.put("tags", tags);
    }
  }
}
