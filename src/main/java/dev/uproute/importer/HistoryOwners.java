package dev.uproute.importer;

import dev.uproute.importer.Imported.History;
import dev.uproute.service.Service;
import dev.uproute.text.Words;
import java.util.List;
import java.util.Locale;

/**
 * Whose history is whose: that of the service with its id, else of the only one with its name, else
 * of nobody until a service of that name is checked. Immutable.
 *
 * @param services that are listed now
 */
record HistoryOwners(List<Service> services) {

  /** The same with the id, or null for one that waits, the name, and what DEGRADED counts as. */
  History of(History history) {
    Service owner = owner(history);
    Boolean degraded = history.degradedIsOnline();
    if (degraded == null) {
      degraded = owner == null || owner.expect().degradedIsOnline();
    }
    String id = owner == null ? null : owner.id();
    String name = owner == null ? history.name() : owner.name();
    return new History(id, name, history.results(), history.sums(), degraded, history.changes());
  }

  private Service owner(History history) {
    for (Service service : services) {
      if (service.id().equals(history.service())) {
        return service;
      }
    }
    List<Service> named =
        services.stream().filter(service -> service.name().equals(history.name())).toList();
    return named.size() == 1 ? named.getFirst() : null;
  }

  /** What was written, as a line. */
  String said(History history, HistoryWriter.Written written) {
    String whose =
        history.service() == null
            ? history.name() + " (waits for a service of that name)"
            : history.service();
    String sums =
        written.sums() == 0
            ? ""
            : ", " + String.format(Locale.ROOT, "%,d", written.sums()) + " more as hours or days";
    return whose + ": " + Words.count(written.results(), "result") + sums;
  }
}
