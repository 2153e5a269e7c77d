package dev.uproute.channel;

import dev.uproute.check.Status;
import dev.uproute.deliver.Channels;
import dev.uproute.deliver.Message;
import dev.uproute.deliver.MessageLine;
import dev.uproute.deliver.Refused;
import dev.uproute.record.Event;
import dev.uproute.record.Flip;
import dev.uproute.text.Times;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * PagerDuty Events v2: one event for each service under a key that stays, so that an incident opens
 * once, and an event that is sent again changes nothing. An outage that began and ended before
 * anything could be sent opens one and closes it at once: a resolve alone would be of nothing, and
 * whether an opening arrived whose answer was lost nobody knows. Thread-safe.
 */
public final class PagerDuty {
  private static final int REMEMBERED = 50_000;

  /** The states before an outage. */
  private static final Set<Status> BEFORE = Set.of(Status.UP, Status.UNKNOWN);

  /** Longer than any request may take. */
  private static final Duration REQUEST = Duration.ofSeconds(10);

  private final Channels channels;
  private final AlertTemplates texts;
  private final Duration budget;
  private final Map<String, PagerDutyBatch> rounds = new ConcurrentHashMap<>();

  // the oldest go first; guarded by itself
  private final Map<String, Boolean> notified =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > REMEMBERED;
        }
      };

  public PagerDuty(Channels channels, AlertTemplates texts) {
    this(channels, texts, PagerDutyBatch.BUDGET);
  }

  PagerDuty(Channels channels, AlertTemplates texts, Duration budget) {
    this.budget = budget;
    this.channels = channels;
    this.texts = texts;
  }

  /**
   * The lines that were not accepted before: what is cut short goes on where it stopped, after what
   * is still under way was answered.
   */
  public PagerDutyBatch round(Message message) throws InterruptedException {
    String channel = message.channel();
    PagerDutyBatch before = rounds.get(channel);
    if (before != null) {
      before.await(REQUEST);
    }
    List<MessageLine> lines;
    synchronized (notified) {
      lines =
          message.lines().stream()
              .filter(line -> !notified.containsKey(key(channel, line)))
              .toList();
    }
    PagerDutyBatch round = new PagerDutyBatch(lines, budget);
    rounds.put(channel, round);
    return round;
  }

  /** Whether a line holds an outage from its beginning to its end, which was not opened yet. */
  public boolean opens(String channel, MessageLine line) {
    Flip first = line.flips().getFirst();
    boolean whole = line.event() == Event.UP && first.event() != Event.UP;
    synchronized (notified) {
      return whole && BEFORE.contains(first.from()) && !notified.containsKey(key(channel, first));
    }
  }

  /** Remembers that the incident of such a line is open. */
  public void opened(String channel, MessageLine line) {
    remember(channel, line.flips().getFirst());
  }

  /** Remembers that a line was accepted, so that a repeated message leaves it out. */
  public void notified(PagerDutyBatch round, String channel, MessageLine line) {
    round.accepted();
    remember(channel, line.flips().getLast());
    round.ended(line);
  }

  private void remember(String channel, Flip flip) {
    // a flip that is not stored has no number of its own
    if (flip.id() != 0) {
      synchronized (notified) {
        notified.put(key(channel, flip), true);
      }
    }
  }

  /**
   * Notes that a line was not accepted; one that never will be is done with.
   *
   * @throws Exception the same, when it is no refusal
   */
  public void failed(PagerDutyBatch round, String channel, MessageLine line, Exception failure)
      throws Exception {
    try {
      Refused refusal = Refused.of(failure);
      if (refusal == null) {
        throw failure;
      }
      if (round.refused(refusal)) {
        remember(channel, line.flips().getLast());
      }
    } finally {
      round.ended(line);
    }
  }

  /**
   * What became of the lines.
   *
   * @throws Refused when some are to be tried again, or none was accepted
   */
  public String answer(PagerDutyBatch round) throws Refused {
    return round.answer();
  }

  private static String key(String channel, MessageLine line) {
    return key(channel, line.flips().getLast());
  }

  private static String key(String channel, Flip flip) {
    return channel + " " + flip.id();
  }

  /**
   * The request for one line.
   *
   * @throws Refused when another line was refused and no more are to be tried now
   */
  public Post post(PagerDutyBatch round, Message message, MessageLine line) throws Refused {
    return post(round, message, line, line.event() == Event.UP);
  }

  /** The request that opens the incident of a line whose outage is over. */
  public Post open(PagerDutyBatch round, Message message, MessageLine line) throws Refused {
    return post(round, message, line, false);
  }

  private Post post(PagerDutyBatch round, Message message, MessageLine line, boolean over)
      throws Refused {
    round.begin(line);
    String channel = message.channel();
    URI root = Post.address(channel, channels.needed(channel, "url"));
    String key = channels.needed(channel, "token");
    return Post.json(Post.below(root, "/v2/enqueue"), Map.of(), body(message, line, key, over))
        .blaming("routing[ _]key");
  }

  private Map<String, Object> body(Message message, MessageLine line, String key, boolean over) {
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
  private static String subject(MessageLine line) {
    if (line.service() == null) {
      return line.event().word();
    }
    return line.event() == Event.TLS ? line.incident() + "/tls" : line.incident();
  }

  private Map<String, Object> payload(Message message, MessageLine line) {
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

  private static String severity(MessageLine line) {
    return switch (line.event()) {
      case ESCALATED -> "critical";
      case DOWN -> "error";
      case UP, REPORT, TEST -> "info";
      case DEGRADED, FLAPPING, TLS, HOST, SELF -> "warning";
      case REMINDER -> line.to() == Status.DEGRADED ? "warning" : "error";
    };
  }
}
