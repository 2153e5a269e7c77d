package dev.uproute.setting;

import dev.uproute.parse.ConfigError;
import dev.uproute.parse.Location;
import dev.uproute.store.PostgresAddress;
import java.util.List;

/** What is wrong with the address of the database; it holds a password, so no error shows it. */
final class StoreSettings {
  private static final String URL = "uproute.store.url";

  private StoreSettings() {}

  static List<ConfigError> errors(SettingValues values) {
    String address = values.get(URL);
    if (!values.get("uproute.store").equals("postgresql")) {
      return List.of();
    }
    if (address.isEmpty()) {
      String message =
          "is missing; uproute.store = postgresql needs it, also as DATABASE_URL in the environment: ";
      return List.of(values.error(URL, message + PostgresAddress.FORM));
    }
    try {
      PostgresAddress.parse(address, values.get("uproute.store.password"));
      return List.of();
    } catch (IllegalArgumentException e) {
      return List.of(error(values, e.getMessage()));
    }
  }

  /** Where somebody wrote it: most often in a variable that no setting of the folder names. */
  private static ConfigError error(SettingValues values, String message) {
    boolean set =
        values.own().containsKey(URL)
            || values.environment().containsKey(SettingValues.variable(URL));
    return set
        ? values.error(URL, message)
        : new ConfigError(new Location("DATABASE_URL in the environment", 0, 0), null, message);
  }
}
