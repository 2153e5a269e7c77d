package dev.uproute.record;

import dev.uproute.check.Result;
import dev.uproute.service.MonotonicClock;
import dev.uproute.service.Services;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.apache.camel.Variable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The streaks of all services. They are read once and then follow each result, which is observed
 * once, whether it can be written or not; what it means waits here until a transaction has written
 * it. As long as they cannot be read, services begin anew; what was found meanwhile is then
 * observed again.
 *
 * <p>Thread-safe; {@link #observe} and {@link #committed} are steps of route {@code record-batch}.
 */
public final class Streaks {
  private final SelfEvents selfEvents;
  private final RemovedServices removedServices;
  private final KnownStreaks known;
  private final StoredServices stored;
  private final Renames renames;
  private final Rechecks rechecks;
  private final Unwritten unwritten;
  private final BatchRows rows;
  private final OfferedBatch offered = new OfferedBatch();

  /**
   * @param selfEvents what is to be notified of ourselves with the next results
   * @param rechecks the services whose next result says how they are after a silence
   * @param removedServices the services whose outage is closed because they left the list
   * @param services which of them an escalation list is for
   */
  public Streaks(
      DataSource reader,
      SelfEvents selfEvents,
      Rechecks rechecks,
      MonotonicClock monotonic,
      InstantSource clock,
      RemovedServices removedServices,
      Services services) {
    JdbcTemplate template = new JdbcTemplate(reader);
    this.selfEvents = selfEvents;
    this.removedServices = removedServices;
    this.known = new KnownStreaks(template, rechecks);
    this.stored = new StoredServices(template);
    this.renames = new Renames(removedServices);
    this.rechecks = rechecks;
    Reminders reminders = new Reminders(monotonic, clock);
    this.unwritten = new Unwritten(known, rechecks, reminders, removedServices, renames, services);
    this.rows = new BatchRows(known, stored, renames);
  }

  /**
   * Whether something is to be stored that no result brings: the end of an outage of a service that
   * left the list, or an event about ourselves.
   */
  public boolean waits() {
    return removedServices.waits() || selfEvents.waits();
  }

  /**
   * Observes those of the results that are new, in order.
   *
   * @param results all that is not written yet
   * @return what the running transaction has to write
   * @throws org.springframework.dao.DataAccessException when the streaks cannot be read
   */
  public synchronized Batch observe(List<Result> results) {
    if (offered.inDoubt()) {
      // it was never committed
      forget();
    }
    List<Flip> notified = known.loadAnew() ? unwritten.restart() : new ArrayList<>();
    stored.load();
    unwritten.observe(results);
    unwritten.same(notified);
    Map<String, BatchEntry> entries = unwritten.entries();
    Batch batch = batch(results, entries, removedServices.closings(known.all()));
    offered.offer(batch, entries, results);
    return batch;
  }

  /**
   * As {@link #observe}, while nothing can be written; who left the list is not asked for then.
   *
   * @return what waits to be written
   */
  public synchronized Batch unwritten(List<Result> results) {
    unwritten.confirm(unwritten.observe(results));
    return batch(results, unwritten.entries(), List.of());
  }

  private Batch batch(
      List<Result> results,
      Map<String, BatchEntry> entries,
      List<RemovedServices.Closing> closings) {
    List<Flip> flips = new ArrayList<>(unwritten.flips());
    flips.addAll(selfEvents.waiting());
    return rows.of(unwritten.of(results), entries, closings, flips);
  }

  /** The batch that was {@link #observe}d last is in the database. */
  public synchronized void committed(@Variable("batch") Batch batch) {
    stored.committed(batch.number());
    Set<Flip> flips = identities();
    flips.addAll(batch.flips());
    selfEvents.stored(flips);
    unwritten.written(batch.results(), flips);
    unwritten.confirm(batch.results());
    offered.entries().forEach(this::written);
    offered.committed();
    for (List<Object> row : batch.renameRows()) {
      renames.written((String) row.getFirst());
      stored.removed((String) row.getLast());
    }
    removedServices.closed();
    batch.closings().forEach(each -> unwritten.closed(each.id()));
  }

  private void written(String id, BatchEntry entry) {
    stored.written(id, renames.presently(entry.listed()), entry.certificates());
    unwritten.written(renames.present(id), entry);
  }

  /** Whether nobody knows yet if the last batch that was {@link #observe}d was committed. */
  public synchronized boolean inDoubt() {
    return offered.inDoubt();
  }

  /**
   * Finds out whether that batch was committed although nobody said so.
   *
   * @param change the row of select-change.sql, which no other transaction writes meanwhile
   * @return the batch when it was committed, else null
   */
  public synchronized Batch settle(Map<String, Object> change) {
    if (!offered.isIn(change)) {
      forget();
      return null;
    }
    committed(offered.batch());
    return offered.settled();
  }

  /** All results that the last batch was made of, also those that were too late for it. */
  public synchronized List<Result> offered() {
    return offered.results();
  }

  /** The flips that wait to be written, by identity. */
  public synchronized Set<Flip> pendingFlips() {
    Set<Flip> all = identities();
    all.addAll(unwritten.flips());
    all.addAll(selfEvents.waiting());
    all.addAll(offered.settledFlips());
    return all;
  }

  /**
   * Somebody knows of the outage of a service, which the database has now. The next start finds it
   * there; when that outage is over it has no effect.
   *
   * @param since when that outage began
   */
  public synchronized void acknowledged(String id, Instant since, Streak.Acknowledged by) {
    String service = renames.present(id);
    if (known.of(service).outageSince(since)) {
      unwritten.acknowledged(service, by);
    }
  }

  /** The streak of a service; {@link Streak#NONE} when there is none. */
  public Streak of(String service) {
    return known.of(service);
  }

  /** Whether nothing is notified of a service now. */
  public boolean silent(String service) {
    return rechecks.silent(service);
  }

  /** The id a service has now. */
  public synchronized String present(String id) {
    return renames.present(id);
  }

  /**
   * Another file is the database now, and what it says of each service counts: of an outage it does
   * not know people are notified again, so that they are of its end, too.
   */
  public synchronized void reread() {
    forget();
    known.reread();
  }

  private void forget() {
    stored.forget();
    offered.forget();
  }

  private static Set<Flip> identities() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }
}
