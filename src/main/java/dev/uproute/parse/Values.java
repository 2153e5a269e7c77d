package dev.uproute.parse;

import com.google.re2j.PatternSyntaxException;
import dev.uproute.service.Expression;
import dev.uproute.service.ExpressionSize;
import dev.uproute.service.Objective;
import dev.uproute.service.Quorum;
import dev.uproute.text.Durations;
import dev.uproute.text.Shown;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The kinds of values a service has. Each says in words what it allows. */
final class Values {
  private static final int PAYLOAD = 512;
  private static final int EXPRESSION = 1000;
  private static final Pattern RESPONSE = Pattern.compile("(avg|p50|p95|p99) ?< ?([0-9a-z]+)");

  private static final Pattern SENT =
      Pattern.compile("hex:([0-9A-Fa-f]{2}){0,512}|(?!hex:)[^\\u0000]{0,512}");
  private static final Pattern WHOLE = Pattern.compile("0|[1-9]\\d{0,8}");
  private static final Pattern NUMBER_OR_NONE = Pattern.compile("none|\\d{1,9}(\\.\\d{1,5})?");

  private Values() {}

  /** One line for people. */
  static ValueParser<String> line(int most) {
    return ValueParser.of(
        "one line of 1 to " + figure(most) + " characters",
        () -> ValueSchema.line(most),
        t -> t.isBlank() || tooLong(t, most) || hasControl(t) ? null : t);
  }

  /** Text that may have several lines. */
  static ValueParser<String> text(int most) {
    return ValueParser.of(
        "a text of 1 to " + figure(most) + " characters",
        () -> ValueSchema.text(most),
        t -> t.isEmpty() || tooLong(t, most) ? null : t);
  }

  /** A value that must not be shown, whatever is wrong with it. */
  static <T> ValueParser<T> secret(String allowed, ValueParser.Meaning<T> meaning) {
    ValueParser<T> open = ValueParser.of(allowed, meaning);
    ValueParser<T> parser =
        (key, node, errors) -> {
          Node hidden = node;
          if (node instanceof Node.Text text) {
            hidden = new Node.Text(text.location(), "…", text.value());
          }
          return open.read(key, hidden, errors);
        };
    return parser.with(open::schema);
  }

  static ValueParser<Boolean> flag() {
    return word(List.of(true, false), Object::toString);
  }

  static <E extends Enum<E>> ValueParser<E> word(Class<E> words) {
    return word(Arrays.asList(words.getEnumConstants()), e -> e.name().toLowerCase(Locale.ROOT));
  }

  /** One of a few words. */
  static <T> ValueParser<T> word(List<T> values, Function<T, String> name) {
    List<String> names = values.stream().map(name).toList();
    return ValueParser.of(
        names.size() == 2 ? String.join(" or ", names) : "one of " + String.join(", ", names),
        () -> ValueSchema.words(values.contains(true) ? values : names),
        t -> names.contains(t) ? values.get(names.indexOf(t)) : null);
  }

  /** A number of results that makes a change of state. */
  static ValueParser<Integer> results() {
    ValueParser<Integer> number = number(1, 1000);
    ValueParser<Integer> parser =
        (key, node, errors) -> {
          if (node instanceof Node.Text text && text.value().equals("0")) {
            String message =
                "\"0\" would never find it down; write 1 or more, or channels: [] to notify nobody";
            errors.add(new ConfigError(node.location(), key, message));
            return null;
          }
          return number.read(key, node, errors);
        };
    return parser.with(number::schema);
  }

  static ValueParser<Integer> number(int least, int most) {
    return ValueParser.of(
        "a whole number from " + least + " to " + most,
        () -> ValueSchema.number(least, most, WHOLE).and("multipleOf", 1),
        t -> {
          Integer number = WHOLE.matcher(t).matches() ? Integer.valueOf(t) : null;
          return number == null || number < least || number > most ? null : number;
        });
  }

  static ValueParser<Quorum> quorum() {
    return ValueParser.of(Quorum.ALLOWED, () -> ValueSchema.matching(Quorum.FORM), Quorum::parse);
  }

  static ValueParser<Duration> duration(String least, String most) {
    Duration from = Durations.parse(least);
    Duration to = Durations.parse(most);
    String examples =
        Stream.of("500ms", "30s", "5m", "2h", "7d")
            .filter(example -> within(from, Durations.parse(example), to))
            .collect(Collectors.joining(", "));
    String allowed = "a duration from " + least + " to " + most + ", like " + examples;
    return ValueParser.of(
        allowed,
        () -> ValueSchema.number(seconds(from), seconds(to), Durations.FORM),
        t -> {
          Duration time = Durations.parse(t);
          if (time == null) {
            Duration meant = Durations.guess(t);
            if (meant != null && within(from, meant, to)) {
              boolean spaces = Durations.parse(t.strip()) != null;
              String right = spaces ? t.strip() : Durations.text(meant);
              String hint = "; did you mean \"" + right + "\"?";
              throw new InvalidValue(Shown.quoted(t) + " is not " + allowed + hint);
            }
          }
          return time != null && within(from, time, to) ? time : null;
        });
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1000.0;
  }

