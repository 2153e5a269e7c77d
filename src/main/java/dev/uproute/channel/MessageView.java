package dev.uproute.channel;

import dev.uproute.alert.Event;
import dev.uproute.alert.Line;
import dev.uproute.alert.Message;
import dev.uproute.report.Words;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a template sees: one model for subject, text and HTML of all channels.
 *
 * @param title everything in one line, such as {@code Plex is down} or {@code 12 services down, 3
 *     services back}
 * @param icon one emoji, of the worst line
 * @param css of the worst line
 * @param severity info, warning or critical
 * @param lines those that are named
 * @param more how many further lines there are
 * @param at when it was put together
 * @param source name of the machine this monitor runs on
 * @param link the status page; empty when there is none
 */
public record MessageView(
    String title,
    String icon,
    String css,
    String severity,
    List<LineView> lines,
    int more,
    String at,
    String source,
    String link) {
  /** What is said of several services, worst first. */
  private static final Map<Event, String> WORDS = new LinkedHashMap<>();

  static {
    WORDS.put(Event.ESCALATED, "down");
    WORDS.put(Event.DOWN, "down");
    WORDS.put(Event.REMINDER, "still not up");
    WORDS.put(Event.HOST, "above limits");
    WORDS.put(Event.FLAPPING, "up and down");
    WORDS.put(Event.DEGRADED, "degraded");
    WORDS.put(Event.TLS, "with a certificate that ends");
    WORDS.put(Event.UP, "back");
  }

  private static final List<Event> WORST = List.copyOf(WORDS.keySet());

  static MessageView of(Message message, Times times) {
    String source = Words.visible(message.source());
    Line worst =
        message.lines().stream().min(Comparator.comparing(line -> rank(line.event()))).get();
    List<LineView> lines =
        message.named().stream()
            .map(line -> LineView.of(line, source, message.at(), times))
            .toList();
    LineView face = LineView.of(worst, source, message.at(), times);
    return new MessageView(
        message.lines().size() == 1 ? face.title() : counts(message.lines()),
        face.icon(),
        face.css(),
        message.severity().word(),
        lines,
        message.unnamed(),
        times.moment(message.at(), message.at()),
        source,
        message.link() == null ? "" : Words.visible(message.link()));
  }

  private static int rank(Event event) {
    int rank = WORST.indexOf(event);
    return rank < 0 ? WORST.size() : rank;
  }

  private static String counts(List<Line> lines) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    WORST.forEach(event -> counts.put(WORDS.get(event), 0));
    lines.forEach(line -> counts.merge(WORDS.getOrDefault(line.event(), ""), 1, Integer::sum));
    Integer ours = counts.remove("");
    String text =
        counts.entrySet().stream()
            .filter(count -> count.getValue() > 0)
            .map(count -> Words.count(count.getValue(), "service") + " " + count.getKey())
            .collect(Collectors.joining(", "));
    String notes = ours == null ? "" : Words.count(ours, "note") + " of Uproute";
    return text + (text.isEmpty() || notes.isEmpty() ? "" : ", ") + notes;
  }
}
