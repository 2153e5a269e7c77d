package dev.uproute.parse;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The keys written in one group of a file, or in several groups laid over each other. Immutable.
 */
final class LayeredKeys {
  static final LayeredKeys NONE = new LayeredKeys(Map.of(), null, null);

  /** A key as written and its value as read; null when it was read with an error. */
  private record Setting(Node.Field field, Object value, boolean profile) {
    Node node() {
      return field.value();
    }
  }

  private final Map<Key<?>, Setting> written;
  private final LayeredKeys below;
  private final String type;

  private LayeredKeys(Map<Key<?>, Setting> written, LayeredKeys below, String type) {
    this.written = written;
    this.below = below;
    this.type = type;
  }

  /**
   * Reads every key of a group; what is unknown or wrong there is added to the errors, but of one
   * that was sent, what is unknown is of a newer Uproute and left out.
   */
  static LayeredKeys read(Node.Fields group, Key.Level level, List<ConfigError> errors) {
    Map<Key<?>, Setting> written = new IdentityHashMap<>(8);
    read("", group, level, written, errors);
    return new LayeredKeys(written, null, null);
  }

  private static void read(
      String prefix,
      Node.Fields group,
      Key.Level level,
      Map<Key<?>, Setting> written,
      List<ConfigError> errors) {
    for (Node.Field field : group.fields()) {
      String name = prefix.isEmpty() ? field.name() : prefix + field.name();
      Key<?> key = Keys.all().get(name);
      if (key != null && key.level().fits(level)) {
        boolean merged = field.location().compareTo(group.location()) < 0;
        put(key, field, level, merged, written, errors);
      } else if (key == null
          && field.value() instanceof Node.Fields inner
          && MisplacedKey.group(name, level)) {
        read(name + ".", inner, level, written, errors);
      } else if (level != Key.Level.SENT) {
        errors.add(MisplacedKey.error(prefix, field, key, level));
      }
    }
  }

  /**
   * @param merged whether it is written before its group, in which another word for the same wins
   */
  private static void put(
      Key<?> key,
      Node.Field field,
      Key.Level level,
      boolean merged,
      Map<Key<?>, Setting> written,
      List<ConfigError> errors) {
    Key<?> meant = key == Keys.INTERVAL_SECONDS ? Keys.INTERVAL : key;
    if (merged && written.containsKey(meant)) {
      return;
    }
    Object value = key.reader().read(key.name(), field.value(), errors);
    boolean profile = level == Key.Level.PROFILE || level == Key.Level.SENT;
    Setting twin = written.putIfAbsent(meant, new Setting(field, value, profile));
    if (twin != null) {
      String message =
          "says the same as " + other(key) + " in line " + twin.node().location().line();
      errors.add(new ConfigError(field.location(), key.name(), message + "; remove one of them"));
    }
  }

  private static String other(Key<?> key) {
    return key == Keys.INTERVAL
        ? "interval_seconds"
        : key == Keys.INTERVAL_SECONDS ? "interval" : key.name();
  }

  /** These settings, and for keys that are not in them, those below. */
  LayeredKeys over(LayeredKeys below) {
    return new LayeredKeys(written, this.below == null ? below : this.below.over(below), type);
  }

  /**
   * The same for a service of a type: keys that it cannot use are as if nobody had written them.
   */
  LayeredKeys of(String type) {
    return new LayeredKeys(written, below, type);
  }

  /**
   * Adds an error for each key of the highest layer that a type cannot use.
   *
   * @param table whether a flag is there for every service, because it is the column of a table
   */
  void judge(String type, Location service, boolean table, List<ConfigError> errors) {
    written.forEach(
        (key, setting) -> {
          if (!key.types().contain(type) && !(table && setting.value instanceof Boolean)) {
            Location location = setting.field.location();
            String whose = ConfigError.whose(location, service);
            errors.add(new ConfigError(location, key.name(), key.useless(type, whose)));
          }
        });
  }

  /** The value of the highest layer; null when a key is written in none. */
  private Setting setting(Key<?> key) {
    if (type != null && !key.types().contain(type)) {
      return null;
    }
    for (LayeredKeys layer = this; layer != null; layer = layer.below) {
      Setting setting = layer.written.get(key);
      if (setting != null) {
        return setting;
      }
    }
    return null;
  }

  /** The value that holds: the one written, else the built-in one, which may be null. */
  @SuppressWarnings("unchecked") // a value is put only as its own key's reader returned it
  <T> T get(Key<T> key) {
    Setting setting = setting(key);
    return setting == null || setting.value == null ? key.builtIn() : (T) setting.value;
  }

  /** Where a key is written; null when it is not. */
  Node where(Key<?> key) {
    Setting setting = setting(key);
    return setting == null ? null : setting.node();
  }

  /** Whether a key is written in the highest layer. */
  boolean own(Key<?> key) {
    return written.containsKey(key) && where(key) != null;
  }

  /** Whether a key is written by whoever listed the service, and not only in a profile. */
  boolean chosen(Key<?> key) {
    Setting setting = setting(key);
    return setting != null && !setting.profile;
  }

  /** Whether a key is written, but not as allowed. */
  boolean invalid(Key<?> key) {
    Setting setting = setting(key);
    return setting != null && setting.value == null;
  }
}
