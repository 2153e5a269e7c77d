package dev.uproute.channel;

import dev.uproute.check.Status;
import dev.uproute.deliver.Message;
import dev.uproute.deliver.MessageLine;
import dev.uproute.record.Event;
import dev.uproute.record.Flip;
import dev.uproute.record.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Messages as the outbox makes them. */
final class SentMessages {
  static final Instant NOW = Instant.parse("2026-11-21T03:10:00.123456789Z");
  static final Instant BEGUN = NOW.minus(Duration.ofMinutes(9));
  private static final Instant FINE = NOW.minus(Duration.ofDays(17));
  private static final String WHY = "HTTP 503 is not 200-399";

  private SentMessages() {}

  static Message message(String channel, MessageLine... lines) {
    return message(channel, List.of(lines));
  }

  static Message message(String channel, List<MessageLine> lines) {
    Severity severity =
        lines.stream().map(line -> line.event().severity()).max(Severity::compareTo).get();
    return new Message(
        "m-7", channel, NOW, severity, lines, "nas", "https://status.example.org/index.html");
  }

  static MessageLine down(String name) {
    return line(Event.DOWN, name, Status.UP, Status.DOWN, BEGUN, null, WHY, Event.DOWN);
  }

  static MessageLine up(String name) {
    return line(Event.UP, name, Status.DOWN, Status.UP, BEGUN, NOW, "HTTP 200 in 183 ms", Event.UP);
  }

  /** Each kind of news there is, by a name. */
  static Map<String, List<MessageLine>> all() {
    Map<String, List<MessageLine>> all = new LinkedHashMap<>();
    all.put("down", List.of(down("Plex")));
    all.put("up", List.of(up("Plex")));
    all.put(
        "collapsed",
        List.of(
            line(Event.UP, "Plex", Status.UP, Status.UP, BEGUN, NOW, WHY, Event.DOWN, Event.UP)));
    all.put(
        "escalated",
        List.of(
            line(
                Event.ESCALATED,
                "Plex",
                Status.DOWN,
                Status.DOWN,
                BEGUN,
                null,
                WHY,
                Event.ESCALATED)));
    all.put(
        "down-escalated",
        List.of(
            line(
                Event.ESCALATED,
                "Plex",
                Status.UP,
                Status.DOWN,
                BEGUN,
                null,
                WHY,
                Event.DOWN,
                Event.ESCALATED)));
    all.put(
        "degraded",
        List.of(
            line(
                Event.DEGRADED,
                "Plex",
                Status.UP,
                Status.DEGRADED,
                BEGUN,
                null,
                "1,204 ms is slower than 800 ms",
                Event.DEGRADED)));
    all.put(
        "reminder",
        List.of(
            line(
                Event.REMINDER,
                "Plex",
                Status.DOWN,
                Status.DOWN,
                NOW.minusSeconds(7200),
                null,
                WHY,
                Event.REMINDER)));
    all.put(
        "flapping",
        List.of(
            line(
                Event.FLAPPING,
                "Plex",
                Status.DOWN,
                Status.DOWN,
                null,
                null,
                "5 changes in 10 checks",
                Event.FLAPPING)));
    all.put(
        "tls",
        List.of(
            line(
                Event.TLS,
                "Plex",
                Status.UP,
                Status.UP,
                null,
                null,
                "The certificate expires in 14 days, on 2026-12-05",
                Event.TLS)));
    all.put(
        "host",
        List.of(
            line(
                Event.HOST,
                "nas",
                Status.UP,
                Status.DEGRADED,
                BEGUN,
                null,
                "disk / is 93 % full, the limit is 90 %",
                Event.HOST)));
    all.put("self", List.of(ours(Event.SELF, "offline 03:00–03:10 (10 min): no canary answered")));
    all.put(
        "report",
        List.of(
            ours(
                Event.REPORT,
                "2026-W47: 12 services, 99.95 % online\nPlex: 98.20 %, 4 outages, 181 min\nMail: 100 %")));
    all.put("test", List.of(ours(Event.TEST, "")));
    all.put("several", List.of(down("Plex"), down("Mail"), up("Git")));
    all.put("many", IntStream.range(0, 500).mapToObj(i -> down("Service " + i)).toList());
    return all;
  }

  static MessageLine line(
      Event event,
      String name,
      Status from,
      Status to,
      Instant since,
      Instant until,
      String reason,
      Event... flips) {
    String id = name.toLowerCase().replaceAll("[^a-z0-9]+", "-");
    List<Flip> all = new ArrayList<>();
    for (Event flip : flips) {
      all.add(new Flip(id, since == null ? NOW : since, flip, from, to, FINE, reason));
    }
    return new MessageLine(
        event,
        id,
        name,
        "home",
        "https://" + id.replaceAll("^-|-$", "x") + ".example.org/health",
        "https://status.example.org/service/" + id + ".html",
        from,
        to,
        since,
        until,
        reason,
        Map.of("team", "ops"),
        all);
  }

  /** A line whose flips have a number in the database. */
  static MessageLine stored(long id, MessageLine line) {
    List<Flip> flips =
        line.flips().stream()
            .map(
                f ->
                    new Flip(
                        id,
                        f.service(),
                        f.at(),
                        f.event(),
                        f.from(),
                        f.to(),
                        f.since(),
                        f.reason()))
            .toList();
    return new MessageLine(
        line.event(),
        line.service(),
        line.name(),
        line.site(),
        line.url(),
        line.link(),
        line.from(),
        line.to(),
        line.since(),
        line.until(),
        line.reason(),
        line.tags(),
        flips);
  }

  static MessageLine ours(Event event, String reason) {
    return new MessageLine(
        event,
        null,
        null,
        null,
        "",
        null,
        Status.UNKNOWN,
        Status.UNKNOWN,
        null,
        null,
        reason,
        Map.of(),
        List.of(Flip.ours(NOW, event, reason)));
  }
}