  private static boolean within(Duration from, Duration time, Duration to) {
    return time.compareTo(from) >= 0 && time.compareTo(to) <= 0;
  }

  /** Whole seconds, for keys that name their unit. */
  static ValueParser<Duration> seconds(int least, int most) {
    ValueParser<Integer> number = number(least, most);
    ValueParser<Duration> parser =
        (key, node, errors) -> {
          Integer seconds = number.read(key, node, errors);
          return seconds == null ? null : Duration.ofSeconds(seconds);
        };
    return parser.with(number::schema);
  }

  /** RE2/J, and of bounded size: linear time, so no page can make it run for ever. */
  static ValueParser<Expression> expression() {
    return ValueParser.of(
        "a regular expression of 1 to 1,000 characters",
        () -> ValueSchema.text(EXPRESSION),
        Values::expression);
  }

  private static Expression expression(String text) throws InvalidValue {
    if (text.isEmpty() || tooLong(text, EXPRESSION)) {
      return null;
    }
    if (ExpressionSize.of(text) > Expression.MOST) {
      throw new InvalidValue(
          Shown.quoted(text)
              + " is too large when its repeats are written out: more than "
              + figure(Expression.MOST)
              + " steps; use smaller repeats, such as {0,100}, and do not nest them");
    }
    try {
      return Expression.of(text);
    } catch (PatternSyntaxException e) {
      throw new InvalidValue(
          Shown.quoted(text)
              + " is not a regular expression RE2 understands: "
              + e.getDescription());
    }
  }

  /** What a UDP or TCP probe sends: bytes after {@code hex:}, else text. */
  static ValueParser<byte[]> payload() {
    return ValueParser.of(
        "a payload of at most 512 bytes: text, or hex: and an even number of hex digits",
        () -> ValueSchema.matching(SENT),
        t -> {
          try {
            byte[] bytes =
                t.startsWith("hex:")
                    ? HexFormat.of().parseHex(t.substring(4))
                    : t.getBytes(StandardCharsets.UTF_8);
            return bytes.length > PAYLOAD ? null : bytes;
          } catch (IllegalArgumentException e) {
            return null;
          }
        });
  }

  /** The inverse: text where it is one that can be seen, else hex. */
  static Object payload(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    boolean plain = !text.startsWith("hex:") && text.codePoints().noneMatch(Characters::invisible);
    boolean same = Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes);
    return plain && same && !text.isEmpty() ? text : "hex:" + HexFormat.of().formatHex(bytes);
  }

  /** Days before the end of a certificate, each once, falling. */
  static ValueParser<List<Integer>> days() {
    ValueParser<List<Integer>> numbers = ValueParser.list(number(1, 365), 10);
    ValueParser<List<Integer>> parser =
        (key, node, errors) -> {
          List<Integer> days = numbers.read(key, node, errors);
          return days == null
              ? null
              : days.stream()
                  .distinct()
                  .sorted(Collections.reverseOrder())
                  .collect(Collectors.toUnmodifiableList());
        };
    return parser.with(numbers::schema);
  }

  /** With separators, the same in every country. */
  static String figure(int number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static boolean tooLong(String text, int most) {
    return text.codePointCount(0, text.length()) > most;
  }

  private static boolean hasControl(String text) {
    return text.codePoints().anyMatch(Characters::control);
  }

  /** A number, or none for a figure that is not judged. */
  static ValueParser<Double> limit(int least, int most) {
    return ValueParser.of(
        "a number from " + least + " to " + most + ", or none",
        () -> ValueSchema.number(least, most, NUMBER_OR_NONE),
        t -> {
          if (t.equals("none")) {
            return Double.POSITIVE_INFINITY;
          }
          Double number = t.matches("\\d{1,9}(\\.\\d{1,3})?") ? Double.valueOf(t) : null;
          return number == null || number < least || number > most ? null : number;
        });
  }

  /** A percentage that has to be reached. */
  static ValueParser<Double> objective() {
    return ValueParser.of(
        "a percentage from 1 to 100, like 99.9",
        () -> ValueSchema.number(1, 100, NUMBER_OR_NONE),
        t -> {
          Double number = t.matches("\\d{1,3}(\\.\\d{1,5})?") ? Double.valueOf(t) : null;
          return number == null || number < 1 || number > 100 ? null : number;
        });
  }

  /** A figure of response times and its limit. */
  static ValueParser<Objective.Response> responseObjective() {
    return ValueParser.of(
        "avg, p50, p95 or p99, <, and a duration, like \"p95 < 300ms\"",
        () -> ValueSchema.matching(RESPONSE),
        t -> {
          Matcher parts = RESPONSE.matcher(t);
          Duration below = parts.matches() ? Durations.parse(parts.group(2)) : null;
          return below == null || below.isZero()
              ? null
              : new Objective.Response(
                  Objective.Figure.valueOf(parts.group(1).toUpperCase(Locale.ROOT)), below);
        });
  }

  /** The inverse. */
  static Object limit(double limit) {
    if (Double.isInfinite(limit)) {
      return "none";
    }
    return new BigDecimal(Double.toString(limit)).stripTrailingZeros().toPlainString();
  }
}
