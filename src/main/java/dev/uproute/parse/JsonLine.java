package dev.uproute.parse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.jayway.jsonpath.JsonPath;
import dev.uproute.service.Expect;
import dev.uproute.text.LargeStack;
import dev.uproute.text.Shown;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one line of {@code expect.json}: {@code path op value}. */
public final class JsonLine {
  static final String ALLOWED =
      "a test like $.status == \"ok\" (==, !=, <, <=, >, >= or contains, and a JSON value)";

  /** What may be computed of the place a path names; {@code check.JsonFunction} does it. */
  static final Set<String> FUNCTIONS =
      Set.of("length", "size", "keys", "first", "last", "min", "max", "sum", "avg");

  private static final int MOST = 1000;

  /** Compiling a path recurses; a longer one gets a stack of its own. */
  private static final int SHORT = 200;

  private static final Duration COMPILE = Duration.ofSeconds(5);
  private static final Pattern FORM =
      Pattern.compile("(\\$.*?)\\s+(==|!=|<=|>=|<|>|contains)\\s+(\\S.*)");
  private static final Pattern CALL = Pattern.compile("(\\$.*)\\.([A-Za-z]\\w*)\\(\\s*\\)");
  private static final Pattern QUOTED = Pattern.compile("'[^']*'|\"[^\"]*\"");

  private JsonLine() {}

  /** Made when the first line is read: it takes long, and most lists have none. */
  private static final class Json {
    private static final JsonMapper MAPPER =
        JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
  }

  static ValueParser<Expect.JsonTest> reader() {
    return ValueParser.of(ALLOWED, () -> ValueSchema.matching(FORM), JsonLine::parse);
  }

  /**
   * @throws IllegalArgumentException when it is not such a line
   */
  public static Expect.JsonTest of(String text) {
    try {
      Expect.JsonTest test = parse(text);
      if (test == null) {
        throw new IllegalArgumentException(text + " is not " + ALLOWED);
      }
      return test;
    } catch (InvalidValue invalid) {
      throw new IllegalArgumentException(invalid.getMessage(), invalid);
    }
  }

  /** Null for what is not of the form at all. */
  static Expect.JsonTest parse(String text) throws InvalidValue {
    Matcher form = FORM.matcher(text);
    if (text.length() > MOST || !form.matches()) {
      return null;
    }
    Matcher call = CALL.matcher(form.group(1));
    boolean calls = call.matches() && FUNCTIONS.contains(call.group(2));
    JsonPath path = path(text, calls ? call.group(1) : form.group(1));
    String function = calls ? call.group(2) : null;
    JsonNode value = value(form.group(3));
    ordered(text, form.group(2), value);
    return new Expect.JsonTest(text, path, function, form.group(2), value);
  }

  private static JsonPath path(String line, String text) throws InvalidValue {
    String plain = QUOTED.matcher(text).replaceAll("");
    if (plain.replace(" ", "").contains("?(")) {
      throw new InvalidValue(
          Shown.quoted(line) + " has a filter expression ?(…); plain paths only");
    }
    if (plain.contains("(")) {
      throw new InvalidValue(
          "%s calls what there is not; a path may end in one of .%s()"
              .formatted(Shown.quoted(line), String.join("(), .", new TreeSet<>(FUNCTIONS))));
    }
    try {
      return text.length() <= SHORT
          ? JsonPath.compile(text)
          : LargeStack.call(COMPILE, () -> JsonPath.compile(text));
    } catch (RuntimeException e) {
      // its parser answers nonsense with unchecked exceptions of many kinds
      throw new InvalidValue(Shown.quoted(text) + " is not a JSON path, like $.data[0].status");
    }
  }

  private static JsonNode value(String text) throws InvalidValue {
    try {
      return Json.MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new InvalidValue(
          Shown.quoted(text) + " is not a JSON value; texts need quotes: \"ok\"");
    }
  }

  /** What has no order could never be smaller or greater. */
  private static void ordered(String line, String op, JsonNode value) throws InvalidValue {
    boolean order = op.startsWith("<") || op.startsWith(">");
    if (order && !value.isNumber() && !value.isTextual()) {
      throw new InvalidValue(
          Shown.quoted(line) + ": " + op + " compares with a number or a text only");
    }
  }
}
