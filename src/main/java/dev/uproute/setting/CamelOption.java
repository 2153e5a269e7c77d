package dev.uproute.setting;

import dev.uproute.parse.ConfigError;
import dev.uproute.parse.Location;
import dev.uproute.text.Suggestion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.CamelContextAware;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.main.MainConfigurationProperties;
import org.apache.camel.main.MainConfigurationPropertiesConfigurer;
import org.apache.camel.spi.ExtendedPropertyConfigurerGetter;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.util.StringHelper;

/** What is wrong with {@code camel.} settings, which Camel reads and partly ignores. */
final class CamelOption {
  /** The second word of those Camel Main 4.18 knows; it ignores any other without a word. */
  private static final Set<String> GROUPS =
      Set.of(
          "main",
          "component",
          "dataformat",
          "language",
          "server",
          "management",
          "health",
          "rest",
          "vault",
          "kamelet",
          "ssl",
          "metrics",
          "debug",
          "trace",
          "threadpool",
          "faulttolerance",
          "resilience4j",
          "routecontroller",
          "routetemplate",
          "lra",
          "opentelemetry",
          "opentelemetry2",
          "opentelemetrydev",
          "startuprecorder",
          "devconsole",
          "beans",
          "bean",
          "variable",
          "errorregistry",
          "jbang",
          "mdc",
          "cli");

  private CamelOption() {}

  /** An error for each key of the folder's file whose group Camel does not know. */
  static List<ConfigError> unknown(SettingValues values) {
    List<ConfigError> errors = new ArrayList<>();
    for (String key : values.own().keySet()) {
      String[] parts = key.split("[.\\[]", 3);
      String group = parts.length < 2 ? "" : parts[1].toLowerCase(Locale.ROOT).replace("-", "");
      if (parts[0].equals("camel") && !GROUPS.contains(group)) {
        String meant = Suggestion.of(group, GROUPS);
        errors.add(values.error(key, "Camel has no settings camel." + parts[1] + meant));
      }
    }
    return errors;
  }

  /** The sentence for an option Camel refuses; its own shows a Java object. */
  static String invalid(PropertyBindingException refused) {
    String key = refused.getOptionPrefix() + StringHelper.camelCaseToDash(refused.getOptionKey());
    Set<String> options =
        options(refused.getTarget()).stream()
            .map(option -> refused.getOptionPrefix() + StringHelper.camelCaseToDash(option))
            .collect(Collectors.toCollection(TreeSet::new));
    String message =
        options.contains(key)
            ? "'" + refused.getValue() + "' is not allowed"
            : "unknown setting" + Suggestion.of(key, options);
    return new ConfigError(location(key), null, message).toString();
  }

  /** Where the folder's file sets the key, which may be written with or without dashes. */
  private static Location location(String key) {
    Map<String, PropertiesFile.Entry> own =
        SettingValues.read(Path.of(PropertiesFile.NAME), Map.of(), Map.of()).own();
    return own.entrySet().stream()
        .filter(entry -> StringHelper.camelCaseToDash(entry.getKey()).equals(key))
        .map(entry -> entry.getValue().location())
        .map(location -> new Location(location + ": " + key, 0, 0))
        .findFirst()
        .orElse(new Location(key, 0, 0));
  }

  private static Set<String> options(Object target) {
    Object configurer = null;
    if (target instanceof MainConfigurationProperties) {
      configurer = new MainConfigurationPropertiesConfigurer();
    } else if (target instanceof CamelContextAware aware && aware.getCamelContext() != null) {
      configurer =
          PluginHelper.getConfigurerResolver(aware.getCamelContext())
              .resolvePropertyConfigurer(
                  target.getClass().getName() + "-configurer", aware.getCamelContext());
    }
    return configurer instanceof ExtendedPropertyConfigurerGetter getter
        ? getter.getAllOptions(target).keySet()
        : Set.of();
  }
}
