package dev.uproute.channel;

import dev.uproute.deliver.Message;
import dev.uproute.deliver.MessageLine;
import dev.uproute.record.Event;
import dev.uproute.text.Times;
import dev.uproute.text.Words;
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
  /** The words for a count of services by event, worst first: the noun and its state. */
  private static final Map<Event, String> WORDS = new LinkedHashMap<>();

  private static final String CLOSED = "service| no longer watched";

  private static final String CALM = "error budget| calm again";

  static {
    WORDS.put(Event.ESCALATED, "service| down");
    WORDS.put(Event.DOWN, "service| down");
    WORDS.put(Event.REMINDER, "service| still not up");
    WORDS.put(Event.HOST, "machine| above limits");
    WORDS.put(Event.FLAPPING, "service| going up and down");
    WORDS.put(Event.DEGRADED, "service| degraded");
    WORDS.put(Event.BUDGET, "error budget| used up too fast");
    WORDS.put(Event.PARTIAL, "service| partly down");
    WORDS.put(Event.TLS, "certificate| to renew");
    WORDS.put(Event.UP, "service| back");
  }

  private static final List<Event> WORST = List.copyOf(WORDS.keySet());

  static MessageView of(Message message, Times times) {
    String source = Words.visible(message.source());
    MessageLine worst =
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
        times.time(message.at(), message.at()),
        source,
        message.link() == null ? "" : Words.visible(message.link()));
  }

  private static int rank(Event event) {
    int rank = WORST.indexOf(event);
    return rank < 0 ? WORST.size() : rank;
  }

  private static String words(MessageLine line) {
    if (line.event() == Event.BUDGET && !line.flips().getLast().burns()) {
      return CALM;
    }
    return line.closes() ? CLOSED : WORDS.getOrDefault(line.event(), "");
  }

  private static String count(int number, String words) {
    int bar = words.indexOf('|');
    return Words.count(number, words.substring(0, bar)) + words.substring(bar + 1);
  }

  private static String counts(List<MessageLine> lines) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    WORST.forEach(event -> counts.put(WORDS.get(event), 0));
    lines.forEach(line -> counts.merge(words(line), 1, Integer::sum));
    Integer ours = counts.remove("");
    String text =
        counts.entrySet().stream()
            .filter(count -> count.getValue() > 0)
            .map(count -> count(count.getValue(), count.getKey()))
            .collect(Collectors.joining(", "));
    String notes = ours == null ? "" : Words.count(ours, "note") + " of Uproute";
    return text + (text.isEmpty() || notes.isEmpty() ? "" : ", ") + notes;
  }
}
