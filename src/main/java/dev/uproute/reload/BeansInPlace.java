package dev.uproute.reload;

import dev.uproute.parse.ConfigError;
import dev.uproute.parse.ConfigErrors;
import dev.uproute.setting.RouteFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.spi.Registry;

/**
 * The beans that were made of route files. Those that are there stay as they are until a restart; a
 * file that had none may bring some along. For one thread.
 */
final class BeansInPlace {
  /** What was written of them, by the name of the file; empty for none. */
  private final Map<String, String> made = new HashMap<>();

  /**
   * Remembers those of a file before it changes for the first time.
   *
   * @param before what it was; null when there was none
   */
  void remember(String name, RouteFile before) {
    made.computeIfAbsent(name, _ -> before == null ? "" : before.writtenBeans());
  }

  /**
   * Whether the beans of a file are those that there are; else it brings them along.
   *
   * @throws ConfigErrors when they have to be made at the start
   */
  boolean same(Registry registry, String name, RouteFile next) {
    if (next.atStart() != null) {
      throw new ConfigErrors(List.of(next.atStart()));
    }
    String before = made.get(name);
    if (next.writtenBeans().equals(before)) {
      return true;
    }
    Set<String> taken =
        next.beans().stream()
            .filter(bean -> registry.lookupByName(bean) != null)
            .collect(Collectors.toSet());
    if (!before.isEmpty() || !taken.isEmpty()) {
      String what =
          before.isEmpty()
              ? "there is a bean " + String.join(", ", taken) + " already"
              : "its beans changed, which are made at the start; it needs a restart";
      throw new ConfigErrors(List.of(new ConfigError(next.beansLocation(), null, what)));
    }
    return false;
  }

  /** Notes that those of a file were made. */
  void made(String name, RouteFile file) {
    made.put(name, file.writtenBeans());
  }
}
