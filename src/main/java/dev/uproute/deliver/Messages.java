package dev.uproute.deliver;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.uproute.check.Status;
import dev.uproute.page.PageName;
import dev.uproute.record.Event;
import dev.uproute.record.Flip;
import dev.uproute.record.Severity;
import dev.uproute.record.Streak;
import dev.uproute.service.PublicUrl;
import dev.uproute.service.Service;
import dev.uproute.text.Sentence;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** Makes messages of what waits. Thread-safe. */
final class Messages {
  private final String source;
  private final String link;
  private final AcknowledgeLinks acknowledge;

  /**
   * @param source how this monitor calls itself; {@code none} = the name of the machine
   * @param link address of the status page; {@code none} when there is none
   */
  Messages(String source, String link, AcknowledgeLinks acknowledge) {
    this.acknowledge = acknowledge;
    this.source = source.equals("none") ? machine() : source;
    this.link = link.equals("none") ? null : link.replaceAll("/+$", "") + "/";
  }

  private static String machine() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException _) {
      return "uproute";
    }
  }

  /**
   * @param groups the rows of each line, in order
   * @param service the service of an id; null when it is not watched any more
   */
  Message of(
      String channel,
      List<List<PendingDelivery>> groups,
      Function<String, Service> service,
      Instant now) {
    List<MessageLine> lines =
        groups.stream()
            .map(rows -> line(channel, rows, service.apply(rows.getFirst().flip().service())))
            .toList();
    Severity severity =
        lines.stream()
            .map(line -> line.flips().getLast().severity())
            .max(Comparator.naturalOrder())
            .orElseThrow();
    return new Message(id(channel, groups, now), channel, now, severity, lines, source, link);
  }

  /** The message, but what it begins with is a sentence of ours. */
  Message beginning(Message message, String sentence) {
    Flip flip = Flip.ours(message.at(), Event.SELF, Sentence.clean(sentence));
    List<MessageLine> lines = new ArrayList<>(message.lines());
    lines.addFirst(line(message.channel(), List.of(PendingDelivery.ours(flip)), null));
    Severity severity =
        message.severity().compareTo(Event.SELF.severity()) < 0
            ? Event.SELF.severity()
            : message.severity();
    return new Message(
        message.id(),
        message.channel(),
        message.at(),
        severity,
        List.copyOf(lines),
        message.source(),
        message.link());
  }

  /** A message that only says that the channel works. */
  Message test(String channel, Instant now) {
    Flip flip = Flip.ours(now, Event.TEST, "This is a test of channel " + channel);
    MessageLine line = line(channel, List.of(PendingDelivery.ours(flip)), null);
    String id = UUID.randomUUID().toString();
    return new Message(id, channel, now, Severity.INFO, List.of(line), source, link);
  }

  private MessageLine line(String channel, List<PendingDelivery> rows, Service service) {
    List<Flip> flips = rows.stream().map(PendingDelivery::flip).toList();
    FlipSummary reading = FlipSummary.of(flips);
    String id = flips.getFirst().service();
    return new MessageLine(
        reading.event(),
        id,
        service == null ? rows.getFirst().name() : service.name(),
        service == null ? null : service.site(),
        service == null ? "" : PublicUrl.text(service.target()),
        link == null || service == null || !service.visible() ? null : link + PageName.service(id),
        id == null ? Status.UNKNOWN : flips.getFirst().from(),
        flips.getLast().to(),
        reading.since(),
        reading.until(),
        reason(reading),
        service == null ? Map.of() : service.tags(),
        flips,
        service == null || service.was() == null ? id : service.was(),
        reading.until() == null ? acknowledge(channel, flips.getLast()) : null);
  }

  /** Of an outage that lasts. */
  private String acknowledge(String channel, Flip last) {
    boolean outage = last.service() != null && last.event().lasts() && Streak.failing(last.to());
    return outage ? acknowledge.link(channel, last.service(), last.at()) : null;
  }

  /**
   * The report is our own text of many lines; anything else is one sentence that came from outside.
   */
  private static String reason(FlipSummary reading) {
    return reading.event() == Event.REPORT ? reading.reason() : Sentence.clean(reading.reason());
  }

  /** The same for the same flips; what is asked for again is another message. */
  private static String id(String channel, List<List<PendingDelivery>> groups, Instant now) {
    StringBuilder text = new StringBuilder(channel);
    for (List<PendingDelivery> rows : groups) {
      for (PendingDelivery row : rows) {
        text.append(' ').append(row.flip().id());
        if (row.forced()) {
          text.append('@').append(now);
        }
      }
    }
    return UUID.nameUUIDFromBytes(text.toString().getBytes(UTF_8)).toString();
  }
}
