package dev.uproute.parse;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What an editor can know of a kind of value: keywords of JSON Schema, draft 7. A value that is not
 * known before a placeholder is filled in passes. Immutable.
 */
record ValueSchema(Map<String, Object> keywords) {
  /** Begins what is filled in. */
  private static final String PLACEHOLDER = "\\{\\{";

  static final ValueSchema ANY = new ValueSchema(Map.of());

  /** One value of any kind, because all are read as texts. */
  static ValueSchema text() {
    return ANY.and("type", List.of("string", "number", "boolean"));
  }

  /** The same of that many characters. */
  static ValueSchema text(int most) {
    return text().and("minLength", 1).and("maxLength", most);
  }

  /** The same in one line. */
  static ValueSchema line(int most) {
    String rest = "[^\\u0000-\\u001F\\u007F]*";
    return text(most).and("pattern", pattern(rest + "\\S" + rest));
  }

  static ValueSchema matching(Pattern form) {
    return text().and("pattern", pattern(form.pattern()));
  }

  /** A number, or a text of another form. */
  static ValueSchema number(double least, double most, Pattern orText) {
    return ANY.and("type", List.of("number", "string"))
        .and("minimum", plain(least))
        .and("maximum", plain(most))
        .and("pattern", pattern(orText.pattern()));
  }

  private static Number plain(double number) {
    return number == Math.rint(number) ? (Number) (long) number : (Number) number;
  }

  static ValueSchema words(List<?> words) {
    if (words.equals(List.of(true, false))) {
      return ANY.and("type", List.of("boolean", "string")).and("pattern", pattern("true|false"));
    }
    return new ValueSchema(
        Map.of(
            "anyOf",
            List.of(Map.of("enum", words), Map.of("type", "string", "pattern", PLACEHOLDER))));
  }

  /** One of these names, which an editor proposes, or any other value. */
  static ValueSchema proposing(Collection<String> names, ValueSchema any) {
    return ANY.and("anyOf", List.of(Map.of("enum", List.copyOf(names)), any.keywords()));
  }

  /** Or one value as a list of one. */
  static ValueSchema list(ValueSchema item, int most) {
    Map<String, Object> list = new LinkedHashMap<>();
    list.put("type", "array");
    list.put("items", item.keywords());
    list.put("maxItems", most);
    ValueSchema either = ANY.and("anyOf", List.of(item.keywords(), list));
    Object said = item.keywords().get("description");
    return said == null ? either : either.and("description", said);
  }

  /** Keys of the author's own choice. */
  static ValueSchema map(ValueSchema name, ValueSchema value, int most) {
    return ANY.and("type", "object")
        .and("maxProperties", most)
        .and("propertyNames", name.keywords())
        .and("additionalProperties", value.keywords())
        .and("description", "names and values of your own");
  }

  /** These keys and no others. */
  static ValueSchema group(Map<String, ValueSchema> keys) {
    Map<String, Object> properties = new LinkedHashMap<>();
    keys.forEach((name, value) -> properties.put(name, value.keywords()));
    return ANY.and("type", "object")
        .and("properties", properties)
        .and("additionalProperties", false);
  }

  /** All of these keys are needed. */
  ValueSchema needs(String... keys) {
    return and("required", List.of(keys));
  }

  /** With what is allowed, which an editor also says of a text that is not. */
  ValueSchema saying(String allowed) {
    ValueSchema said = and("description", allowed);
    return keywords.containsKey("pattern")
        ? said.and("patternErrorMessage", "is not " + allowed)
        : said;
  }

  /** With one keyword more, or in place of what it said. */
  ValueSchema and(String keyword, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(keywords);
    more.put(keyword, value);
    return new ValueSchema(Collections.unmodifiableMap(more));
  }

  /** With one rule more that is no keyword of its own. */
  ValueSchema also(Map<String, Object> rule) {
    List<Object> rules =
        new ArrayList<>(keywords.get("allOf") instanceof List<?> before ? before : List.of());
    rules.add(rule);
    return and("allOf", rules);
  }

  private static String pattern(String form) {
    return "^(?:" + form + ")$|" + PLACEHOLDER;
  }
}
