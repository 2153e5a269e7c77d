package dev.uproute.store;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * The right to work on a database, which one instance has at a time: table {@code lease}. Whoever
 * has it renews it. Whoever takes it over has a higher epoch, and each transaction of the one
 * before is refused by its first statement, {@link #check}, however long that one stood still.
 *
 * <ol>
 *   <li>It is free when it was given back, when its holder's process is seen to be gone, and when
 *       it was not renewed for {@link #LENGTH}.
 *   <li>A holder that cannot reach the database goes on: nobody else can take it there either, or
 *       nobody knows. So does one that never could.
 *   <li>With several instances and a broker that holder notifies nobody for a while, and an
 *       instance that cannot ask waits: there may be one that can. Who takes over says so through
 *       the broker, too.
 *   <li>Who lost it does not get it again: what such an instance remembers is not so any more. It
 *       begins anew, with another object of this class.
 * </ol>
 *
 * Thread-safe.
 */
public final class Lease {
  static final Duration LENGTH = Duration.ofSeconds(15);

  /** The lease of a holder that was cut off ends, and another instance has begun and said so. */
  private static final Duration SUCCESSION = LENGTH.plusSeconds(30);

  /** A database that keeps us waiting for longer keeps its holder waiting, too. */
  private static final Duration PROMPT = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger("Uproute");

  private enum State {
    NONE,
    HELD,
    LOST
  }

  private final Store store;
  private final LeaseTable table;
  private final InstantSource monotonic;
  private final boolean several;
  private final String holder = name();
  private final AtomicReference<State> state = new AtomicReference<>(State.NONE);
  private volatile long epoch;
  private volatile Instant trusted;
  private volatile Instant renewed;
  private volatile int opening;
  private volatile Runnable whenLost = () -> {};
  private LeaseTable.Row seen;
  // when it was seen to be renewed last, or that could not be seen; null before
  private Instant heard;

  /**
   * @param clock of this machine, for a database that has none
   * @param monotonic measures how long a holder was not heard of
   */
  public Lease(
      Store store,
      DataSource reader,
      DataSource writer,
      InstantSource clock,
      InstantSource monotonic) {
    this(store, reader, writer, clock, monotonic, "");
  }

  /**
   * @param broker its address, when there are several instances, which it tells who has the lease;
   *     else empty
   */
  public Lease(
      Store store,
      DataSource reader,
      DataSource writer,
      InstantSource clock,
      InstantSource monotonic,
      String broker) {
    this.several = !broker.isEmpty();
    this.store = store;
    this.table = new LeaseTable(store, reader, writer, clock);
    this.monotonic = monotonic;
    store.beforeClose(this::release);
  }

  private static String name() {
    String host;
    try {
      host = InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException _) {
      host = "this machine";
    }
    String run = UUID.randomUUID().toString().substring(0, 8);
    return "process %d at %s (%s)".formatted(ProcessHandle.current().pid(), host, run);
  }

  /**
   * Takes the lease if it is free. An instance that waits for it calls this again and again, and
   * does not take it from a holder that could not renew it either.
   *
   * @return whether this instance has it now
   * @throws DataAccessException when the database cannot be read, or written
   * @throws TransactionException likewise
   */
  public synchronized boolean take() {
    try {
      return take(true);
    } catch (DataAccessException | TransactionException e) {
      heard = monotonic.instant();
      throw e;
    }
  }

  private boolean take(boolean patient) {
    if (state.get() != State.NONE) {
      return state.get() == State.HELD;
    }
    LeaseTable.Row row = table.row();
    boolean gone = row.holder() == null || store.instanceLock().gone(row.epoch());
    if (!gone && !expired(row, patient)) {
      return false;
    }
    Instant asked = monotonic.instant();
    if (!table.take(row, holder, LENGTH, gone, () -> mine(row, gone, asked))) {
      return false;
    }
    epoch = row.epoch() + 1;
    renewed = asked;
    trusted = asked.plus(LENGTH);
    opening = store.openings();
    state.set(State.HELD);
    return true;
  }

  /** Not renewed by the database's clock, nor seen to be renewed by ours, which nobody sets. */
  private boolean expired(LeaseTable.Row row, boolean patient) {
    long left = table.left(row);
    // more than it ever lasts: the clock was set back since
    boolean over = left < 0 || left > LENGTH.toMillis();
    if (seen == null ? !over : !seen.equals(row)) {
      heard = monotonic.instant();
    }
    seen = row;
    boolean silent = heard == null || !monotonic.instant().isBefore(heard.plus(LENGTH));
    return over && (silent || !patient);
  }

  /** Whether it is ours when this transaction commits; then others see that our process lives. */
  private boolean mine(LeaseTable.Row before, boolean gone, Instant asked) {
    if (!gone && monotonic.instant().isAfter(asked.plus(PROMPT))) {
      heard = monotonic.instant();
      return false;
    }
    store.instanceLock().hold(before.epoch() + 1);
    return true;
  }

  /** This program leaves the database to the instance that has the lease. */
  public void leave() {
    state.set(State.LOST);
  }

  /** Who has the lease, for people; null when nobody has. */
  public String holder() {
    return table.row().holder();
  }

  /** Lets the lease go on; it is lost when another has taken it. */
  public void renew() {
    if (!has()) {
      return;
    }
    Instant asked = monotonic.instant();
    try {
      if (!table.renew(holder, epoch, LENGTH)) {
        lost();
      }
      renewed = asked;
      trusted = asked.plus(LENGTH);
    } catch (DataAccessException e) {
      LOG.debug("The lease cannot be renewed", e);
      trusted = monotonic.instant().plus(LENGTH);
    }
  }

  /** Whether this instance took it, of the file that is open now, and knows of no other since. */
  private boolean has() {
    return state.get() == State.HELD && opening == store.openings();
  }

  /**
   * Whether this instance may check and notify. One that stood still for longer than the lease
   * lasts may not before that is renewed.
   */
  public boolean works() {
    return switch (state.get()) {
      case NONE -> true;
      case HELD -> monotonic.instant().isBefore(trusted);
      case LOST -> false;
    };
  }

  /** Whether no other instance is known to have it; asks the database, if that can be read. */
  public boolean stands() {
    try {
      if (has() && !holder.equals(table.row().holder())) {
        lost();
      }
    } catch (DataAccessException e) {
      LOG.debug("Nobody knows who has the lease", e);
    }
    return !isLost();
  }

  /**
   * Whether this instance may notify people of what it cannot write. When the database does not
   * answer it, and there are others whom it may answer, one of them takes over and notifies; if
   * none says so within {@link #SUCCESSION}, it answers nobody.
   */
  public boolean alone() {
    if (!several || state.get() != State.HELD) {
      return !isLost();
    }
    try {
      table.row();
      return true;
    } catch (DataAccessException e) {
      LOG.debug("Nobody knows who has the lease", e);
      return !monotonic.instant().isBefore(renewed.plus(SUCCESSION));
    }
  }

  /** Whether there are other instances, so that one which cannot ask who works must not. */
  public boolean several() {
    return several;
  }

  /** By which others know a later holder from an earlier one. */
  public long epoch() {
    return epoch;
  }

  /** Another instance says, not through the database, that it has the lease. */
  public void heard(long other) {
    if (has() && other > epoch) {
      lost();
    }
  }

  /** Whether another instance has it, and this one does not work on the database any more. */
  public boolean isLost() {
    return state.get() == State.LOST;
  }

  /**
   * @param action what follows when the lease is lost, on the thread that finds out
   */
  public void whenLost(Runnable action) {
    whenLost = action;
  }

  /**
   * Before a transaction begins: one that could not ask before takes the lease now, and one whose
   * file was replaced takes that of the new file.
   *
   * @throws NotLeaseHolder when another has it
   */
  void begin() {
    if (!has() && !takeAgain()) {
      lost();
      throw new NotLeaseHolder();
    }
  }

  private synchronized boolean takeAgain() {
    if (!has()) {
      state.compareAndSet(State.HELD, State.NONE);
    }
    return take(false);
  }

  /**
   * The first statement of every transaction.
   *
   * @throws NotLeaseHolder when another has the lease
   */
  void check(Connection transaction) throws SQLException {
    if (!table.holds(transaction, holder, epoch)) {
      lost();
      throw new NotLeaseHolder();
    }
  }

  private void lost() {
    if (state.getAndSet(State.LOST) != State.LOST) {
      LOG.warn("Another instance works on this database now; this one stops and stands by");
      whenLost.run();
    }
  }

  private void release() {
    if (has()) {
      try {
        table.release(holder, epoch);
      } catch (DataAccessException e) {
        LOG.debug("The lease is not given back; it ends by itself", e);
      }
    }
  }
}
