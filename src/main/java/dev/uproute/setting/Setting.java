package dev.uproute.setting;

import dev.uproute.text.CommaList;
import dev.uproute.text.Durations;
import dev.uproute.text.Suggestion;
import dev.uproute.text.Words;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What one setting may be.
 *
 * @param right whether a value is allowed
 * @param allowed the end of the sentence "… it must be …"
 * @param words those one of which may have been meant by another
 */
record Setting(Predicate<String> right, String allowed, List<String> words) {
  Setting(Predicate<String> right, String allowed) {
    this(right, allowed, List.of());
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
    all.putAll(ManagementSettings.all());
    all.putAll(InspectionSettings.all());
    all.putAll(GeneralSettings.all(routes));
    return all;
  }

  /** The unit is asked for, because Camel would take a bare number for milliseconds. */
  static Setting time() {
    return new Setting(
        text -> text.matches(".*[a-z]") && Durations.parse(text) != null,
        "a time with its unit, such as 30s, 5m, 2h or 7d");
  }

  static Setting word(List<String> words) {
    return new Setting(words::contains, String.join(" or ", words), words);
  }
}
