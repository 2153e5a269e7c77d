package dev.uproute.record;

import dev.uproute.store.Store;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The streak of each service: read once from the database, from then on as results have changed it.
 * As long as they cannot be read, services begin anew. Thread-safe.
 */
final class KnownStreaks {
  private static final Logger LOG = LoggerFactory.getLogger(KnownStreaks.class);

  private final JdbcTemplate reader;
  private final Rechecks rechecks;
  private volatile Map<String, Streak> streaks = new ConcurrentHashMap<>();
  private volatile boolean loaded;
  // the database could not be read yet: what is known is what was found since the start
  private volatile boolean blind;

  /**
   * @param rechecks is given what was held back when the last run ended
   */
  KnownStreaks(JdbcTemplate reader, Rechecks rechecks) {
    this.reader = reader;
    this.rechecks = rechecks;
  }

  /** {@link Streak#NONE} when there is none. */
  Streak of(String service) {
    load();
    return streaks.getOrDefault(service, Streak.NONE);
  }

  /** By the id of the service; follows what is put. */
  Map<String, Streak> all() {
    return Collections.unmodifiableMap(streaks);
  }

  void put(String service, Streak streak) {
    streaks.put(service, streak);
  }

  /** What is known of a service goes to its new id. */
  void move(String id, String former) {
    streaks.put(id, streaks.remove(former));
  }

  /** Reads them if nobody has tried to; that they cannot be read is logged. */
  void load() {
    if (loaded || blind) {
      return;
    }
    try {
      read();
    } catch (DataAccessException e) {
      // asked again with the next batch, not by everybody who wants to know of a service
      blind = true;
      LOG.warn(
          "The history cannot be read; until it can, services are judged by what is found from now on");
    }
  }

  /**
   * Reads them if they could not be read before.
   *
   * @return whether services began anew meanwhile, which is to be judged again against these
   * @throws DataAccessException when they still cannot be read
   */
  boolean loadAnew() {
    if (loaded) {
      return false;
    }
    read();
    boolean anew = blind;
    blind = false;
    return anew;
  }

  /** Another file is the database now: the next who asks has them read from it. */
  void reread() {
    loaded = false;
    blind = false;
  }

  private synchronized void read() {
    if (loaded) {
      return;
    }
    Map<String, Streak> found = new ConcurrentHashMap<>();
    reader.query(
        Store.sql("select-streaks"),
        row -> {
          found.put(row.getString("id"), Rows.streak(row));
        });
    reader.query(
        Store.sql("select-acknowledgements"),
        row -> {
          Instant since = Store.instant(row, "since");
          Streak.Acknowledged by =
              new Streak.Acknowledged(
                  Store.instant(row, "at"), row.getString("name"), row.getString("note"));
          found.computeIfPresent(
              row.getString("id"),
              (_, streak) -> streak.outageSince(since) ? streak.acknowledged(by) : streak);
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
}
