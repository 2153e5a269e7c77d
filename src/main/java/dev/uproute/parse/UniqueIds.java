package dev.uproute.parse;

import dev.uproute.text.Shown;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Finds ids that are written twice in one list, ignoring case because they are file names too, and
 * tokens of heartbeats. Not thread-safe.
 */
final class UniqueIds {
  /**
   * Who has an id.
   *
   * @param written whether it says so; else it was made of name or host
   */
  private record Owner(Location location, boolean written) {}

  private final Set<String> elsewhere;
  private final Map<String, Owner> first = new HashMap<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final Map<String, Location> tokens = new HashMap<>();

  /**
   * @param elsewhere ids of services of other lists, which none that is made here may be
   */
  UniqueIds(Set<String> elsewhere) {
    this.elsewhere = elsewhere;
  }

  UniqueIds() {
    this(Set.of());
  }

  /** Whether a service has this id already. */
  boolean taken(String id) {
    return first.containsKey(id) || elsewhere.contains(id);
  }

  /** The id with the first number behind it that nobody has. */
  String numbered(String id) {
    while (true) {
      // from the number before: thousands of one name are not counted again for each
      String end = "-" + numbers.merge(id, 2, (before, _) -> before + 1);
      String next = id.substring(0, Math.min(id.length(), Ids.LONGEST - end.length())) + end;
      if (!taken(next)) {
        return next;
      }
    }
  }

  void add(ServiceEntry entry, List<ConfigError> errors) {
    String id = entry.id();
    Owner owner = new Owner(entry.location(), entry.idWritten());
    Owner twin = id == null ? null : first.putIfAbsent(id.toLowerCase(Locale.ROOT), owner);
    if (twin != null) {
      String message = " is already the id of the service in line " + twin.location().line();
      String way =
          twin.written()
              ? "; ids are unique, ignoring case"
              : ", made of its name or host; write another here, or one of its own there";
      errors.add(new ConfigError(entry.idPlace(), "id", Shown.quoted(id) + message + way));
    }
    String token = entry.token();
    Location same = token == null ? null : tokens.putIfAbsent(token, entry.location());
    if (same != null) {
      String message = "has the token of the service in line " + same.line();
      errors.add(
          new ConfigError(
              entry.location(), "url", message + "; every heartbeat needs one of its own"));
    }
  }
}
