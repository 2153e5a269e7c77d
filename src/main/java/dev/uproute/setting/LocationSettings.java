package dev.uproute.setting;

import dev.uproute.text.CommaList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What the settings of the locations may be that services are checked from. */
final class LocationSettings {
  static final String LOCATIONS = "uproute.locations";
  static final String HERE = "uproute.location";

  private static final String NAME = "[a-z0-9][a-z0-9-]{0,31}";

  private LocationSettings() {}

  /**
   * The settings by key.
   *
   * @param values where the names of the locations stand
   */
  static Map<String, Setting> of(SettingValues values) {
    Map<String, Setting> all = new HashMap<>();
    for (String name : values.list(LOCATIONS)) {
      // this one is no agent
      if (!name.equals(values.get(HERE))) {
        all.put("uproute.location." + name + ".token", ApiSettings.tokens());
      }
    }
    return all;
  }

  /** The variables of the environment by which the tokens may be set. */
  static Set<String> variables(SettingValues values) {
    return of(values).keySet().stream().map(SettingValues::variable).collect(Collectors.toSet());
  }

  static Map<String, Setting> all() {
    return Map.of(
        LOCATIONS,
        names(),
        HERE,
        name(),
        "uproute.agent.centre",
        AlertSetting.link(),
        "uproute.agent.token",
        ApiSettings.tokens());
  }

  private static Setting names() {
    return new Setting(
        text -> distinct(CommaList.of(text)),
        "up to 50 different names of small letters, digits and dashes, separated by commas");
  }

  private static boolean distinct(List<String> names) {
    return names.size() <= 50
        && names.stream().allMatch(name -> name.matches(NAME))
        && new HashSet<>(names).size() == names.size();
  }

  private static Setting name() {
    return new Setting(
        text -> text.matches(NAME), "a name of 1 to 32 small letters, digits and dashes");
  }
}
