package dev.uproute.text;

import java.time.Duration;
import java.util.Locale;

/** The words of a reason: one short plain sentence that is safe to show anywhere. */
public final class Sentence {
  /** Longest reason, in UTF-16 units. */
  public static final int MAX = 200;

  private static final int FOREIGN = 80;
  private static final char REPLACEMENT = '\uFFFD';

  private Sentence() {}

  /**
   * At most 200 characters; control and direction-changing characters and lone surrogates become
   * U+FFFD, so that no target can move a cursor, forge a log line or reverse what is read.
   */
  public static String clean(String text) {
    return clean(text, MAX);
  }

  /** Text that came from outside, in quotes, short enough to leave room for the sentence. */
  public static String quote(String foreign) {
    return '"' + clean(foreign, FOREIGN) + '"';
  }

  private static String clean(String text, int max) {
    if (text.length() <= max && text.codePoints().allMatch(Sentence::visible)) {
      return text;
    }
    StringBuilder clean = new StringBuilder(Math.min(text.length(), max));
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (clean.length() + Character.charCount(c) > max - (i < text.length() ? 1 : 0)) {
        return clean.append('…').toString();
      }
      clean.appendCodePoint(visible(c) ? c : REPLACEMENT);
    }
    return clean.toString();
  }

  private static boolean visible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  /** A duration in short: {@code 500ms}, {@code 1.5s}, {@code 10s}, {@code 5m}. */
  public static String duration(Duration time) {
    long ms = time.toMillis();
    if (ms < 1000) {
      return ms + "ms";
    }
    if (ms % 60_000 == 0) {
      return ms / 60_000 + "m";
    }
    return ms % 1000 == 0 ? ms / 1000 + "s" : String.format(Locale.ROOT, "%.1fs", ms / 1000.0);
  }

  /** Microseconds as people read them: {@code 183 ms}, below one millisecond {@code 0.2 ms}. */
  public static String millis(long micros) {
    long tenths = (micros + 50) / 100;
    return micros < 1000
        ? tenths / 10 + "." + tenths % 10 + " ms"
        : Math.round(micros / 1000.0) + " ms";
  }
}
