package dev.uproute.channel;

import dev.uproute.check.Status;
import dev.uproute.deliver.MessageLine;
import dev.uproute.record.Burn;
import dev.uproute.record.Event;
import dev.uproute.record.Flip;
import dev.uproute.report.StatusLabel;
import dev.uproute.text.Times;
import dev.uproute.text.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a template sees of one line. Every text is shown as it is: control characters are visible,
 * and nothing in it is a template.
 *
 * @param event the word, such as {@code down}
 * @param css up, degraded, bot, down or unknown
 * @param icon one emoji; never the only sign of what happened
 * @param title what happened, such as {@code Plex is down}
 * @param when since when, or from when to when, and how long; empty when that is not known
 * @param before how it was before; empty when that is not known
 * @param reason why; only a report has several lines
 * @param name of the service; empty when it concerns none
 * @param url of the target, empty unless it is for everybody
 * @param link page of the service; empty when there is none
 * @param acknowledge address at which the outage is acknowledged; empty when there is none
 */
public record LineView(
    String event,
    String css,
    String icon,
    String title,
    String when,
    String before,
    String reason,
    String name,
    String site,
    String url,
    String link,
    String acknowledge,
    Map<String, String> tags) {

  static LineView of(MessageLine line, String source, Instant now, Times times) {
    String name = visible(line.name());
    return new LineView(
        line.event().word(),
        css(line),
        icon(line),
        title(line, name, source),
        when(line, now, times),
        before(line),
        line.event() == Event.SELF ? "" : lines(line.reason()),
        name,
        visible(line.site()),
        visible(line.url()),
        visible(line.link()),
        visible(line.acknowledge()),
        line.tags());
  }

  private static String title(MessageLine line, String name, String source) {
    return switch (line.event()) {
      case DOWN -> name + " is down";
      case ESCALATED -> name + (begins(line) ? " is down and stays down" : " is still down");
      case REMINDER -> name + " is still " + (failing(line.to()) ? "down" : weak(line.to()));
      case UP -> name + back(line);
      case DEGRADED -> name + (failing(line.from()) ? " is back, but degraded" : " is degraded");
      case PARTIAL ->
          name + (failing(line.from()) ? " is back, but partly down" : " is partly down");
      case FLAPPING -> name + " goes up and down";
      case TLS -> "Certificate of " + name;
      case HOST -> name + " is above its limits";
      case BUDGET -> name + budget(line);
      case SELF -> "Uproute on " + source + ": " + lines(line.reason());
      case REPORT ->
          (lines(line.reason()).startsWith("Month ") ? "Monthly" : "Weekly")
              + " report of "
              + source;
      case TEST -> "Test from Uproute on " + source;
    };
  }

  private static String budget(MessageLine line) {
    boolean burns = line.flips().getLast().burns();
    Burn of = Burn.of(burns || line.to() == Status.UP ? line.to() : line.from());
    String verb = burns ? " uses up" : " no longer uses up";
    return verb + " its error budget" + (of == Burn.FAST ? " fast" : "");
  }

  /** The end of an outage that was not notified while it lasted. */
  private static String back(MessageLine line) {
    if (line.closes()) {
      return " is no longer watched";
    }
    if (begins(line)) {
      return " was down";
    }
    if (line.flips().getLast().restates()) {
      return " is up and calm again";
    }
    return failing(line.from()) ? " is back" : " is no longer " + weak(line.from());
  }

  private static String icon(MessageLine line) {
    if (line.closes()) {
      return "⚪";
    }
    return switch (line.event()) {
      case DOWN, REMINDER -> "🔴";
      case ESCALATED -> "🚨";
      case UP -> "🟢";
      case DEGRADED, PARTIAL, HOST -> "🟡";
      case FLAPPING -> "🔀";
      case TLS -> "🔒";
      case BUDGET -> line.flips().getLast().burns() ? "🔥" : "🟢";
      case SELF -> "📡";
      case REPORT -> "📊";
      case TEST -> "🔔";
    };
  }

  private static String css(MessageLine line) {
    return switch (line.event()) {
      case DOWN, ESCALATED -> "down";
      case UP -> line.closes() ? "unknown" : "up";
      case DEGRADED, PARTIAL, FLAPPING, TLS, HOST, SELF -> "degraded";
      case REMINDER -> failing(line.to()) ? "down" : "degraded";
      case BUDGET ->
          !line.flips().getLast().burns() ? "up" : failing(line.to()) ? "down" : "degraded";
      case REPORT, TEST -> "unknown";
    };
  }

  private static String when(MessageLine line, Instant now, Times times) {
    if (line.since() == null) {
      return "";
    }
    if (line.until() == null) {
      Duration lasts = Duration.between(line.since(), now);
      String length = lasts.toSeconds() < 60 ? "" : " (" + Words.duration(lasts) + ")";
      return "since " + times.time(line.since(), now) + length;
    }
    String length = Words.duration(Duration.between(line.since(), line.until()));
    boolean down = failing(line.from()) || begins(line);
    String state = (down ? "down" : weak(line.from())) + " ";
    if (line.closes()) {
      boolean trouble = down || line.from().weak();
      String since = "since " + times.time(line.since(), now) + " (" + length + ")";
      return trouble ? "it was " + state + since : "";
    }
    // the title "was down" is not repeated here
    return (begins(line) ? "" : state) + times.span(line.since(), line.until(), length, now);
  }

  /** Only where something good ended: what an outage was before is in the line that ends it. */
  private static String before(MessageLine line) {
    Flip first = line.flips().getFirst();
    boolean was = line.from() == Status.UP || line.from().weak();
    boolean began = first.event().turns() && !first.restates() && first.since() != null;
    if (line.until() != null || !began || !was) {
      return "";
    }
    String length = Words.duration(Duration.between(first.since(), first.at()));
    return "before that " + StatusLabel.label(line.from()).toLowerCase() + " for " + length;
  }

  /** Whether the outage begins with this line: its beginning was not notified yet. */
  private static boolean begins(MessageLine line) {
    return line.flips().stream().anyMatch(flip -> flip.event() == Event.DOWN);
  }

  private static String weak(Status status) {
    return status == Status.PARTIAL ? "partly down" : "degraded";
  }

  private static boolean failing(Status status) {
    return status == Status.DOWN || status == Status.TIMEOUT || status == Status.BOT_DETECTED;
  }

  private static String visible(String text) {
    return text == null ? "" : Words.visible(text);
  }

  private static String lines(String text) {
    return text == null ? "" : text.lines().map(Words::visible).collect(Collectors.joining("\n"));
  }
}
