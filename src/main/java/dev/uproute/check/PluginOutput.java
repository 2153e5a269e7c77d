package dev.uproute.check;

import java.util.regex.Pattern;

/**
 * What a command printed, read as Nagios does: the first line up to a bar is a sentence for people;
 * figures follow that bar to the end of the line, and those of a second bar to the end of all.
 *
 * @param sentence one line; empty when nothing was printed
 * @param perfdata null when there is none
 */
record PluginOutput(String sentence, Perfdata perfdata) {
  /** Colours and movements of the cursor, which some programs print to whatever reads them. */
  private static final Pattern ANSI = Pattern.compile("\u001b\\[[0-9;?]*[ -/]*[@-~]");

  /**
   * @param err what it printed as its errors: its first line is the sentence of a command that
   *     printed nothing else
   */
  static PluginOutput of(String out, String err) {
    String text = plain(out);
    int end = text.indexOf('\n');
    String first = end < 0 ? text : text.substring(0, end);
    String rest = end < 0 ? "" : text.substring(end + 1);
    String figures = after(first) + " " + after(rest);
    String sentence = before(first);
    return new PluginOutput(
        sentence.isEmpty() && figures.isBlank() ? firstLine(plain(err)) : sentence,
        Perfdata.in(figures));
  }

  private static String plain(String text) {
    return ANSI.matcher(text).replaceAll("").strip();
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("").strip();
  }

  private static String before(String text) {
    int bar = text.indexOf('|');
    return (bar < 0 ? text : text.substring(0, bar)).strip();
  }

  private static String after(String text) {
    int bar = text.indexOf('|');
    return bar < 0 ? "" : text.substring(bar + 1);
  }
}
