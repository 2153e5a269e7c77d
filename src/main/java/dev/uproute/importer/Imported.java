package dev.uproute.importer;

import dev.uproute.check.Status;
import dev.uproute.parse.Location;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What an import found.
 *
 * @param services in the order in which they are to be listed
 * @param windows planned maintenance, with the keys of a window in services.yaml
 * @param histories what was found of services, each under the id of one in {@code services}
 * @param settings lines for application.properties
 * @param losses what could not be carried over
 */
public record Imported(
    List<Entry> services,
    List<Entry> windows,
    List<History> histories,
    List<Setting> settings,
    List<Loss> losses) {

  /** Empty lists, to be filled by an import. */
  public static Imported begin() {
    return new Imported(
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>());
  }

  /** Notes what cannot be carried over. */
  public void lose(Location location, String what, String why) {
    losses.add(new Loss(location, what, why));
  }

  /**
   * A service or a window by its keys, as services.yaml has them; only those whose value differs
   * from the built-in one need be there.
   *
   * @param location where the other monitor has it
   * @param keys a dotted name such as {@code expect.http_status} → text, number, boolean, list of
   *     these, or map; {@code id} must be there for a service with a history
   */
  public record Entry(Location location, Map<String, Object> keys) {}

  /**
   * What another monitor found of one service.
   *
   * @param service id of the entry
   * @param results oldest first, to be closed; opened when they are written, since there may be
   *     millions
   */
  public record History(String service, Supplier<Stream<PastResult>> results) {}

  /**
   * One result of another monitor.
   *
   * @param response in microseconds; null = not known
   * @param httpStatus null = none
   * @param reason one sentence; null = none
   */
  public record PastResult(
      Instant at,
      Status status,
      Long response,
      Integer httpStatus,
      String reason,
      boolean maintenance) {}

  /**
   * A line of application.properties.
   *
   * @param secret whether the value must not be shown
   */
  public record Setting(Location location, String key, String value, boolean secret) {}
}
