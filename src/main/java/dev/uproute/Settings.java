package dev.uproute;

import dev.uproute.report.Words;
import dev.uproute.service.Suggestion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListener;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.spi.PropertiesComponent;

/** The settings: a misspelt one is told, not ignored, and so is a value that is not allowed. */
final class Settings extends MainListenerSupport {
  private Settings() {}

  /** Judges the values before routes and beans are made of them, wherever they were set. */
  static MainListener judge() {
    return new Settings();
  }

  @Override
  public void beforeConfigure(BaseMainSupport main) {
    PropertiesComponent properties = main.getCamelContext().getPropertiesComponent();
    List<String> sentences = new ArrayList<>();
    new TreeMap<>(Setting.all(Folder.routes().keySet()))
        .forEach(
            (key, setting) -> {
              String value = properties.resolveProperty(key).orElse("").strip();
              if (!setting.right().test(value)) {
                String shown = key.endsWith(".token") ? "…" : Words.visible(value);
                sentences.add(key + ": '" + shown + "' is not allowed, " + setting.allowed());
              }
            });
    sentences.addAll(NotionSettings.missing(properties));
    if (!sentences.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", sentences));
    }
  }

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
