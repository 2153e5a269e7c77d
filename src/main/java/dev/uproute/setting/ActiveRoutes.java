package dev.uproute.setting;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Leaves out the packaged route files of sources, sinks and channels that no setting names, with
 * the beans they bring: what is not used costs neither time nor memory at the start. Camel's own
 * {@code precondition} would hold back a route, but not the beans of its file.
 *
 * <ol>
 *   <li>{@code services-x} is loaded when {@code uproute.services.from} names x, {@code summary-x}
 *       when {@code uproute.summary.to} does, {@code alert-x} when a channel sends to it.
 *   <li>A packaged file of another name says in its first line what it is loaded with: a setting
 *       that is neither empty nor none, {@code # Loaded with: uproute.alert.channels}, or a name in
 *       one of several, {@code # Loaded with: notion in uproute.services.from, uproute.summary.to};
 *       or either of two of these, with a semicolon between them.
 *   <li>Every other file is loaded, and every file of the user's own but {@code alert-x}.
 * </ol>
 */
public final class ActiveRoutes {
  private static final Pattern LINE = Pattern.compile("# Loaded with: ([a-z., ;-]+)");
  private static final Pattern CONDITION = Pattern.compile("(?:([a-z-]+) in )?([a-z., -]+)");

  private final SettingValues values;
  private final Set<String> channels;

  private ActiveRoutes(SettingValues values) {
    this.values = values;
    this.channels =
        values.list(AlertSetting.CHANNELS).stream()
            .map(name -> AlertSetting.route(name, values.get("uproute.alert." + name + ".to")))
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
  }

  /** The locations of the route files that are needed. */
  static List<String> routes(SettingValues values) {
    ActiveRoutes active = new ActiveRoutes(values);
    return RouteFolder.routes().entrySet().stream()
        .filter(file -> active.needed(file.getKey()))
        .map(Map.Entry::getValue)
        .toList();
  }

  /** Whether a file of this name is loaded. */
  public static boolean needed(SettingValues values, String file) {
    return new ActiveRoutes(values).needed(file);
  }

  private boolean needed(String file) {
    if (file.startsWith("alert-")) {
      return channels.contains(file);
    } else if (!RouteFolder.comesPackaged(file)) {
      return true;
    }
    return part("services-", file, "uproute.services.from")
        && part("summary-", file, "uproute.summary.to")
        && declared(RouteFolder.packagedFirstLine(file));
  }

  /** Whether a file of that kind belongs to a name in the setting; a file of another kind does. */
  private boolean part(String kind, String file, String setting) {
    return !file.startsWith(kind)
        || values.list(setting).stream()
            .anyMatch(name -> (file + "-").startsWith(kind + name + "-"));
  }

  private boolean declared(String line) {
    Matcher declared = LINE.matcher(line);
    return !declared.matches() || Stream.of(declared.group(1).split("; ")).anyMatch(this::holds);
  }

  private boolean holds(String text) {
    Matcher condition = CONDITION.matcher(text);
    if (!condition.matches()) {
      return true;
    }
    String name = condition.group(1);
    return Stream.of(condition.group(2).split(", "))
        .map(values::list)
        .anyMatch(names -> name == null ? set(names) : names.contains(name));
  }

  private static boolean set(List<String> names) {
    return !names.isEmpty() && !names.equals(List.of("none"));
  }
}
