package dev.uproute.report;

import dev.uproute.check.Result;
import dev.uproute.check.Status;
import dev.uproute.text.Words;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The console of {@code check}: one line for each service that is not paused, in list order. The
 * name is padded to the longest one, then {@code ONLINE}, {@code OFFLINE} or {@code UNKNOWN} padded
 * to seven, then the response time, and why, if it is not UP; with two spaces between. Lengths are
 * in code points. Thread-safe.
 */
public final class ConsoleTable {
  private final PrintStream out;

  public ConsoleTable() {
    // UTF-8 whatever the locale: names and the dash are not ASCII
    this(new PrintStream(System.out, true, StandardCharsets.UTF_8));
  }

  ConsoleTable(PrintStream out) {
    this.out = out;
  }

  public void say(Report report) {
    lines(report).forEach(out::println);
  }

  static List<String> lines(Report report) {
    List<ServiceReport> services =
        report.services().stream().filter(each -> each.service().enabled()).toList();
    int longest = services.stream().mapToInt(s -> length(name(s))).max().orElse(0);
    List<String> lines = new ArrayList<>();
    for (ServiceReport each : services) {
      Long millis =
          each.latest() == null ? null : Words.wholeMillis(each.latest().evidence().response());
      String name = name(each);
      lines.add(
          name
              + " ".repeat(longest - length(name))
              + "  %-7s  ".formatted(word(each.latest()))
              + (millis == null ? Words.NONE : millis + "ms")
              + why(each.latest()));
    }
    return lines;
  }

  /** UNKNOWN is not the service's fault, so it is never shown as OFFLINE. */
  private static String word(Result result) {
    if (result == null || result.status() == Status.UNKNOWN) {
      return "UNKNOWN";
    }
    return result.up() ? "ONLINE" : "OFFLINE";
  }

  private static String why(Result result) {
    boolean known =
        result == null
            || result.status() == Status.UP
            || result.reason() == null
            || result.reason().isBlank();
    return known ? "" : "  " + Words.visible(result.reason());
  }

  private static String name(ServiceReport report) {
    return Words.visible(report.service().name());
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
