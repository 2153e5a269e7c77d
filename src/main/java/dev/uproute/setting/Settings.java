package dev.uproute.setting;

import dev.uproute.parse.ConfigError;
import dev.uproute.parse.ConfigErrors;
import dev.uproute.parse.Location;
import dev.uproute.text.Suggestion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Judges all settings: a misspelt one is an error, and so is a value that is not allowed. */
public final class Settings {
  /** What people of other programs write, and what it is called here. */
  private static final Map<String, String> OTHER_WORDS =
      Map.ofEntries(
          Map.entry("webhook", "url"),
          Map.entry("webhook-url", "url"),
          Map.entry("endpoint", "url"),
          Map.entry("bot-token", "token"),
          Map.entry("api-token", "token"),
          Map.entry("api-key", "token"),
          Map.entry("integration-key", "token"),
          Map.entry("routing-key", "token"),
          Map.entry("chat-id", "chat"),
          Map.entry("thread-id", "thread"),
          Map.entry("user-key", "user"),
          Map.entry("username", "user"),
          Map.entry("smtp", "host"),
          Map.entry("server", "host"),
          Map.entry("severity", "min-severity"),
          Map.entry("type", "to"));

  /** A part of another Uproute may read its settings, of which these are not for it. */
  private static final String OTHERS = "uproute[._](alert|location)[._].*";

  /** Of the launcher; no settings. */
  private static final Set<String> LAUNCHER = Set.of("UPROUTE_JAVA_OPTS");

  private final SettingValues values;
  private final List<ConfigError> errors = new ArrayList<>();

  private Settings(SettingValues values) {
    this.values = values;
  }

  /**
   * Judges them before routes and beans are made of them.
   *
   * @throws ConfigErrors with everything that is wrong
   */
  public static void judge(SettingValues values) {
    Settings settings = new Settings(values);
    settings.errors.addAll(values.errors());
    settings.errors.addAll(values.kinds().errors());
    settings.keys();
    settings.variables();
    settings.systemProperties();
    settings.values();
    settings.errors.addAll(NotionSettings.missing(values));
    settings.errors.addAll(StoreSettings.errors(values));
    settings.errors.addAll(SiteSettings.errors(values));
    settings.errors.addAll(ManagementSettings.errors(values));
    settings.errors.addAll(InspectionSettings.errors(values));
    settings.errors.addAll(CamelOption.unknown(values));
    if (!settings.errors.isEmpty()) {
      throw new ConfigErrors(settings.errors);
    }
  }

  /** The keys of the folder's file: those of uproute, and of one's own what was meant for it. */
  private void keys() {
    for (String key : values.own().keySet()) {
      if (key.startsWith("camel.") || known(key) || values.part() && key.matches(OTHERS)) {
        continue;
      }
      if (key.startsWith("uproute.")) {
        String hint = " (settings of your own must not begin with \"uproute.\")";
        errors.add(values.error(key, "unknown setting" + meant(key) + hint));
      } else if (plain(key) != null || plain("uproute." + key) != null) {
        String other = plain(key) != null ? plain(key) : plain("uproute." + key);
        errors.add(values.error(key, "unknown setting; did you mean \"" + other + "\"?"));
      }
    }
  }

  private boolean known(String key) {
    return values.known().contains(key)
        || LocationSettings.of(values).containsKey(key)
        || AlertSetting.channel(key) != null && channelKeys(key).contains(key);
  }

  /** The keys the channel of this key may have. */
  private Set<String> channelKeys(String key) {
    String prefix = "uproute.alert." + AlertSetting.channel(key) + ".";
    return AlertSetting.keys(values, AlertSetting.channel(key)).stream()
        .map(name -> prefix + name)
        .collect(Collectors.toSet());
  }

  private String meant(String key) {
    Set<String> all = new TreeSet<>(values.known());
    if (AlertSetting.channel(key) != null) {
      all.addAll(channelKeys(key));
      String last = key.substring(key.lastIndexOf('.') + 1);
      String other = OTHER_WORDS.get(last.replace('_', '-').toLowerCase(Locale.ROOT));
      String meant = key.substring(0, key.length() - last.length()) + other;
      if (other != null && all.contains(meant)) {
        return "; did you mean \"" + meant + "\"?";
      }
    }
    String plain = plain(key);
    return plain == null ? Suggestion.of(key, all) : "; did you mean \"" + plain + "\"?";
  }

