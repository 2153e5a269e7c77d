package dev.uproute.setting;

import dev.uproute.text.CommaList;
import dev.uproute.text.Durations;
import dev.uproute.text.Suggestion;
import dev.uproute.text.Words;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one setting may be.
 *
 * @param right whether a value is allowed
 * @param allowed the end of the sentence "… it must be …"
 * @param words those one of which may have been meant by another
 * @param kind what an editor takes it for
 * @param range as the comment in application.properties says it, too; empty when there is none
 */
record Setting(
    Predicate<String> right, String allowed, List<String> words, Kind kind, String range) {
  Setting(Predicate<String> right, String allowed) {
    this(right, allowed, List.of());
  }

  Setting(Predicate<String> right, String allowed, List<String> words) {
    this(right, allowed, words, Kind.TEXT, "");
  }

  /** By the classes that editors know the forms of. */
  enum Kind {
    TEXT(String.class),
    NUMBER(Integer.class),
    FLAG(Boolean.class),
    TIME(Duration.class);

    private final String type;

    Kind(Class<?> type) {
      this.type = type.getName();
    }

    String type() {
      return type;
    }
  }

  /** What is wrong with a value; null when it is allowed. */
  String invalid(String value, boolean secret) {
    if (right.test(value)) {
      return null;
    }
    String shown = secret ? "…" : Words.visible(value);
    return (value.isEmpty() ? "is missing" : '"' + shown + "\" is not allowed")
        + "; it must be "
        + allowed
        + (secret ? "" : meant(value));
  }

  private String meant(String value) {
    return CommaList.of(value).stream()
        .filter(word -> !words.contains(word))
        .map(word -> Suggestion.of(word, words))
        .filter(text -> !text.isEmpty())
        .findFirst()
        .orElse("");
  }

  /**
   * The settings by key whose values are judged before anything is made of them.
   *
   * @param routes the names of all route files
   */
  static Map<String, Setting> all(Set<String> routes) {
    Map<String, Setting> all = new HashMap<>(NotionSettings.all());
    all.putAll(HttpSettings.all());
    all.putAll(ApiSettings.all());
    all.putAll(LocationSettings.all());
    all.putAll(QueueSettings.all());
    all.putAll(ManagementSettings.all());
    all.putAll(InspectionSettings.all());
    all.putAll(GeneralSettings.all(routes));
    return all;
  }

  /** The unit is asked for, because Camel would take a bare number for milliseconds. */
  static Setting time(String least, String most) {
    String range = least + " to " + most;
    String examples =
        Stream.of("500ms", "30s", "5m", "2h", "7d")
            .filter(example -> within(least, example, most))
            .collect(Collectors.joining(", "));
    return new Setting(
        text -> text.matches(".*[a-z]") && within(least, text, most),
        "a time with its unit from " + range + ", such as " + examples,
        List.of(),
        Kind.TIME,
        range);
  }

  private static boolean within(String least, String text, String most) {
    Duration time = Durations.parse(text);
    return time != null
        && time.compareTo(Durations.parse(least)) >= 0
        && time.compareTo(Durations.parse(most)) <= 0;
  }

  static Setting number(int least, int most) {
    String range = least + " to " + most;
    return new Setting(
        text ->
            text.matches("\\d{1,9}")
                && Integer.parseInt(text) >= least
                && Integer.parseInt(text) <= most,
        "a whole number from " + range,
        List.of(),
        Kind.NUMBER,
        range);
  }

  static Setting word(List<String> words) {
    boolean flag = words.equals(List.of("true", "false"));
    return new Setting(
        words::contains, String.join(" or ", words), words, flag ? Kind.FLAG : Kind.TEXT, "");
  }
}
