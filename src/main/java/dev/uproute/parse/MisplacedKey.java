package dev.uproute.parse;

import dev.uproute.text.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** The sentence for a key where it is not allowed, and which one was most likely meant. */
final class MisplacedKey {
  private MisplacedKey() {}

  /**
   * @param prefix of the group it stands in, empty or with a dot at its end
   * @param key the key of that name; null when there is none
   * @param level of the group it stands in
   */
  static ConfigError error(String prefix, Node.Field field, Key<?> key, Key.Level level) {
    String name = prefix + field.name();
    if (key != null) {
      return new ConfigError(field.location(), name, "does not belong here, but in " + home(key));
    }
    if (group(name, level)) {
      String inside = String.join(", ", names(name + ".", level));
      String message = "is " + field.value().kind() + ", not a group of keys: " + inside;
      return new ConfigError(field.value().location(), name, message);
    }
    return new ConfigError(
        field.location(), name, "unknown key" + hint(prefix, field.name(), level));
  }

  /** Whether there are keys that begin with this name and a dot. */
  static boolean group(String name, Key.Level level) {
    String prefix = name + ".";
    for (Key<?> key : Keys.all().values()) {
      if (key.level().fits(level) && key.name().startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  private static String home(Key<?> key) {
    return switch (key.level()) {
      case PROFILE -> "a profile";
      case SERVICE, SENT -> "each service";
      case LIST, ANY -> "the list of services";
    };
  }

  /** The words that may follow a prefix. */
  private static TreeSet<String> names(String prefix, Key.Level level) {
    TreeSet<String> names = new TreeSet<>();
    for (Key<?> key : Keys.all().values()) {
      if (key.level().fits(level) && key.name().startsWith(prefix)) {
        names.add(key.name().substring(prefix.length()).replaceAll("\\..*", ""));
      }
    }
    return names;
  }

  /** First what other monitors call it, then a key of another group, then a misspelt one. */
  private static String hint(String prefix, String name, Key.Level level) {
    String word = Synonyms.plain(name);
    String meant =
        Synonyms.SERVICE.getOrDefault(prefix + word, Synonyms.SERVICE.getOrDefault(word, word));
    if (meant.contains(" ")) {
      return "; " + meant;
    }
    String last = meant.replaceFirst(".*\\.", "");
    List<String> candidates = new ArrayList<>(List.of(prefix + last, meant));
    Keys.all().keySet().stream().filter(key -> key.endsWith("." + last)).forEach(candidates::add);
    for (String candidate : candidates) {
      Key<?> key = Keys.all().get(candidate);
      if (key != null && key.level().fits(level) || group(candidate, level)) {
        return meant(prefix, candidate);
      }
    }
    return Suggestion.of(name, names(prefix, level));
  }

  private static String meant(String prefix, String key) {
    boolean here = key.startsWith(prefix);
    String where = here || key.contains(".") ? "" : " of the service itself";
    return "; did you mean \"" + (here ? key.substring(prefix.length()) : key) + "\"" + where + "?";
  }
}