  /** The setting that differs only in capitals, dashes or underscores; null when there is none. */
  private String plain(String key) {
    return values.known().stream()
        .filter(known -> letters(known).equals(letters(key)))
        .findFirst()
        .orElse(null);
  }

  private static String letters(String key) {
    return key.replaceAll("[._-]", "").toLowerCase(Locale.ROOT);
  }

  /** The variables of the environment, which nobody reads when they are misspelt. */
  private void variables() {
    Map<String, String> known = new HashMap<>();
    values.known().forEach(key -> known.put(SettingValues.variable(key), key));
    AlertSetting.keysOf(values.list(AlertSetting.CHANNELS), values.kinds())
        .forEach(key -> known.put(SettingValues.variable(key), key));
    values
        .environment()
        .forEach(
            (name, value) -> {
              String upper = name.toUpperCase(Locale.ROOT);
              if (upper.startsWith("UPROUTE_")
                  && !known.containsKey(name)
                  && !others(name, value)) {
                Location location = new Location(name + " in the environment", 0, 0);
                String message = "is no setting" + Suggestion.of(upper, known.keySet());
                errors.add(new ConfigError(location, null, message));
              }
            });
  }

  /** What a JVM is started with, such as {@code -Duproute.tick=50}. */
  private void systemProperties() {
    for (String key : new TreeSet<>(System.getProperties().stringPropertyNames())) {
      if (key.startsWith("uproute.") && !known(key)) {
        Location location = new Location("-D" + key, 0, 0);
        errors.add(new ConfigError(location, null, "is no setting" + meant(key)));
      }
    }
  }

  /** Whether a variable is not ours: of the launcher, of Kubernetes, or what a file refers to. */
  private boolean others(String name, String value) {
    return LAUNCHER.contains(name)
        || values.part() && name.toLowerCase(Locale.ROOT).matches(OTHERS)
        || AlertSetting.channelOfVariable(name, values.kinds()) != null
        || LocationSettings.variables(values).contains(name)
        || name.matches(".*_SERVICE_(HOST|PORT)(_.*)?")
        || value.matches("(tcp|udp)://.*")
        || name.matches("UPROUTE_.*PORT_\\d+_(TCP|UDP)_.*")
        || RouteFolder.mentions("env:" + name);
  }

  private void values() {
    Set<String> routes = RouteFolder.routes().keySet();
    Map<String, Setting> all = new TreeMap<>(Setting.all(routes));
    all.putAll(AlertSetting.of(values, routes));
    all.putAll(LocationSettings.of(values));
    for (String key : values.all().keySet()) {
      // shells take quotes away; this file and those that containers read do not
      if (key.startsWith("uproute.") && values.quoted(key)) {
        errors.add(values.error(key, "stands in quotes; leave them out"));
      }
    }
    Set<String> withError = errors.stream().map(this::key).collect(Collectors.toSet());
    all.forEach(
        (key, setting) -> {
          String invalid = setting.invalid(judged(key), secret(key));
          if (invalid != null && !withError.contains(key)) {
            errors.add(values.error(key, invalid));
          }
        });
  }

  private String key(ConfigError error) {
    return error.key() == null ? error.location().file() : error.key();
  }

  /** An endpoint that is not set is a route of the channel's name. */
  private String judged(String key) {
    String value = values.get(key);
    String channel = AlertSetting.channel(key);
    return value.isEmpty() && channel != null && key.endsWith(".to")
        ? "direct:alert-" + channel
        : value;
  }

  private boolean secret(String key) {
    String channel = AlertSetting.channel(key);
    String last = key.substring(key.lastIndexOf('.') + 1);
    ChannelSetting declared =
        channel == null ? null : AlertSetting.declared(values, channel).get(last);
    return declared == null
        ? last.matches(".*(token|password)") || ManagementSettings.SECRETS.contains(key)
        : declared.secret();
  }
}
