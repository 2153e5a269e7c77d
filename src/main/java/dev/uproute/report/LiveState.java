package dev.uproute.report;

import dev.uproute.check.Result;
import dev.uproute.record.Batch;
import dev.uproute.record.Flip;
import dev.uproute.record.StoreFailure;
import dev.uproute.service.Service;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * What all results mean now, kept in memory: read from the database at the first report, then fed
 * with each batch after its commit. Uptimes stay exact without counting again: what entered a
 * window was observed, and what left it since the last report is one range of an index.
 *
 * <p>Thread-safe. {@link #observe} never waits, {@link #report} may wait for the database.
 */
public final class LiveState {
  private static final Logger LOG = LoggerFactory.getLogger(LiveState.class);
  static final Duration[] WINDOWS = {Duration.ofHours(24), Duration.ofDays(7), Duration.ofDays(30)};

  private static final Instant[] NEVER_READ = {};
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** Later than any result, also those of a clock that was wrong. */
  private static final Instant END_OF_TIME = Instant.parse("9999-12-31T00:00:00Z");

  private final History history;
  private final ResultsReader csv;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final ConcurrentLinkedQueue<Batch> pending = new ConcurrentLinkedQueue<>();
  private final AtomicLong version = new AtomicLong();
  private volatile boolean loading;

  private volatile Batch unwritten;

  // guarded by lock
  private Map<String, ServiceState> lines = new HashMap<>();
  private Instant[] starts;
  private Instant end;
  private boolean unread;
  private long batch;
  private long edits;

  public LiveState(DataSource reader) {
    this(reader, ResultsReader.none(), InstantSource.system());
  }

  /**
   * @param csv the results of before the start, where the database keeps none
   */
  public LiveState(DataSource reader, ResultsReader csv) {
    this(reader, csv, InstantSource.system());
  }

  public LiveState(DataSource reader, InstantSource clock) {
    this(reader, ResultsReader.none(), clock);
  }

  LiveState(DataSource reader, ResultsReader csv, InstantSource clock) {
    this.history = new History(reader);
    this.csv = csv;
    this.clock = clock;
  }

  /** Takes in a batch that has been committed; before the first report there is no need to. */
  public void observe(@Variable("batch") Batch committed) {
    version.incrementAndGet();
    unwritten = null;
    if (!loading) {
      return;
    }
    pending.add(committed);
    if (lock.tryLock()) {
      try {
        drain();
      } finally {
        lock.unlock();
      }
    }
  }

  /** Shows what cannot be written now, all of it, until the next batch is. */
  public void showUnwritten(Batch waiting) {
    if (!waiting.results().isEmpty()) {
      unwritten = waiting;
      version.incrementAndGet();
    }
  }

  /** Grows with every batch, so that two equal versions mean that there is nothing new. */
  public long version() {
    return version.get();
  }

  /**
   * The report of these services as of now. When the database cannot be read, the last counts stay
   * and the failure is logged.
   *
   * @param services in the order they are to be shown
   * @param nextCheck when the next check is due; null when none is
   */
  public Report report(List<Service> services, Instant nextCheck) {
    lock.lock();
    try {
      Instant now = clock.instant();
      refresh(now);
      Map<String, ServiceState> shown = shown();
      List<ServiceReport> reports = new ArrayList<>(services.size());
      for (Service service : services) {
        reports.add(shown.getOrDefault(service.id(), new ServiceState()).report(service, now));
      }
      Instant last =
          reports.stream()
              .map(ServiceReport::latest)
              .filter(Objects::nonNull)
              .map(Result::at)
              .max(Comparator.naturalOrder())
              .orElse(null);
      return new Report(now, last, nextCheck, List.copyOf(reports));
    } finally {
      lock.unlock();
    }
  }

  /**
   * What is known of these services now, from memory alone: uptimes are those of the last report,
   * and there are no points and no incidents.
   *
   * @return in the order of the services; none when a report that waits for the database is in the
   *     way for two seconds
   */
  public List<ServiceReport> latest(List<Service> services) throws InterruptedException {
    if (!lock.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      return List.of();
    }
    try {
      drain();
      Instant now = clock.instant();
      Map<String, ServiceState> shown = shown();
      return services.stream()
          .map(each -> shown.getOrDefault(each.id(), new ServiceState()).brief(each, now))
          .toList();
    } finally {
      lock.unlock();
    }
  }

  private void refresh(Instant now) {
    try {
      // set before the database is read: what is committed from here on is seen here or there
      loading = true;
      history.read(() -> read(now));
      unread = false;
    } catch (DataAccessException | TransactionException e) {
      if (!unread) {
        unread = true;
        StoreFailure failure = StoreFailure.of(e);
        failure.log(
            LOG,
            "The history cannot be read, %s; the report shows what is known without it"
                .formatted(failure.reason()),
            e);
      }
    }
    drain();
  }

  private void read(Instant now) {
    History.Change change = history.change();
    Instant[] next = new Instant[WINDOWS.length];
    for (int i = 0; i < next.length; i++) {
      next[i] = now.minus(WINDOWS[i]);
    }
    // a clock that was set back would let results leave a window twice
    boolean anew = end == null || now.isBefore(end) || now.isAfter(end.plus(Retention.EDGE));
    if (anew || change.edits() != edits) {
      load(change, next, now);
    } else {
      for (int i = 0; i < next.length; i++) {
        int window = i;
        history
            .counts(starts[i], next[i])
            .forEach((id, left) -> subtract(lines.get(id), window, left));
      }
    }
    starts = next;
    end = now;
  }

  private static void subtract(ServiceState line, int window, Uptime.Counts left) {
    if (line != null) {
      line.windows[window] = line.windows[window].minus(left);
    }
  }

  /** Counts from the start of the month to that of the week, of the day, and to the end of time. */
  private void load(History.Change change, Instant[] next, Instant now) {
    Map<String, ServiceState> loaded = history.lines();
    Instant to = END_OF_TIME;
    for (int inner = 0; inner < next.length; inner++) {
      int first = inner;
      history
          .counts(next[inner], to)
          .forEach(
              (id, tally) -> {
                ServiceState line = loaded.computeIfAbsent(id, key -> new ServiceState());
                for (int i = first; i < line.windows.length; i++) {
                  line.windows[i] = line.windows[i].plus(tally);
                }
              });
      to = next[inner];
    }
    csv.addTo(loaded, now);
    history.points(loaded, next[0].plus(Duration.ofHours(20)));
    history.incidents(loaded);
    lines = loaded;
    batch = change.batch();
    edits = change.edits();
  }

  /** The lines as they will be when what waits is written. */
  private Map<String, ServiceState> shown() {
    Batch waiting = unwritten;
    if (waiting == null) {
      return lines;
    }
    Map<String, ServiceState> shown = new HashMap<>(lines);
    waiting.streaks().keySet().forEach(id -> shown.put(id, copy(lines.get(id))));
    take(waiting, shown);
    return shown;
  }

  private static ServiceState copy(ServiceState line) {
    return line == null ? new ServiceState() : line.copy();
  }

  private void drain() {
    for (Batch next = pending.poll(); next != null; next = pending.poll()) {
      // what the database already showed must not count twice; before the first load all is there
      if (end != null && next.number() > batch) {
        batch = next.number();
        take(next, lines);
      }
    }
  }

  private void take(Batch next, Map<String, ServiceState> lines) {
    for (Result result : next.results()) {
      lines
          .computeIfAbsent(result.service().id(), id -> new ServiceState())
          .add(result, starts == null ? NEVER_READ : starts);
    }
    next.streaks()
        .forEach(
            (id, streak) -> lines.computeIfAbsent(id, _ -> new ServiceState()).streak = streak);
    for (Flip flip : next.flips()) {
      ServiceState line = flip.service() == null ? null : lines.get(flip.service());
      if (line == null) {
        continue;
      }
      boolean stands = line.streak.state() == flip.to() && line.streak.since() != null;
      line.add(flip, stands ? line.streak.since() : flip.at());
    }
  }
}
