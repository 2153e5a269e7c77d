package dev.uproute.setting;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The settings as editors read them, in the form of {@code spring-configuration-metadata.json}:
 * made of the packaged application.properties, whose comments say what each is, and of the rules by
 * which values are judged. With those of every channel that is configured, and of each kind of
 * channel under its own name.
 */
public final class SettingMetadata {
  private static final String ALERT = "uproute.alert.";

  private final SettingValues values;
  private final Map<String, Setting> rules;
  private final Map<String, String> comments = SettingComments.packaged();
  private final List<Object> properties = new ArrayList<>();
  private final List<Object> hints = new ArrayList<>();

  private SettingMetadata(SettingValues values, Map<String, Setting> rules) {
    this.values = values;
    this.rules = rules;
  }

  /** All of it: maps, lists, texts, numbers and flags, as JSON has them. */
  public static Map<String, Object> of(SettingValues values) {
    Set<String> routes = RouteFolder.routes().keySet();
    SettingMetadata all = new SettingMetadata(values, Setting.all(routes));
    all.general();
    Set<String> channels = new TreeSet<>(values.list(AlertSetting.CHANNELS));
    routes.stream()
        .filter(route -> route.startsWith("alert-"))
        .map(route -> route.substring("alert-".length()))
        .forEach(channels::add);
    channels.forEach(all::channel);
    return Map.of("properties", all.properties, "hints", all.hints);
  }

  private void general() {
    values
        .packagedValues()
        .forEach(
            (key, standard) -> {
              if (key.startsWith("uproute.")) {
                add(key, rules.get(key), comments.getOrDefault(key, ""), standard);
              }
            });
  }

  private void channel(String name) {
    Map<String, Setting> common = AlertSetting.common(name, RouteFolder.routes().keySet());
    new TreeMap<>(common)
        .forEach(
            (key, rule) -> {
              String last = key.substring(key.lastIndexOf('.') + 1);
              add(key, rule, comments.getOrDefault(ALERT + "*." + last, ""), null);
            });
    AlertSetting.declared(values, name)
        .forEach(
            (key, declared) ->
                add(
                    ALERT + name + "." + key,
                    declared.setting(),
                    declared.help(),
                    declared.standard()));
  }

  private void add(String key, Setting rule, String meaning, String standard) {
    Map<String, Object> property = new LinkedHashMap<>();
    property.put("name", key);
    property.put("type", rule == null ? Setting.Kind.TEXT.type() : rule.kind().type());
    String allowed = rule == null ? "" : "It must be " + rule.allowed() + ".";
    property.put("description", (meaning + (meaning.isEmpty() ? "" : ". ") + allowed).strip());
    if (standard != null && !standard.isEmpty() && !standard.contains("{{")) {
      property.put("defaultValue", standard);
    }
    properties.add(property);
    if (rule != null && !rule.words().isEmpty()) {
      List<Object> words = new ArrayList<>();
      rule.words().forEach(word -> words.add(Map.of("value", word)));
      hints.add(Map.of("name", key, "values", words));
    }
  }
}
