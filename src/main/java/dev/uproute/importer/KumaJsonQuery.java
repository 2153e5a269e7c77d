package dev.uproute.importer;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A JSON query of Uptime Kuma, which is JSONata, as a line of {@code expect.json}: plain paths, and
 * {@code $count} of one.
 */
final class KumaJsonQuery {
  private static final String STEP = "(?:[A-Za-z_]\\w*|`[^`]+`)(?:\\[-?\\d+])?";
  private static final Pattern PATH =
      Pattern.compile("(?:\\$\\.?)?(" + STEP + "(?:\\." + STEP + ")*)");
  private static final Pattern COUNT = Pattern.compile("\\$count\\(\\s*(.+?)\\s*\\)");
  private static final Pattern TYPED = Pattern.compile("-?\\d{1,15}(\\.\\d{1,10})?|true|false");

  private KumaJsonQuery() {}

  /** Whether it can be carried over; what cannot is a loss. */
  static boolean add(SourceRow monitor, Map<String, Object> keys) {
    String query = monitor.text("json_path");
    String expected = monitor.text("expected_value");
    String operator = monitor.text("json_path_operator");
    String path = path(query == null ? "$" : query.strip());
    if (path == null) {
      monitor.lose("json_path", query + " is more of JSONata than a plain path");
      return false;
    }
    String op = operator == null ? "==" : operator;
    String value = expected == null ? "" : expected;
    boolean typed = TYPED.matcher(value).matches() && !op.equals("contains");
    if (op.matches("[<>]=?") && !typed) {
      monitor.lose("expected_value", value + " is no number, so it is neither more nor less");
      return false;
    }
    if (typed && op.matches("[!=]=")) {
      monitor.lose(
          "expected_value",
          "a value that is the text \"" + value + "\" is not equal to " + value + " here");
    }
    String line = path + " " + op + " " + (typed ? value : TextNode.valueOf(value));
    keys.put("expect.json", List.of(line));
    return true;
  }

  /** A JSON path; null when it is more than one. */
  private static String path(String query) {
    Matcher count = COUNT.matcher(query);
    if (count.matches()) {
      String inner = path(count.group(1));
      return inner == null ? null : inner + ".length()";
    }
    Matcher plain = PATH.matcher(query);
    if (plain.matches()) {
      return ("$." + plain.group(1)).replaceAll("\\.`([^`']+)`", "['$1']");
    }
    return query.equals("$") ? "$" : null;
  }
}
