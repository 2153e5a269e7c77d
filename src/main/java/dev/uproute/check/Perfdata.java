package dev.uproute.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.uproute.text.Sentence;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a command measured, in the form of Nagios' plugins ({@code 'label'=value[unit];…}, see the
 * development guidelines of monitoring-plugins.org): its thresholds are the plugin's to judge.
 * Immutable.
 *
 * @param values by label, with the unit in brackets where there is one: {@code rta [ms]}; at most
 *     {@value #MOST}
 */
public record Perfdata(Map<String, Double> values) {
  static final int MOST = 50;

  /** Characters of text that are searched for figures. */
  private static final int SEARCHED = 1 << 14;

  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern FIGURE =
      Pattern.compile(
          "(?:^|\\s)(?:'([^']*+(?:''[^']*+){0,20})'|([^\\s=']++))="
              + "([-+]?(?:\\d++(?:[.,]\\d*+)?|[.,]\\d++)(?:[eE][-+]?\\d++)?)([^\\s;\\d]*+)(?=[;\\s]|$)");
  private static final Pattern NAME = Pattern.compile("(.*) \\[([^\\]]*)]");

  public Perfdata {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** One figure. */
  static Perfdata of(String label, double value) {
    return new Perfdata(Map.of(label, value));
  }

  /** Every figure in a text; null when there is none. What is no figure is left out. */
  static Perfdata in(String text) {
    Map<String, Double> values = new LinkedHashMap<>();
    Matcher figure = FIGURE.matcher(text.substring(0, Math.min(text.length(), SEARCHED)));
    while (figure.find() && values.size() < MOST) {
      String quoted = figure.group(1);
      String label = quoted == null ? figure.group(2) : quoted.replace("''", "'");
      String unit = figure.group(4);
      // each by itself, so that a long label leaves its unit
      String name =
          Sentence.clean(label) + (unit.isEmpty() ? "" : " [" + Sentence.clean(unit) + "]");
      // some plugins write numbers as their language does
      double value = Double.parseDouble(figure.group(3).replace(',', '.'));
      if (Double.isFinite(value)) {
        values.putIfAbsent(name, value);
      }
    }
    return values.isEmpty() ? null : new Perfdata(values);
  }

  /** The unit of a figure of that name; empty when it has none. */
  public static String unit(String name) {
    Matcher form = NAME.matcher(name);
    return form.matches() ? form.group(2) : "";
  }

  /** The name of a figure without its unit. */
  public static String label(String name) {
    Matcher form = NAME.matcher(name);
    return form.matches() ? form.group(1) : name;
  }

  /** A number as people write it, with at most six digits. */
  static String shown(double value) {
    return new BigDecimal(value).round(new MathContext(6)).stripTrailingZeros().toPlainString();
  }

  /** An object in JSON. */
  public String text() {
    ObjectNode object = JSON.createObjectNode();
    values.forEach(object::put);
    return object.toString();
  }

  /**
   * What {@link #text} made.
   *
   * @return null when it is not that
   */
  public static Perfdata parse(String text) {
    return parse(text, "");
  }

  /** Of what {@link Evidence#figures} stored; null when it is not of a command. */
  public static Perfdata ofFigures(String text) {
    return parse(text, "/perfdata");
  }

  private static Perfdata parse(String text, String pointer) {
    try {
      JsonNode object = JSON.readTree(text).at(pointer);
      Map<String, Double> values = new LinkedHashMap<>();
      object
          .properties()
          .forEach(
              each -> {
                if (each.getValue().isNumber()) {
                  values.put(each.getKey(), each.getValue().doubleValue());
                }
              });
      return values.isEmpty() ? null : new Perfdata(values);
    } catch (JsonProcessingException _) {
      return null;
    }
  }
}
