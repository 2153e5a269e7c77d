package dev.uproute.setting;

import dev.uproute.parse.ConfigError;
import dev.uproute.parse.Location;
import dev.uproute.store.PostgresAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * What is wrong with the database that is named; its address holds a password, which no error
 * shows.
 */
final class StoreSettings {
  private static final String URL = "uproute.store.url";
  private static final String SIZE = "uproute.keep.size";

  private StoreSettings() {}

  static List<ConfigError> errors(SettingValues values) {
    if (!values.get("uproute.store").equals("postgresql")) {
      return List.of();
    }
    List<ConfigError> errors = new ArrayList<>(address(values));
    if (!List.of("none", "").contains(values.get(SIZE))) {
      String message =
          "is for SQLite: what PostgreSQL deletes leaves its tables as large as they were; use the"
              + " uproute.keep settings that are times";
      errors.add(values.error(SIZE, message));
    }
    return errors;
  }

  private static List<ConfigError> address(SettingValues values) {
    String address = values.get(URL);
    if (address.isEmpty()) {
      String message =
          "is missing; uproute.store = postgresql needs it, also as DATABASE_URL in the"
              + " environment: ";
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
