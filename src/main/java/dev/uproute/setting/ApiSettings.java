package dev.uproute.setting;

import dev.uproute.text.BearerTokens;
import java.util.Map;

/** What every setting of the API may be. */
final class ApiSettings {
  private ApiSettings() {}

  static Map<String, Setting> all() {
    return Map.of("uproute.api.token", tokens(), "uproute.api.read-token", tokens());
  }

  static Setting tokens() {
    return new Setting(
        BearerTokens::understood,
        "tokens of 32 to 512 letters, digits and . _ ~ + / = -, separated by commas, or none");
  }
}
