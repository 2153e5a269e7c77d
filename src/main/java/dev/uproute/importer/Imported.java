package dev.uproute.importer;

import dev.uproute.check.Status;
import dev.uproute.parse.Location;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
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

  /** The same with its losses in the order of the files, which have lines. */
  Imported inOrder() {
    losses.sort(Comparator.comparing(Loss::location));
    return this;
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
   * @param service id of the entry; where there is none, the id the service has if it is in the
   *     list
   * @param name what the service is called, by which it is found where nothing has that id; may be
   *     null when there is an entry
   * @param results oldest first, to be closed; opened when they are written, since there may be
   *     millions; none before the end of the last sum
   * @param sums oldest first: days, then hours, of which the other monitor knows no single results
   * @param degradedIsOnline whether DEGRADED counts as online; null = as the service has it
   * @param changes of the results, perhaps of a longer time, at least those at which an outage
   *     began or ended
   */
  public record History(
      String service,
      String name,
      Supplier<Stream<PastResult>> results,
      List<PastSum> sums,
      Boolean degradedIsOnline,
      Supplier<Stream<PastResult>> changes) {
    /** Of an entry, with every single result. */
    public History(String service, Supplier<Stream<PastResult>> results) {
      this(service, null, results, List.of(), null);
    }

    /** Of which the results themselves tell when outages were. */
    History(
        String service,
        String name,
        Supplier<Stream<PastResult>> results,
        List<PastSum> sums,
        Boolean degradedIsOnline) {
      this(service, name, results, sums, degradedIsOnline, results);
    }
  }

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
   * What another monitor found in an hour or a day, by whole ones of UTC.
   *
   * @param length an hour or a day
   * @param checks all of them; {@code counted} without those in maintenance
   * @param responses how many had a response time; the others are of these, in microseconds
   */
  public record PastSum(
      Instant start,
      Duration length,
      long checks,
      long counted,
      long online,
      long responses,
      long sum,
      long min,
      long max) {
    public static final Duration HOUR = Duration.ofHours(1);
    public static final Duration DAY = Duration.ofDays(1);

    /** The start of the hour or day that a time is in. */
    public static Instant start(Instant at, Duration length) {
      long seconds = length.toSeconds();
      return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), seconds) * seconds);
    }

    /** The end of the last of some; null when there are none. */
    public static Instant end(List<PastSum> sums) {
      return sums.isEmpty() ? null : sums.getLast().end();
    }

    public Instant end() {
      return start.plus(length);
    }

    PastSum plus(PastSum other) {
      boolean none = responses == 0;
      return new PastSum(
          start,
          length,
          checks + other.checks,
          counted + other.counted,
          online + other.online,
          responses + other.responses,
          sum + other.sum,
          none ? other.min : other.responses == 0 ? min : Math.min(min, other.min),
          Math.max(max, other.max));
    }
  }

  /**
   * A line of application.properties.
   *
   * @param secret whether the value must not be shown
   */
  public record Setting(Location location, String key, String value, boolean secret) {}
}
