package dev.uproute.alert;

import dev.uproute.Store;
import dev.uproute.check.Result;
import dev.uproute.check.Status;
import dev.uproute.service.MonotonicClock;
import dev.uproute.service.Service;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The streaks of all services, as they stand in the database. They are read once and then follow
 * each transaction after its commit, never before, so a transaction that failed is observed again
 * from the same state.
 *
 * <p>Thread-safe; {@link #observe} only inside the transaction of route {@code record-batch}.
 */
public final class Streaks {
  private final JdbcTemplate reader;
  private final Notices notices;
  private final Rechecks rechecks;
  private final Reminders reminders;
  private final Unwatched unwatched;
  private final Renames renames;
  private volatile Map<String, Streak> streaks = new ConcurrentHashMap<>();
  private final Map<String, String> names = new HashMap<>();
  private volatile long number = -1;
  private boolean resumed;

  /**
   * @param notices what is to be told of ourselves with the next results
   * @param rechecks the services whose next result says how they are after a silence
   * @param unwatched the services whose outage is closed because they left the list
   */
  public Streaks(
      DataSource reader,
      Notices notices,
      Rechecks rechecks,
      MonotonicClock monotonic,
      InstantSource clock,
      Unwatched unwatched) {
    this.unwatched = unwatched;
    this.renames = new Renames(unwatched);
    this.notices = notices;
    this.rechecks = rechecks;
    this.reminders = new Reminders(monotonic, clock);
    this.reader = new JdbcTemplate(reader);
  }

  /**
   * Watches these results in order, on the streaks of the last commit.
   *
   * @return what the running transaction has to write
   * @throws org.springframework.dao.DataAccessException when the streaks cannot be read
   */
  public synchronized Batch observe(List<Result> all) {
    Commit.otherwise(this::forget);
    load();
    List<Result> results =
        all.stream().filter(result -> !unwatched.late(result.service().id())).toList();
    Map<String, String> former = renames.of(results, streaks.keySet());
    List<Unwatched.Closing> closings = unwatched.closings(streaks);
    Map<String, Gathered> gathered = new LinkedHashMap<>();
    List<Flip> flips = new ArrayList<>();
    closings.stream().map(Unwatched.Closing::flip).filter(Objects::nonNull).forEach(flips::add);
    for (Result result : results) {
      String id = result.service().id();
      gathered
          .computeIfAbsent(
              id, key -> new Gathered(streak(former.getOrDefault(key, key)), this::due))
          .observe(result, rechecks.isNew(result), flips);
    }
    if (!results.isEmpty()) {
      flips.addAll(notices.waiting());
    }
    Batch batch = batch(results, gathered, flips, closings, former);
    Commit.then(() -> committed(batch));
    List<String> confirmed =
        gathered.keySet().stream().filter(id -> gathered.get(id).confirmed()).toList();
    Commit.then(() -> rechecks.follow(results, confirmed));
    return batch;
  }

  private boolean due(Instant last, Duration every, Result result) {
    return reminders.due(result.service().id(), last, every, result.at());
  }

  private Streak streak(String id) {
    return streaks.getOrDefault(id, Streak.NONE);
  }

  /** The committed streak of a service; {@link Streak#NONE} when there is none. */
  public Streak of(String service) {
    if (number < 0) {
      load();
    }
    return streaks.getOrDefault(service, Streak.NONE);
  }

  private Batch batch(
      List<Result> results,
      Map<String, Gathered> gathered,
      List<Flip> flips,
      List<Unwatched.Closing> closings,
      Map<String, String> former) {
    Map<String, Streak> after = new HashMap<>();
    closings.forEach(each -> after.put(each.id(), streak(each.id()).forgotten()));
    List<List<Object>> adoptRows = new ArrayList<>();
    List<List<Object>> serviceRows = new ArrayList<>();
    List<List<Object>> streakRows = new ArrayList<>(gathered.size());
    gathered.forEach(
        (id, sum) -> {
          String name = sum.name();
          if (!name.equals(names.get(id))) {
            adoptRows.add(List.of(id, name, id));
            serviceRows.add(List.of(id, name));
          }
          after.put(id, sum.streak());
          streakRows.add(sum.row());
        });
    return new Batch(
        number + 1,
        results,
        after,
        flips,
        adoptRows,
        serviceRows,
        results.stream().map(Rows::result).toList(),
        streakRows,
        flips.stream().map(Rows::flip).toList(),
        closings,
        former.entrySet().stream().map(e -> List.<Object>of(e.getKey(), e.getValue())).toList());
  }

  private synchronized void committed(Batch batch) {
    number = batch.number();
    streaks.putAll(batch.streaks());
    batch.streaks().forEach((id, streak) -> reminders.stored(id, streak.outage().told()));
    for (List<Object> row : batch.renameRows()) {
      streaks.remove(row.getLast());
      names.remove(row.getLast());
    }
    unwatched.closed();
    batch.closings().forEach(each -> rechecks.cancel(each.id()));
    for (Result result : batch.results()) {
      Service service = result.service();
      names.put(service.id(), service.name());
    }
  }

  /** Another file is the database now: what it says counts. */
  public synchronized void reread() {
    number = -1;
  }

  /** What made the transaction fail may be a database that is not what it was: read it afresh. */
  private synchronized void forget() {
    number = -1;
  }

  private synchronized void load() {
    if (number >= 0) {
      return;
    }
    Map<String, Streak> loaded = new ConcurrentHashMap<>();
    names.clear();
    reader.query(
        Store.sql("select-streaks"),
        row -> {
          loaded.put(row.getString("id"), streak(row));
          names.put(row.getString("id"), row.getString("name"));
        });
    if (!resumed) {
      Map<String, String> held = new HashMap<>();
      reader.query(
          Store.sql("select-held"),
          row -> {
            held.put(row.getString("id"), row.getString("reason"));
          });
      rechecks.resume(held);
      resumed = true;
    }
    streaks = loaded;
    number =
        reader.queryForObject(Store.sql("select-change"), (row, place) -> row.getLong("batch"));
  }

  /** The streak in a row of select-streaks.sql. */
  public static Streak streak(ResultSet row) throws SQLException {
    int told = row.getInt("tls_told");
    return new Streak(
        Status.values()[row.getInt("state")],
        Store.instant(row, "since"),
        new Streak.Run(
            Status.values()[row.getInt("seen")],
            row.getInt("run"),
            Store.instant(row, "run_since"),
            row.getInt("good")),
        new Streak.Outage(row.getInt("escalated") == 1, Store.instant(row, "told")),
        new Streak.Warned(
            Store.instant(row, "certificate"),
            told == 0 && row.getObject("tls_told") == null ? null : Integer.valueOf(told)),
        new Streak.Unrest(
            row.getInt("turns"),
            Rows.instants(row.getString("changes")),
            row.getInt("flapping") == 1));
  }
}
