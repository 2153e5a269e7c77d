package dev.uproute.record;

import dev.uproute.check.Result;
import dev.uproute.service.MonotonicClock;
import dev.uproute.service.Service;
import dev.uproute.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The streaks of all services. They are read once and then follow each result, which is watched
 * once, whether it can be written or not; what it means waits here until a transaction has written
 * it. As long as they cannot be read, services begin anew; what was found meanwhile is then watched
 * again.
 *
 * <p>Thread-safe; {@link #observe} and {@link #committed} are steps of route {@code record-batch}.
 */
public final class Streaks {
  private static final Logger LOG = LoggerFactory.getLogger(Streaks.class);

  /** State changes kept while nothing can be written; the oldest go. */
  private static final int MOST = 10_000;

  private final JdbcTemplate reader;
  private final SelfEvents selfEvents;
  private final Rechecks rechecks;
  private final Reminders reminders;
  private final RemovedServices removedServices;
  private final Renames renames;
  private volatile Map<String, Streak> streaks = new ConcurrentHashMap<>();
  private volatile boolean loaded;
  // the database could not be read yet: what is known is what was found since the start
  private volatile boolean blind;
  // id → its row of insert-service.sql, as the database has it
  private final Map<String, List<Object>> listed = new HashMap<>();
  // what is watched and not written yet
  private final Map<String, BatchEntry> pending = new LinkedHashMap<>();
  private final List<Flip> flips = new ArrayList<>();
  private Set<Result> watched = identities();
  // id → its former one, while the database has the former one
  private final Map<String, String> moves = new LinkedHashMap<>();
  private volatile long number = -1;
  // what the batch holds that is being written, or was not reported to be committed
  private Map<String, BatchEntry> observed;
  private Batch offered;
  private List<Result> offeredResults;
  // found to be in the database without a report; the outbox in memory may know more of them
  private final List<Flip> settled = new ArrayList<>();

  /**
   * @param selfEvents what is to be notified of ourselves with the next results
   * @param rechecks the services whose next result says how they are after a silence
   * @param removedServices the services whose outage is closed because they left the list
   */
  public Streaks(
      DataSource reader,
      SelfEvents selfEvents,
      Rechecks rechecks,
      MonotonicClock monotonic,
      InstantSource clock,
      RemovedServices removedServices) {
    this.removedServices = removedServices;
    this.renames = new Renames(removedServices);
    this.selfEvents = selfEvents;
    this.rechecks = rechecks;
    this.reminders = new Reminders(monotonic, clock);
    this.reader = new JdbcTemplate(reader);
  }

  /**
   * Whether something is to be stored that no result brings: the end of an outage of a service that
   * left the list, or an event about ourselves.
   */
  public boolean waits() {
    return removedServices.waits() || selfEvents.waits();
  }

  /**
   * Watches those of the results that are new, in order.
   *
   * @param results all that is not written yet
   * @return what the running transaction has to write
   * @throws org.springframework.dao.DataAccessException when the streaks cannot be read
   */
  public synchronized Batch observe(List<Result> results) {
    if (observed != null) {
      // it was never committed
      forget();
    }
    List<Flip> notified = loadAnew();
    loadListed();
    watch(results);
    same(notified);
    observed = copies();
    offered = batch(results, observed, removedServices.closings(streaks));
    offeredResults = results;
    return offered;
  }

  /** Whether nobody knows yet if the last batch that was {@link #observe}d was committed. */
  public synchronized boolean inDoubt() {
    return observed != null;
  }

  /**
   * Finds out whether that batch was committed although nobody said so: the connection may have
   * been lost before the answer.
   *
   * @param change the row of select-change.sql, which no other transaction writes meanwhile
   * @return the batch when it was committed, else null
   */
  public synchronized Batch settle(Map<String, Object> change) {
    if (((Number) change.get("batch")).longValue() < offered.number()) {
      forget();
      return null;
    }
    Batch batch = offered;
    committed(batch);
    settled.addAll(batch.flips());
    return batch;
  }

  /** All results that the last batch was made of, also those that were too late for it. */
  public synchronized List<Result> offered() {
    return offeredResults;
  }

  /**
   * As {@link #observe}, while nothing can be written; who left the list is not asked for then.
   *
   * @return what waits to be written
   */
  public synchronized Batch unwritten(List<Result> results) {
    follow(watch(results));
    return batch(results, copies(), List.of());
  }

  private void follow(List<Result> results) {
    List<String> confirmed =
        pending.keySet().stream().filter(id -> pending.get(id).confirmed()).toList();
    rechecks.follow(results, confirmed);
  }

  private boolean due(Instant last, Duration every, Result result) {
    return reminders.due(result.service().id(), last, every, result.at());
  }

  /** The flips that wait to be written, by identity. */
  public synchronized Set<Flip> pendingFlips() {
    Set<Flip> all = Collections.newSetFromMap(new IdentityHashMap<>());
    all.addAll(flips);
    all.addAll(selfEvents.waiting());
    all.addAll(settled);
    return all;
  }

  /** The streak of a service; {@link Streak#NONE} when there is none. */
  public Streak of(String service) {
    load();
    return streaks.getOrDefault(service, Streak.NONE);
  }

  /** Watches what is new of these results, and returns that. */
  private List<Result> watch(List<Result> results) {
    load();
    Set<Result> all = identities();
    List<Result> fresh = new ArrayList<>();
    for (Result result : results) {
      if (watched.contains(result)) {
        all.add(result);
      } else if (!removedServices.late(result.service().id())) {
        fresh.add(result);
      }
    }
    renames.of(fresh, streaks.keySet()).forEach(this::move);
    fresh.forEach(this::watch);
    all.addAll(fresh);
    watched = all;
    flips.subList(0, Math.max(0, flips.size() - MOST)).clear();
    return fresh;
  }

  private void watch(Result result) {
    String id = present(result.service().id());
    BatchEntry gathered = pending.computeIfAbsent(id, _ -> new BatchEntry(of(id), this::due));
    List<Flip> found = new ArrayList<>();
    gathered.observe(result, rechecks.isNew(result), found);
    found.forEach(flip -> flips.add(flip.of(id)));
    streaks.put(id, gathered.streak());
    reminders.stored(id, gathered.streak().outage().notified());
  }

  /** What is remembered of a service moves to its new id, here at once and with the next batch. */
  private void move(String id, String former) {
    moves.put(id, former);
    streaks.put(id, streaks.remove(former));
    BatchEntry gathered = pending.remove(former);
    if (gathered != null) {
      pending.put(id, gathered);
    }
  }

  /** The id a service has now. */
  public synchronized String present(String id) {
    for (Map.Entry<String, String> move : moves.entrySet()) {
      if (move.getValue().equals(id)) {
        return move.getKey();
      }
    }
    return id;
  }

  private Map<String, BatchEntry> copies() {
    Map<String, BatchEntry> copies = new LinkedHashMap<>();
    pending.forEach((id, gathered) -> copies.put(id, gathered.copy()));
    return copies;
  }

  private Batch batch(
      List<Result> all, Map<String, BatchEntry> gathered, List<RemovedServices.Closing> closings) {
    List<Result> results = all.stream().filter(watched::contains).toList();
    Map<String, Service> services = new HashMap<>();
    Map<String, Streak> after = new HashMap<>();
    List<List<Object>> changed = new ArrayList<>();
    gathered.forEach(
        (id, sum) -> {
          services.put(id, sum.service());
          after.put(id, sum.streak());
          List<Object> row = presently(sum.listed());
          if (!row.equals(listed.get(id))) {
            changed.add(row);
          }
        });
    closings.forEach(each -> after.put(each.id(), of(each.id()).forgotten()));
    List<Flip> changes = changes(closings);
    return new Batch(
        number + 1,
        results,
        services,
        after,
        changes,
        changed.stream().map(row -> List.of(row.get(0), row.get(1), row.get(0))).toList(),
        changed,
        results.stream().map(Rows::result).map(this::presently).toList(),
        gathered.values().stream().map(BatchEntry::row).map(this::presently).toList(),
        changes.stream().map(Rows::flip).map(this::presently).toList(),
        closings,
        rows(moves, List::of));
  }

  /** What is to be notified: of who left the list, of results, of ourselves. */
  private List<Flip> changes(List<RemovedServices.Closing> closings) {
    List<Flip> changes = new ArrayList<>();
    closings.stream()
        .map(RemovedServices.Closing::flip)
        .filter(Objects::nonNull)
        .forEach(changes::add);
    changes.addAll(flips);
    changes.addAll(selfEvents.waiting());
    return changes;
  }

  private static List<List<Object>> rows(
      Map<String, String> of, BiFunction<String, String, List<Object>> row) {
    return of.entrySet().stream().map(e -> row.apply(e.getKey(), e.getValue())).toList();
  }

  /** A row that begins with the id of its service, which may have another one now. */
  private List<Object> presently(List<Object> row) {
    if (row.getFirst() != null) {
      row.set(0, present((String) row.getFirst()));
    }
    return row;
  }

  /** The batch that was {@link #observe}d last is in the database. */
  public synchronized void committed(Batch batch) {
    number = batch.number();
    settled.clear();
    batch.results().forEach(watched::remove);
    Set<Flip> written = Collections.newSetFromMap(new IdentityHashMap<>());
    written.addAll(batch.flips());
    flips.removeIf(written::contains);
    selfEvents.stored(written);
    follow(batch.results());
    observed.forEach(this::written);
    observed = null;
    for (List<Object> row : batch.renameRows()) {
      moves.remove(row.getFirst());
      listed.remove(row.getLast());
    }
    removedServices.closed();
    batch.closings().forEach(each -> closed(each.id()));
  }

  private void written(String id, BatchEntry sum) {
    listed.put(id, presently(sum.listed()));
    String present = present(id);
    if (pending.get(present).written(sum)) {
      pending.remove(present);
    }
  }

  private void closed(String id) {
    streaks.put(id, of(id).forgotten());
    reminders.stored(id, null);
    pending.remove(id);
    rechecks.cancel(id);
  }

  /**
   * Another file is the database now, and what it says of each service counts: of an outage it does
   * not know people are notified again, so that they are of its end, too.
   */
  public synchronized void reread() {
    forget();
    loaded = false;
    blind = false;
  }

  /** What made the transaction fail may be a database that is not what it was: read it afresh. */
  private synchronized void forget() {
    number = -1;
    observed = null;
  }

  private void load() {
    if (loaded || blind) {
      return;
    }
    try {
      loadStreaks();
    } catch (DataAccessException e) {
      // asked again with the next batch, not by everybody who wants to know of a service
      blind = true;
      LOG.warn(
          "The history cannot be read; until it can, services are judged by what is found from now on");
    }
  }

  /**
   * Loads what could not be loaded before. What was found meanwhile is to be judged again, against
   * that.
   *
   * @return the changes of which people were notified meanwhile
   */
  private List<Flip> loadAnew() {
    if (loaded) {
      return List.of();
    }
    loadStreaks();
    if (!blind) {
      return List.of();
    }
    blind = false;
    List<Flip> notified = new ArrayList<>(flips);
    flips.clear();
    pending.clear();
    watched = identities();
    return notified;
  }

  /** A change that was found before is the same one, of which nobody is notified again. */
  private void same(List<Flip> notified) {
    for (int i = 0; i < flips.size(); i++) {
      Flip flip = flips.get(i);
      for (Flip before : notified) {
        if (flip.event() == before.event() && flip.service().equals(before.service())) {
          flips.set(i, before);
          notified.remove(before);
          break;
        }
      }
    }
  }

  private synchronized void loadStreaks() {
    if (loaded) {
      return;
    }
    Map<String, Streak> found = new ConcurrentHashMap<>();
    reader.query(
        Store.sql("select-streaks"),
        row -> {
          found.put(row.getString("id"), Rows.streak(row));
        });
    Map<String, String> held = new HashMap<>();
    reader.query(
        Store.sql("select-held-back"),
        row -> {
          held.put(row.getString("id"), row.getString("reason"));
        });
    rechecks.resume(held);
    streaks = found;
    loaded = true;
  }

  /** Again after a batch of another program, such as the command that deletes a history. */
  private void loadListed() {
    long last = reader.queryForObject(Store.sql("select-change"), (row, _) -> row.getLong("batch"));
    if (number == last) {
      return;
    }
    listed.clear();
    reader.query(
        Store.sql("select-names"),
        row -> {
          Number keep = (Number) row.getObject("keep");
          String id = row.getString("id");
          listed.put(
              id, Arrays.asList(id, row.getString("name"), keep == null ? null : keep.longValue()));
        });
    number = last;
  }

  private static Set<Result> identities() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }
}
