package dev.uproute.record;

import dev.uproute.check.Result;
import dev.uproute.service.Service;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Makes a batch of what is not written yet, under the ids that services have now. Not thread-safe.
 */
final class BatchRows {
  private final KnownStreaks streaks;
  private final StoredServices stored;
  private final Renames renames;

  BatchRows(KnownStreaks streaks, StoredServices stored, Renames renames) {
    this.streaks = streaks;
    this.stored = stored;
    this.renames = renames;
  }

  /**
   * @param entries what the results say of each service, by its id
   * @param closings the services that are not watched any more
   * @param flips what results changed, and what is to be notified of ourselves
   */
  Batch of(
      List<Result> results,
      Map<String, BatchEntry> entries,
      List<RemovedServices.Closing> closings,
      List<Flip> flips) {
    Map<String, Service> services = new HashMap<>();
    Map<String, Streak> after = new HashMap<>();
    entries.forEach(
        (id, entry) -> {
          services.put(id, entry.service());
          after.put(id, entry.streak());
        });
    closings.forEach(each -> after.put(each.id(), streaks.of(each.id()).forgotten()));
    List<List<Object>> changed = changed(entries);
    List<Flip> all = Stream.concat(closed(closings), flips.stream()).toList();
    return new Batch(
        stored.next(),
        results,
        services,
        after,
        all,
        changed.stream().map(row -> List.of(row.get(0), row.get(1), row.get(0))).toList(),
        changed,
        rows(results.stream().map(Rows::result)),
        rows(entries.values().stream().map(BatchEntry::row)),
        certificates(entries),
        rows(all.stream().map(Rows::flip)),
        closings,
        renames.rows());
  }

  /** Rows of the services of which the database says something else, or nothing. */
  private List<List<Object>> changed(Map<String, BatchEntry> entries) {
    List<List<Object>> changed = new ArrayList<>();
    entries.forEach(
        (id, entry) -> {
          List<Object> row = renames.presently(entry.listed());
          if (stored.differs(id, row)) {
            changed.add(row);
          }
        });
    return changed;
  }

  /** Of the services whose server sent others than were written last. */
  private List<List<Object>> certificates(Map<String, BatchEntry> entries) {
    List<List<Object>> changed = new ArrayList<>();
    entries.forEach(
        (id, entry) -> {
          if (stored.differs(id, entry.certificates())) {
            changed.add(renames.presently(Arrays.asList(id, entry.certificates().text())));
          }
        });
    return changed;
  }

  private static Stream<Flip> closed(List<RemovedServices.Closing> closings) {
    return closings.stream().map(RemovedServices.Closing::flip).filter(Objects::nonNull);
  }

  private List<List<Object>> rows(Stream<List<Object>> rows) {
    return rows.map(renames::presently).toList();
  }
}
