package dev.uproute.text;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as people write them: {@code 500ms 30s 5m 2h 7d}; a bare number is seconds. */
public final class Durations {
  /** What {@link #parse} reads. */
  public static final Pattern FORM = Pattern.compile("(0|[1-9]\\d{0,9})(ms|s|m|h|d)?");

  private static final Pattern PART =
      Pattern.compile(
          "(\\d{1,9}(?:\\.\\d{1,3})?)\\s*(ms|msecs?|millis|milliseconds?|s|secs?|seconds?|m|mins?|minutes?"
              + "|h|hrs?|hours?|d|days?)(?![a-z])\\s*");

  private Durations() {}

  /** Null when the text is no duration; negative and fractional ones do not exist. */
  public static Duration parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return null;
    }
    long number = Long.parseLong(form.group(1));
    return switch (form.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      case "d" -> Duration.ofDays(number);
      case null, default -> Duration.ofSeconds(number);
    };
  }

  /**
   * What a text means that is written as other programs and people do: {@code 5 minutes}, {@code
   * 1.5s}, {@code 1m30s}, {@code PT5M}; null when it is none of these.
   */
  public static Duration guess(String text) {
    Matcher part = PART.matcher(text.strip().toLowerCase(Locale.ROOT).replaceFirst("^pt", ""));
    double millis = 0;
    int end = 0;
    while (part.find() && part.start() == end) {
      Duration unit = parse("1" + unit(part.group(2)));
      millis += Double.parseDouble(part.group(1)) * unit.toMillis();
      end = part.end();
    }
    return end > 0 && part.hitEnd() && millis < 1e12 ? Duration.ofMillis((long) millis) : null;
  }

  private static String unit(String word) {
    boolean millis = word.startsWith("ms") || word.startsWith("milli");
    return millis ? "ms" : word.substring(0, 1);
  }

  /** The shortest form that {@link #parse} reads back, for example {@code 90s}, {@code 2h}. */
  public static String text(Duration time) {
    long millis = time.toMillis();
    if (millis % 1000 != 0) {
      return millis + "ms";
    }
    long seconds = millis / 1000;
    long[] sizes = {86_400, 3_600, 60};
    String[] units = {"d", "h", "m"};
    for (int i = 0; i < sizes.length; i++) {
      if (seconds > 0 && seconds % sizes[i] == 0) {
        return seconds / sizes[i] + units[i];
      }
    }
    return seconds + "s";
  }
}
