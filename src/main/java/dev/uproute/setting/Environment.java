package dev.uproute.setting;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What variables that other monitors use turn on by themselves, unless a setting says otherwise:
 * with a token and a list of Notion in the environment, that is source and sink; with an address in
 * {@code DATABASE_URL} the history is on PostgreSQL.
 */
final class Environment {
  private Environment() {}

  /**
   * The settings that follow from the variables.
   *
   * @param own what the folder's own application.properties says of a key; null when nothing
   */
  static Map<String, String> settings(Map<String, String> environment, UnaryOperator<String> own) {
    Map<String, String> settings = new HashMap<>();
    if (!environment.getOrDefault("DATABASE_URL", "").isBlank()
        && free("uproute.store", own, environment)) {
      settings.put("uproute.store", "postgresql");
    }
    settings.putAll(notion(environment, own));
    return settings;
  }

  private static Map<String, String> notion(
      Map<String, String> environment, UnaryOperator<String> own) {
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
