package dev.uproute.importer;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.uproute.parse.JsonLine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Conditions on the body, or on the records of a name. Not thread-safe. */
final class GatusBody {
  private static final Pattern PATH =
      Pattern.compile("(len|has)?\\(?\\[(?i:BODY)\\](\\.?)([^)]*)\\)?", Pattern.DOTALL);
  private static final Pattern PART = Pattern.compile("pat\\(\\*([^*?\\[\\]]+)\\*\\)");
  private static final Pattern ANY = Pattern.compile("any\\((.*)\\)", Pattern.DOTALL);
  private static final Pattern LAST_KEY = Pattern.compile("(\\$.*?)\\.?([A-Za-z_][\\w-]*)");

  private final Map<String, Object> keys;
  private final boolean records;
  private final List<String> lines = new ArrayList<>();

  /**
   * @param records whether it is the answer of a name server, which has a line for each record
   */
  GatusBody(Map<String, Object> keys, boolean records) {
    this.keys = keys;
    this.records = records;
  }

  /** A Java expression for {@code pat(…)}; null for what is none. */
  static String glob(String value) {
    if (!value.startsWith("pat(") || !value.endsWith(")")) {
      return null;
    }
    return value
        .substring(4, value.length() - 1)
        .chars()
        .mapToObj(c -> c == '*' ? ".*" : c == '?' ? "." : quoted((char) c))
        .collect(Collectors.joining());
  }

  private static String quoted(char c) {
    return Character.isLetterOrDigit(c) || c == ' ' ? String.valueOf(c) : "\\" + c;
  }

  private static String quoted(String text) {
    return text.chars().mapToObj(c -> quoted((char) c)).collect(Collectors.joining());
  }

  /** Takes a condition; returns what is lost of it, null for nothing. */
  String lost(String left, String op, String value) {
    Matcher path = PATH.matcher(left);
    if (!path.matches()) {
      return "there is no such function";
    }
    String function = path.group(1);
    boolean whole = path.group(3).isEmpty();
    if (whole && function == null) {
      return text(op, value);
    }
    String place = whole ? "$" : "$" + (path.group(3).startsWith("[") ? "" : ".") + path.group(3);
    if ("has".equals(function)) {
      return has(place, op + value);
    }
    return "len".equals(function) ? line(place + ".length()", op, value) : line(place, op, value);
  }

  private String text(String op, String value) {
    if (!op.equals("==")) {
      return "what a body must not be cannot be said here";
    }
    Matcher part = PART.matcher(value);
    if (part.matches() && keys.putIfAbsent("expect.body_contains", part.group(1)) == null) {
      return null;
    }
    Matcher any = ANY.matcher(value);
    String expression =
        any.matches()
            ? Arrays.stream(any.group(1).split("\\s*,\\s*"))
                .map(GatusBody::expression)
                .collect(Collectors.joining("|", "(?:", ")"))
            : expression(value);
    String bounded = records ? "^" + expression + "$" : "(?s)^\\s*" + expression + "\\s*$";
    return keys.putIfAbsent("expect.body_matches", bounded) == null
        ? null
        : "a service has one body_contains and one body_matches";
  }

  private static String expression(String value) {
    String glob = glob(value);
    return glob == null ? quoted(value) : glob;
  }

  private String has(String place, String condition) {
    Matcher last = LAST_KEY.matcher(place);
    if (!condition.equals("==true") || !last.matches()) {
      return "only that there is a key can be said here";
    }
    return add(last.group(1) + " contains " + TextNode.valueOf(last.group(2)));
  }

  private String line(String place, String op, String value) {
    Matcher part = PART.matcher(value);
    if (part.matches() && op.equals("==")) {
      return add(place + " contains " + TextNode.valueOf(part.group(1)));
    }
    if (value.startsWith("pat(") || value.startsWith("any(")) {
      return "a value of JSON is compared with one text or number here";
    }
    boolean plain = value.matches("-?(0|[1-9]\\d*)(\\.\\d+)?|true|false|null");
    return add(place + " " + op + " " + (plain ? value : TextNode.valueOf(value)));
  }

  private String add(String line) {
    try {
      JsonLine.of(line);
    } catch (IllegalArgumentException invalid) {
      return invalid.getMessage();
    }
    lines.add(line);
    keys.put("expect.json", List.copyOf(lines));
    return null;
  }
}
