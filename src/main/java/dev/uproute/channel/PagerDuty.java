package dev.uproute.channel;

import dev.uproute.alert.Channels;
import dev.uproute.alert.Event;
import dev.uproute.alert.Line;
import dev.uproute.alert.Message;
import dev.uproute.alert.Refused;
import dev.uproute.check.Status;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * PagerDuty Events v2: one event for each service under a key that stays, so that an incident opens
 * once, and an event that is sent again changes nothing. Thread-safe.
 */
public final class PagerDuty {
  private static final String SERVER = "https://events.pagerduty.com";
  private static final int REMEMBERED = 10_000;

  private final Channels channels;
  private final Texts texts;
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  public PagerDuty(Channels channels, Texts texts) {
    this.channels = channels;
    this.texts = texts;
  }

  /** The lines that were not accepted before: what is cut short goes on where it stopped. */
  public Round round(Message message) {
    return new Round(
        message.lines().stream()
            .filter(line -> !told.contains(key(message.channel(), line)))
            .toList());
  }

  /** Remembers that a line was accepted, so that a repeated message leaves it out. */
  public void told(String channel, Line line) {
    if (told.size() >= REMEMBERED) {
      told.clear();
    }
    // a flip that is not stored has no number of its own
    if (line.flips().getLast().id() != 0) {
      told.add(key(channel, line));
    }
  }

  /**
   * Notes that a line was not accepted; one that never will be is done with.
   *
   * @throws Exception the same, when it is no refusal
   */
  public void failed(Round round, String channel, Line line, Exception failure) throws Exception {
    Refused refusal = Refused.of(failure);
    if (refusal == null) {
      throw failure;
    }
    if (round.refused(refusal)) {
      told(channel, line);
    }
  }

  /**
   * What became of the lines.
   *
   * @throws Refused when some are to be tried again, or none was accepted
   */
  public String answer(Round round) throws Refused {
    return round.answer();
  }

  private static String key(String channel, Line line) {
    return channel + " " + line.flips().getLast().id();
  }

  /**
   * The request for one line.
   *
   * @throws Refused when another line was refused and no more are to be tried now
   */
  public Post post(Round round, Message message, Line line) throws Refused {
    round.begin();
    String channel = message.channel();
    String server = channels.setting(channel, "url");
    URI root = Post.address(channel, server == null ? SERVER : server);
    String key = Needed.setting(channels, channel, "token");
    return Post.json(Post.below(root, "/v2/enqueue"), Map.of(), body(message, line, key))
        .blaming("routing[ _]key");
  }

  private Map<String, Object> body(Message message, Line line, String key) {
    boolean over = line.event() == Event.UP;
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("routing_key", key);
    body.put("event_action", over ? "resolve" : "trigger");
    body.put("dedup_key", Fit.chars("uproute/" + subject(line), 255));
    if (over) {
      return body;
    }
    body.put("payload", payload(message, line));
    body.put("client", "Uproute");
    String link = line.link() == null ? message.link() : line.link();
    if (link != null) {
      body.put("client_url", link);
    }
    return body;
  }

  /** What an incident is about: a service, its certificate, or a matter of Uproute itself. */
  private static String subject(Line line) {
    if (line.service() == null) {
      return line.event().word();
    }
    return line.event() == Event.TLS ? line.incident() + "/tls" : line.incident();
  }

  private Map<String, Object> payload(Message message, Line line) {
    LineView view = texts.line(message, line);
    String why = view.reason().isEmpty() ? "" : ": " + view.reason();
    Map<String, Object> payload = new LinkedHashMap<>();
    payload.put("summary", Fit.chars(view.title() + why, 1_024));
    payload.put("source", message.source());
    payload.put("severity", severity(line));
    payload.put("timestamp", Times.iso(message.at()));
    payload.put("component", line.service() == null ? "uproute" : line.service());
    if (line.site() != null) {
      payload.put("group", line.site());
    }
    payload.put("class", line.event().word());
    payload.put(
        "custom_details",
        Map.of(
            "when", view.when(), "before", view.before(), "url", view.url(), "tags", view.tags()));
    return payload;
  }

  private static String severity(Line line) {
    return switch (line.event()) {
      case ESCALATED -> "critical";
      case DOWN -> "error";
      case UP, REPORT, TEST -> "info";
      case DEGRADED, FLAPPING, TLS, HOST, SELF -> "warning";
      case REMINDER -> line.to() == Status.DEGRADED ? "warning" : "error";
    };
  }
}
