package dev.uproute;

import dev.uproute.service.Suggestion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/** The current folder's application.properties: a misspelt setting is told, not ignored. */
final class Settings {
  private Settings() {}

  /**
   * Compares what the folder's file sets with what there is.
   *
   * @throws IllegalArgumentException naming each setting that does not exist
   */
  static void known() throws IOException {
    Path own = Path.of("application.properties");
    if (!Files.exists(own)) {
      return;
    }
    Properties packaged = new Properties();
    try (InputStream file = Settings.class.getResourceAsStream("/application.properties")) {
      packaged.load(file);
    }
    Properties set = new Properties();
    try (InputStream file = Files.newInputStream(own)) {
      set.load(file);
    }
    Set<String> unknown = new TreeSet<>(set.stringPropertyNames());
    unknown.removeIf(key -> !key.startsWith("uproute.") || packaged.containsKey(key));
    List<String> sentences = new ArrayList<>();
    unknown.forEach(key -> sentences.add(sentence(key, packaged.stringPropertyNames())));
    if (!sentences.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", sentences));
    }
  }

  private static String sentence(String key, Set<String> known) {
    return "application.properties: "
        + key
        + ": unknown setting"
        + Suggestion.of(key, known)
        + " (settings of your own must not begin with \"uproute.\")";
  }
}
