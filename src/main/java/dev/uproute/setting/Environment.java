package dev.uproute.setting;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What the variables of a Notion monitor turn on by themselves: with a token and a list in the
 * environment, Notion is source and sink, unless a setting says which are.
 */
final class Environment {
  private Environment() {}

  /**
   * The settings that follow from the variables.
   *
   * @param own what the folder's own application.properties says of a key; null when nothing
   */
  static Map<String, String> settings(Map<String, String> environment, UnaryOperator<String> own) {
    String list =
        environment.getOrDefault("NOTION_DATA_SOURCE_ID", "")
            + environment.getOrDefault("NOTION_DATABASE_ID", "");
    if (environment.getOrDefault("NOTION_TOKEN", "").isBlank() || list.isBlank()) {
      return Map.of();
    }
    Map<String, String> settings = new HashMap<>();
    if (free("uproute.services.from", own, environment)) {
      String file = own.apply("uproute.services.file");
      Path path = Path.of(file == null ? "services.yaml" : file);
      settings.put("uproute.services.from", Files.exists(path) ? "file,notion" : "notion");
    }
    if (free("uproute.summary.to", own, environment)
        && RouteFolder.comesPackaged("summary-notion")) {
      settings.put("uproute.summary.to", "console,site,notion");
    }
    return settings;
  }

  private static boolean free(
      String key, UnaryOperator<String> own, Map<String, String> environment) {
    return own.apply(key) == null
        && System.getProperty(key) == null
        && !environment.containsKey(SettingValues.variable(key));
  }
}
