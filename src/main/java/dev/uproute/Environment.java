package dev.uproute;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * What the variables of a Notion monitor turn on by themselves: with a token and a list in the
 * environment, Notion is source and sink, unless a setting says which are.
 */
final class Environment {
  private Environment() {}

  static Map<String, String> settings(Map<String, String> environment) {
    String list =
        environment.getOrDefault("NOTION_DATA_SOURCE_ID", "")
            + environment.getOrDefault("NOTION_DATABASE_ID", "");
    if (environment.getOrDefault("NOTION_TOKEN", "").isBlank() || list.isBlank()) {
      return Map.of();
    }
    Properties own = own();
    Map<String, String> settings = new HashMap<>();
    if (!said("uproute.services.from", own, environment)) {
      String file = own.getProperty("uproute.services.file", "services.yaml");
      settings.put("uproute.services.from", Files.exists(Path.of(file)) ? "file,notion" : "notion");
    }
    if (!said("uproute.summary.to", own, environment) && Folder.comesPackaged("summary-notion")) {
      settings.put("uproute.summary.to", "console,site,notion");
    }
    return settings;
  }

  private static boolean said(String key, Properties own, Map<String, String> environment) {
    return own.containsKey(key) || environment.containsKey(key.toUpperCase().replace('.', '_'));
  }

  private static Properties own() {
    Properties own = new Properties();
    Path file = Path.of("application.properties");
    // in the folder of the program itself this is the packaged file, which says nothing of its own
    if (Files.exists(file) && !Files.exists(Path.of("pom.xml"))) {
      try (InputStream in = Files.newInputStream(file)) {
        own.load(in);
      } catch (IOException e) {
        throw new UncheckedIOException("application.properties cannot be read", e);
      }
    }
    return own;
  }
}
