package dev.uproute.setting;

import dev.uproute.parse.ConfigError;
import dev.uproute.parse.Location;
import dev.uproute.parse.Placeholders;
import dev.uproute.text.CommaList;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What every setting is set to: by the environment, else by a system property, else by the command
 * that runs (first of all by one that runs as a part of another Uproute), else in {@code
 * application.properties} of the current folder, else in the packaged one. Placeholders are filled
 * in once, here. Immutable after {@link #read}.
 */
public final class SettingValues {
  /**
   * Where relative paths of what the program writes begin, and the settings that are such paths.
   */
  private static final String DATA_DIR = "uproute.data.dir";

  /**
   * Given by commands that run as a part of another Uproute, agent and worker: with it nothing wins
   * over what the command gives, because channels or a history of that other one are not for its
   * parts.
   */
  private static final String ROLE = "uproute.schedules";

  private static final Set<String> WRITTEN =
      Set.of(
          "uproute.store.path",
          "uproute.backup.dir",
          "uproute.site.dir",
          "uproute.csv.file",
          "uproute.results.dir",
          "uproute.report.dir",
          "uproute.maintenance.flag");

  private final Map<String, String> environment;
  private final Map<String, String> given;
  private final Map<String, String> overrides;
  private final Map<String, PropertiesFile.Entry> packaged;
  private final Map<String, PropertiesFile.Entry> own;
  private final Placeholders placeholders;
  private final ChannelKinds kinds;
  private final Set<String> open = new HashSet<>();
  private final List<ConfigError> errors = new ArrayList<>();
  private final Map<String, String> values = new TreeMap<>();

  private SettingValues(
      Map<String, String> environment,
      Map<String, String> given,
      Map<String, String> overrides,
      Map<String, PropertiesFile.Entry> packaged,
      Map<String, PropertiesFile.Entry> own) {
    this.environment = environment;
    this.given = given;
    this.overrides = overrides;
    this.packaged = packaged;
    this.own = own;
    this.placeholders = new Placeholders(environment::get, this::filled);
    this.kinds = new ChannelKinds(templates());
  }

  /**
   * Reads them all; what is wrong with them is in {@link #errors}.
   *
   * @param file most often {@link PropertiesFile#NAME}; need not exist
   * @param overrides what the command that runs wants, whatever the file says
   */
  static SettingValues read(
      Path file, Map<String, String> environment, Map<String, String> overrides) {
    List<ConfigError> errors = new ArrayList<>();
    byte[] inJar = PropertiesFile.packaged();
    byte[] inFolder = PropertiesFile.bytes(file, errors);
    // in the folder of the program itself this is the packaged file, which says nothing of its own
    boolean same = Arrays.equals(inJar, inFolder);
    Map<String, PropertiesFile.Entry> own =
        same ? Map.of() : PropertiesFile.read(PropertiesFile.NAME, inFolder, errors);
    Map<String, String> all =
        new HashMap<>(Environment.settings(environment, key -> written(own, key)));
    all.putAll(overrides);
    SettingValues values =
        new SettingValues(
            environment,
            overrides,
            all,
            PropertiesFile.read("the packaged " + PropertiesFile.NAME, inJar, errors),
            own);
    values.errors.addAll(errors);
    values.keys().forEach(values::put);
    values.list(AlertSetting.CHANNELS).forEach(values::standard);
    return values;
  }

  /** The same, read anew; what is wrong with them is in {@link #errors}. */
  public SettingValues again(Path file) {
    return read(file, environment, given);
  }

  private static String written(Map<String, PropertiesFile.Entry> own, String key) {
    return own.containsKey(key) ? own.get(key).value() : null;
  }

  /** All that are set anywhere but in the environment, which may name what there is not. */
  private Set<String> keys() {
    Set<String> keys = new HashSet<>(packaged.keySet());
    keys.addAll(own.keySet());
    keys.addAll(overrides.keySet());
    AlertSetting.keysOf(channels(), kinds).stream()
        .filter(key -> environment.containsKey(variable(key)))
        .forEach(keys::add);
    return keys;
  }

  private List<String> channels() {
    return CommaList.of(filled(AlertSetting.CHANNELS).orElse(""));
  }

  /** The folder of alert templates; one that is no path is an error that is reported elsewhere. */
  private Path templates() {
    String folder = value("uproute.alert.templates", new ArrayList<>());
    try {
      return Path.of(folder == null ? "" : folder);
    } catch (InvalidPathException _) {
      return Path.of("");
    }
  }

  /** What a channel's kind says of settings that are not set. */
  private void standard(String channel) {
    AlertSetting.declared(this, channel)
        .forEach(
            (name, declared) -> {
              String key = "uproute.alert." + channel + "." + name;
              if (declared.standard() != null && get(key).isEmpty()) {
                values.put(key, declared.standard());
              }
            });
  }

  private void put(String key) {
    List<ConfigError> invalid = new ArrayList<>();
    int before = errors.size();
    String value = value(key, invalid);
    // what it refers to has an error of its own already
    if (key.startsWith("uproute.") && errors.size() == before) {
      errors.addAll(invalid);
    }
    if (value != null) {
      values.put(key, value);
    }
  }

  private Optional<String> filled(String key) {
    return Optional.ofNullable(value(key, errors));
  }

  private String value(String key, List<ConfigError> invalid) {
    String value = text(key, invalid);
    return value == null || !WRITTEN.contains(key) ? value : placed(value, invalid);
  }

  /**
   * A path of what the program writes; one that is no path is an error that is reported elsewhere.
   */
  private String placed(String path, List<ConfigError> invalid) {
    String folder = text(DATA_DIR, invalid);
    try {
      return folder == null || folder.equals(".") || path.isBlank()
          ? path
          : Path.of(folder).resolve(path).toString();
    } catch (InvalidPathException _) {
      return path;
    }
  }

  private String text(String key, List<ConfigError> invalid) {
    String variable = environment.get(variable(key));
    String system = System.getProperty(key);
    boolean role = given.containsKey(ROLE) && given.containsKey(key);
    if (variable != null && !role) {
      // taken as it is, but for one placeholder and nothing else: a secret may hold any character
      return fill(key, Placeholders.alone(variable.strip()) ? variable.strip() : null, invalid)
          .orElse(variable.strip());
    }
    if (role || system != null || overrides.containsKey(key)) {
      return fill(key, system != null && !role ? system : overrides.get(key), invalid).orElse(null);
    }
    PropertiesFile.Entry entry = own.getOrDefault(key, packaged.get(key));
    return entry == null ? null : fill(key, entry.value(), invalid).orElse(null);
  }

  private Optional<String> fill(String key, String text, List<ConfigError> invalid) {
    if (text == null) {
      return Optional.empty();
    }
    if (!open.add(key)) {
      invalid.add(error(key, "refers to itself"));
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(placeholders.fill(location(key), key, text, invalid))
          .map(String::strip);
    } finally {
      open.remove(key);
    }
  }

  /** The variable of the environment that overrides a key. */
  static String variable(String key) {
    return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /** Every key with its value, placeholders filled in. */
  public Map<String, String> all() {
    return Map.copyOf(values);
  }

  /** A value; empty when it is not set. */
  public String get(String key) {
    return values.getOrDefault(key, "");
  }

  /** Whether it is written between quotes; what a placeholder stands for may be. */
  boolean quoted(String key) {
    String variable = environment.get(variable(key));
    String text = variable != null ? variable : own.containsKey(key) ? own.get(key).value() : "";
    return text.matches("(?s)\"[^\"]*\"|'[^']*'");
  }

  /** The names in a setting that is a list. */
  public List<String> list(String key) {
    return CommaList.of(get(key));
  }

  /** A value for a placeholder; also of keys that only the environment sets. */
  Optional<String> property(String key) {
    return values.containsKey(key) ? Optional.of(values.get(key)) : filled(key);
  }

  /** As Camel gets them: what Camel would take for a placeholder stays as it is written. */
  public Map<String, String> forCamel() {
    Map<String, String> camel = new HashMap<>();
    packaged.forEach((key, entry) -> camel.put(key, entry.value()));
    own.forEach((key, entry) -> camel.put(key, entry.value()));
    values.forEach(
        (key, value) -> {
          if (key.startsWith("uproute.") && !value.contains("{{") && !value.contains("}}")) {
            camel.put(key, value);
          }
        });
    return camel;
  }

  /** What the kinds of channels declare. */
  ChannelKinds kinds() {
    return kinds;
  }

  /** What Notion's variables and the command that runs set. */
  public Map<String, String> overrides() {
    return Map.copyOf(overrides);
  }

  /**
   * Whether a command runs as a part of another Uproute, whose channels and locations it has not.
   */
  boolean part() {
    return given.containsKey(ROLE);
  }

  /** What application.properties of the current folder sets. */
  Map<String, PropertiesFile.Entry> own() {
    return own;
  }

  /** What the packaged file says, as it is written, in the order of the keys. */
  Map<String, String> packagedValues() {
    Map<String, String> written = new TreeMap<>();
    packaged.forEach((key, entry) -> written.put(key, entry.value()));
    return written;
  }

  /** The settings that the folder's file, the environment or a system property sets, by name. */
  public List<String> chosen() {
    return values.keySet().stream()
        .filter(
            key ->
                own.containsKey(key)
                    || environment.containsKey(variable(key))
                    || System.getProperty(key) != null)
        .toList();
  }

  /** The keys of the packaged file: all there are but those of channels. */
  Set<String> known() {
    return packaged.keySet();
  }

  Map<String, String> environment() {
    return environment;
  }

  /** What is wrong with how settings are written. */
  List<ConfigError> errors() {
    return List.copyOf(errors);
  }

  /** Says something of a setting where it is set. */
  public ConfigError error(String key, String message) {
    Location location = location(key);
    return new ConfigError(location, location.file().equals(key) ? null : key, message);
  }

  private Location location(String key) {
    if (environment.containsKey(variable(key))) {
      return new Location(variable(key) + " in the environment", 0, 0);
    }
    boolean written = own.containsKey(key) && !overrides.containsKey(key);
    return written ? own.get(key).location() : new Location(key, 0, 0);
  }
}
