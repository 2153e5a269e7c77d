package dev.uproute.setting;

import dev.uproute.parse.ConfigError;
import dev.uproute.parse.Node;
import dev.uproute.text.CommaList;
import dev.uproute.text.Suggestion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * One setting of a kind of channel, as its {@code settings.yaml} declares it.
 *
 * @param setting what it may be
 * @param secret whether its value is never shown
 * @param standard what it is when it is not set; null for nothing
 * @param help what it is, for people, in one line
 */
record ChannelSetting(Setting setting, boolean secret, String standard, String help) {
  private static final List<String> KEYS =
      List.of("help", "required", "secret", "default", "type", "words", "pattern");

  /** The form of a value of each type, and its description in messages. */
  private static final Map<String, Setting> TYPES =
      Map.of(
          "address", form("https?://[!-~]+", "an address that begins with https:// or http://"),
          "word", form("[!-~]+", "one word"),
          "number", form("-?\\d{1,18}", "a whole number"),
          "text", form("(?s).*\\S.*", "a text"));

  private static Setting form(String pattern, String allowed) {
    return new Setting(Pattern.compile(pattern).asMatchPredicate(), allowed);
  }

  /** Reads a declaration; what is wrong with it is added to the errors. */
  static ChannelSetting read(Node.Field field, List<ConfigError> errors) {
    List<ConfigError> invalid = new ArrayList<>();
    Map<String, String> keys = keys(field, invalid);
    if (!field.name().matches("[a-z][a-z0-9-]*") || AlertSetting.KEYS.contains(field.name())) {
      String taken = String.join(", ", AlertSetting.KEYS);
      String rule = "is no name for a setting: small letters, digits and dashes, none of " + taken;
      invalid.add(new ConfigError(field.location(), field.name(), rule));
    }
    Setting values = values(field, keys, invalid);
    boolean required = "true".equals(keys.get("required"));
    Predicate<String> right = text -> text.isEmpty() ? !required : values.right().test(text);
    String standard = keys.get("default");
    if (standard != null && invalid.isEmpty() && !right.test(standard)) {
      String allowed = "its default is not " + values.allowed();
      invalid.add(new ConfigError(field.location(), field.name(), allowed));
    }
    errors.addAll(invalid);
    return new ChannelSetting(
        new Setting(right, values.allowed(), values.words()),
        "true".equals(keys.get("secret")),
        standard,
        keys.get("help"));
  }

  private static Map<String, String> keys(Node.Field field, List<ConfigError> invalid) {
    Map<String, String> keys = new HashMap<>();
    if (!(field.value() instanceof Node.Fields group)) {
      String what = "a setting is a group of keys, not " + field.value().kind();
      invalid.add(new ConfigError(field.location(), field.name(), what));
      return keys;
    }
    for (Node.Field key : group.fields()) {
      String path = field.name() + "." + key.name();
      if (!KEYS.contains(key.name())) {
        String hint = Suggestion.of(key.name(), KEYS);
        invalid.add(new ConfigError(key.location(), path, "unknown key" + hint));
      } else if (!(key.value() instanceof Node.Text text)) {
        invalid.add(
            new ConfigError(key.location(), path, "must be one text, not " + key.value().kind()));
      } else if (key.name().matches("required|secret") && !text.value().matches("true|false")) {
        invalid.add(new ConfigError(key.location(), path, "must be true or false"));
      } else {
        keys.put(key.name(), text.value());
      }
    }
    if (!keys.containsKey("help") && invalid.isEmpty()) {
      String missing = "has no help: one line that says what it is";
      invalid.add(new ConfigError(field.location(), field.name(), missing));
    }
    return keys;
  }

  /** One of some words, what a pattern allows, or a type; else any text. */
  private static Setting values(
      Node.Field field, Map<String, String> keys, List<ConfigError> invalid) {
    String type = keys.getOrDefault("type", "text");
    if (!TYPES.containsKey(type)) {
      String hint = "type must be one of " + String.join(", ", new TreeSet<>(TYPES.keySet()));
      invalid.add(new ConfigError(field.location(), field.name(), hint));
    }
    if (keys.containsKey("words")) {
      return Setting.word(CommaList.of(keys.get("words")));
    }
    if (!keys.containsKey("pattern")) {
      return TYPES.getOrDefault(type, TYPES.get("text"));
    }
    try {
      return form(keys.get("pattern"), String.valueOf(keys.get("help")));
    } catch (PatternSyntaxException e) {
      String message = "pattern is no regular expression: " + e.getDescription();
      invalid.add(new ConfigError(field.location(), field.name(), message));
      return TYPES.get("text");
    }
  }
}
