package dev.uproute.alert;

import dev.uproute.report.Words;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A message as lines of text. Thread-safe. */
public final class PlainText {
  /** The first line is a title, each other one says what happened to a service. */
  public String text(Message message) {
    List<String> text = new ArrayList<>();
    text.add(Words.count(message.lines().size(), "alert") + " from " + message.source());
    message.named().forEach(line -> text.add(line(line, message)));
    if (message.unnamed() > 0) {
      text.add("and " + message.unnamed() + " more");
    }
    return String.join("\n", text);
  }

  private static String line(Line line, Message message) {
    String who = line.name() == null ? "" : Words.visible(line.name()) + " ";
    String when = "";
    if (line.since() != null) {
      when = " since " + Words.moment(line.since(), message.at());
    }
    if (line.since() != null && line.until() != null) {
      Duration length = Duration.between(line.since(), line.until());
      when += " for " + Words.duration(length) + ", it is over";
    }
    return who + line.event().word() + when + (line.reason().isEmpty() ? "" : ": " + line.reason());
  }
}
