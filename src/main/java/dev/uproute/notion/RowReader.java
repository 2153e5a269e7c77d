package dev.uproute.notion;

import dev.uproute.parse.ConfigError;
import dev.uproute.parse.ConfigErrors;
import dev.uproute.parse.ServiceParser;
import dev.uproute.service.Service;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes services of rows, and gives each the id it keeps:
 *
 * <ol>
 *   <li>the one its column Id says;
 *   <li>the one its page has had before, whatever it is called now;
 *   <li>the slug of its name, with {@code -2}, {@code -3}… when another has it; older rows first.
 * </ol>
 *
 * A row with an error is left out; the others are not concerned. Immutable, thread-safe.
 */
final class RowReader {
  private static final int LONGEST = 64;

  private final ServiceParser parser;

  RowReader(ServiceParser parser) {
    this.parser = parser;
  }

  /**
   * What rows mean.
   *
   * @param services in the order of the rows
   * @param pages id of the service by page
   * @param refused id, or page when it never had one, of each row that is left out
   * @param errors why, one sentence each
   */
  record Read(
      List<Service> services, Map<String, String> pages, Set<String> refused, Set<String> errors) {}

  /**
   * @param known ids that pages had before; those of other pages are not given again
   */
  Read read(List<Row> rows, Map<String, String> known) {
    Read read =
        new Read(new ArrayList<>(), new LinkedHashMap<>(), new HashSet<>(), new TreeSet<>());
    Set<String> used = new HashSet<>(known.values());
    List<Row> fresh = new ArrayList<>();
    for (Row row : rows) {
      String before = known.get(row.page());
      if (row.keys().containsKey("id") || before != null) {
        String id = row.keys().containsKey("id") ? null : before;
        take(row, id, before == null ? row.page() : before, read);
      } else {
        fresh.add(row);
      }
    }
    read.services().forEach(service -> used.add(service.id()));
    fresh.sort(Comparator.comparing(Row::created).thenComparing(Row::page));
    for (Row row : fresh) {
      Service service = take(row, null, row.page(), read);
      if (service != null && !used.add(service.id())) {
        read.services().removeLast();
        String id = free(service.id(), used);
        used.add(id);
        take(row, id, row.page(), read);
      }
    }
    return ordered(rows, read);
  }

  private static String free(String id, Set<String> used) {
    for (int i = 2; ; i++) {
      String end = "-" + i;
      String next = id.substring(0, Math.min(id.length(), LONGEST - end.length())) + end;
      if (!used.contains(next)) {
        return next;
      }
    }
  }

  /** Adds the service of a row, or what is wrong with it; returns null then. */
  private Service take(Row row, String id, String name, Read read) {
    try {
      List<ConfigError> errors = row.errors();
      if (!errors.isEmpty()) {
        throw new ConfigErrors(errors);
      }
      Service parsed = parser.one(row.node(id));
      boolean renamed = !name.equals(row.page()) && !name.equals(parsed.id());
      Service service = renamed ? parsed.formerly(name) : parsed;
      if (id == null && read.pages().containsValue(service.id()) && row.keys().containsKey("id")) {
        String message = "\"" + service.id() + "\" is already the id of another row";
        throw new ConfigErrors(List.of(new ConfigError(row.location(), "id", message)));
      }
      read.services().add(service);
      read.pages().put(row.page(), service.id());
      return service;
    } catch (ConfigErrors invalid) {
      read.refused().add(name);
      invalid.all().forEach(error -> read.errors().add(error.toString()));
      return null;
    }
  }

  private static Read ordered(List<Row> rows, Read read) {
    Map<String, Service> byId = new LinkedHashMap<>();
    read.services().forEach(service -> byId.put(service.id(), service));
    List<Service> services = new ArrayList<>();
    for (Row row : rows) {
      Service service = byId.remove(read.pages().get(row.page()));
      if (service != null) {
        services.add(service);
      }
    }
    return new Read(List.copyOf(services), read.pages(), read.refused(), read.errors());
  }
}
