package dev.uproute.check;

import dev.uproute.service.CheckType;
import dev.uproute.service.Service;
import dev.uproute.store.Store;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The last signals of each heartbeat service and their times. Kept in memory and, by route {@code
 * heartbeat-keep}, in the table {@code beat}, from which it is read once. Time is counted on the
 * monotonic clock from the wall clock at the start, so that no jump of it makes a heartbeat late.
 * Thread-safe.
 */
public final class Heartbeats {
  private static final Logger LOG = LoggerFactory.getLogger(Heartbeats.class);

  /** Signals of one service in a minute that are judged and kept at once. */
  private static final int MOST = 5;

  /** A restart, or a pause, that is shorter than this is bridged by the job's own retries. */
  private static final Duration RESTART = Duration.ofMinutes(2);

  private final JdbcTemplate reader;
  private final InstantSource clock;
  private final HeartbeatTokens tokens = new HeartbeatTokens();
  private final HeartbeatRateLimit rateLimit = new HeartbeatRateLimit(MOST);
  private final Map<String, Heartbeat> heartbeats = new HashMap<>();
  private final Map<String, Absence> absences = new HashMap<>();
  private final Map<String, Instant> judged = new HashMap<>();
  private final Set<String> unkept = new HashSet<>();
  private Set<String> listed = Set.of();
  private boolean loaded;
  private Instant again = Instant.MIN;

  /** After this a database that could not be read is asked again. */
  private static final Duration AGAIN = Duration.ofSeconds(10);

  /** Uproute did not run between these times. */
  private record Absence(Instant from, Instant to) {}

  public Heartbeats(DataSource reader) {
    this(reader, steady(Instant.now(), System.nanoTime()));
  }

  Heartbeats(DataSource reader, InstantSource clock) {
    this.reader = new JdbcTemplate(reader);
    this.clock = clock;
  }

  private static InstantSource steady(Instant wall, long nanos) {
    return () -> wall.plusNanos(System.nanoTime() - nanos);
  }

  /**
   * Takes a new list. Nothing is expected of a service before it was listed: one that went, or was
   * paused, and came again begins anew.
   */
  public synchronized void accept(List<Service> services) {
    List<Service> taken =
        services.stream().filter(s -> s.enabled() && CheckType.HEARTBEAT.of(s)).toList();
    tokens.accept(taken);
    Set<String> gone = new HashSet<>(listed);
    listed = new HashSet<>(taken.stream().map(Service::id).toList());
    gone.removeAll(listed);
    gone.forEach(id -> put(id, Heartbeat.NONE));
    judged.keySet().removeAll(gone);
  }

  /**
   * Takes a signal.
   *
   * @param path {@code /beat/{token}} and perhaps {@code /start}, {@code /fail} or an exit code
   */
  public synchronized Answer receive(String path) {
    String[] parts = path.split("/", -1);
    boolean form = parts.length == 3 || parts.length == 4;
    Service service = form ? tokens.of(parts[2]) : null;
    Heartbeat.Signal signal = form ? Heartbeat.Signal.of(parts.length == 4 ? parts[3] : "") : null;
    if (service == null || signal == null) {
      return new Answer(null, false);
    }
    Instant now = clock.instant();
    Heartbeat before = heartbeat(service);
    put(service.id(), (before == null ? Heartbeat.listed(now) : before).received(signal, now));
    return new Answer(service, rateLimit.lets(service.id(), now));
  }

  /** Whether the token and the signal are known. */
  public boolean known(Answer received) {
    return received.service() != null;
  }

  /** Whether it is to be judged and kept now. */
  public boolean judgeNow(Answer received) {
    return received.judgeNow();
  }

  /** The service that the token belongs to. */
  public Service service(Answer received) {
    return received.service();
  }

  /**
   * Judges the signals of a heartbeat service. While those of the last start cannot be read, only a
   * job that spoke since this one is judged.
   */
  public synchronized Result check(@Variable("attempt") Attempt attempt) {
    Service service = attempt.service();
    Instant now = clock.instant();
    Instant before = judged.put(service.id(), now);
    // judged every minute: else the process or the machine was stopped, and could not receive a
    // signal either
    if (before != null && before.plus(RESTART).isBefore(now)) {
      absences.put(service.id(), new Absence(before, now));
    }
    Heartbeat heartbeat = heartbeat(service);
    HeartbeatVerdict verdict =
        heartbeat == null
            ? new HeartbeatVerdict(Status.UNKNOWN, "the database cannot be read")
            : HeartbeatVerdict.of(heartbeat, service.expect().rhythm(), now);
    return attempt.result(verdict.status(), verdict.sentence(), Evidence.NONE);
  }

  /** Rows for upsert-heartbeat.sql: what is not in the database yet. */
  public synchronized List<List<Object>> unkept() {
    return unkept.stream().map(id -> heartbeats.get(id).row(id)).toList();
  }

  /** These rows were written; signals received meanwhile are written next. */
  public synchronized void kept(List<List<Object>> rows) {
    for (List<Object> row : rows) {
      String id = (String) row.getFirst();
      if (heartbeats.get(id).row(id).equals(row)) {
        unkept.remove(id);
      } else {
        unkept.add(id);
      }
    }
  }

  /** Null while the last start cannot be read, and nothing came since this one. */
  private Heartbeat heartbeat(Service service) {
    load();
    if (!loaded) {
      return heartbeats.get(service.id());
    }
    Heartbeat heartbeat = heartbeats.get(service.id());
    Absence absence = absences.remove(service.id());
    if (heartbeat == null || heartbeat.since() == null) {
      put(service.id(), Heartbeat.listed(clock.instant()));
    } else if (absence != null) {
      put(
          service.id(),
          HeartbeatVerdict.afterAbsence(
              heartbeat, service.expect().rhythm(), absence.from(), absence.to()));
    }
    return heartbeats.get(service.id());
  }

  private void put(String id, Heartbeat heartbeat) {
    heartbeats.put(id, heartbeat);
    unkept.add(id);
  }

  private void load() {
    Instant now = clock.instant();
    if (loaded || now.isBefore(again)) {
      return;
    }
    try {
      reader.query(
          Store.sql("select-heartbeats"),
          row -> {
            load(row, now);
          });
      loaded = true;
    } catch (DataAccessException e) {
      LOG.debug("The signals of the last start cannot be read", e);
      again = now.plus(AGAIN);
    }
  }

  private void load(ResultSet row, Instant now) throws SQLException {
    String id = row.getString("service");
    heartbeats.putIfAbsent(id, Heartbeat.of(row).until(now));
    Instant judged = Store.instant(row, "judged");
    if (judged != null && judged.plus(RESTART).isBefore(now)) {
      absences.put(id, new Absence(judged, now));
    }
  }

  /**
   * The outcome of a request with a heartbeat.
   *
   * @param service whose token it named; null when there is none, or no such signal
   * @param judgeNow whether it is to be judged and kept now; a signal that comes too often waits
   *     for the next check
   */
  record Answer(Service service, boolean judgeNow) {}
}
