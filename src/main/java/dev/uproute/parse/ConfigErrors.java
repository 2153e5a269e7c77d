package dev.uproute.parse;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** A configuration that is refused as a whole, with everything that is wrong in it. */
public final class ConfigErrors extends RuntimeException {
  private static final long serialVersionUID = 1;
  private static final int MOST = 100;

  private final transient List<ConfigError> all;

  /** The errors in any order, at least one; they are reported in the order of their locations. */
  public ConfigErrors(List<ConfigError> errors) {
    super(text(sorted(errors)), null, false, false);
    all = sorted(errors);
  }

  static ConfigErrors one(Location location, String message) {
    return new ConfigErrors(List.of(new ConfigError(location, null, message)));
  }

  public List<ConfigError> all() {
    return all;
  }

  private static List<ConfigError> sorted(List<ConfigError> errors) {
    return errors.stream().distinct().sorted(Comparator.comparing(ConfigError::location)).toList();
  }

  private static String text(List<ConfigError> errors) {
    String lines =
        errors.stream().limit(MOST).map(ConfigError::toString).collect(Collectors.joining("\n"));
    int more = errors.size() - MOST;
    return more > 0 ? lines + "\nand " + more + " more" : lines;
  }
}
