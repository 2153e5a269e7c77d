package dev.uproute.setting;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What variables that other monitors use turn on by themselves, unless a setting says otherwise:
 * with a token and a list of Notion in the environment, that is source and sink; with an address in
 * {@code DATABASE_URL} the history is on PostgreSQL. And with a token of the API, that lists
 * services, too.
 */
final class Environment {
  private static final String FROM = "uproute.services.from";

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
    if (free(FROM, own, environment) && !token(environment, own).equals("none")) {
      settings.merge(FROM, "file,api", (before, _) -> before + ",api");
    }
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
    if (free(FROM, own, environment)) {
      String file = own.apply("uproute.services.file");
      Path path = Path.of(file == null ? "services.yaml" : file);
      settings.put(FROM, Files.exists(path) ? "file,notion" : "notion");
    }
    if (free("uproute.summary.to", own, environment)
        && RouteFolder.comesPackaged("summary-notion")) {
      settings.put("uproute.summary.to", "console,site,notion");
    }
    return settings;
  }

  private static String token(Map<String, String> environment, UnaryOperator<String> own) {
    String key = "uproute.api.token";
    return Stream.of(
            environment.get(SettingValues.variable(key)), System.getProperty(key), own.apply(key))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse("none");
  }

  private static boolean free(
      String key, UnaryOperator<String> own, Map<String, String> environment) {
    return own.apply(key) == null
        && System.getProperty(key) == null
        && !environment.containsKey(SettingValues.variable(key));
  }
}
