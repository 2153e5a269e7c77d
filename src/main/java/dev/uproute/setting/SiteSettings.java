package dev.uproute.setting;

import dev.uproute.page.Language;
import dev.uproute.parse.ConfigError;
import java.util.List;

/** What is wrong with the language of the pages, whose file is in the folder of their templates. */
final class SiteSettings {
  private static final String LANGUAGE = "uproute.site.language";

  private SiteSettings() {}

  static List<ConfigError> errors(SettingValues values) {
    return Language.errors(values.get("uproute.site.templates"), values.get(LANGUAGE)).stream()
        .map(message -> values.error(LANGUAGE, message))
        .toList();
  }
}
