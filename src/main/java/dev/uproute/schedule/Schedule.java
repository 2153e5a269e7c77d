package dev.uproute.schedule;

import dev.uproute.check.Result;
import dev.uproute.service.Service;
import dev.uproute.text.Histogram;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.LongSupplier;

/**
 * Decides which services are due. Each service keeps a fixed grid of times, one interval apart, so
 * nothing drifts; times that have passed are never made up for.
 *
 * <ol>
 *   <li>New services get their first check at once, {@link Slot#SPACING} apart and within one
 *       interval; the second comes up to a second sooner, close behind those of others.
 *   <li>A service that is due is handed out. While as many checks are under way as may be it waits,
 *       the longest due first; while its last check is not done it waits for that, for at most half
 *       an interval, then this time is skipped.
 *   <li>Its next time is the first of its grid that is still to come; those that passed while it
 *       waited are skipped. What is skipped is counted.
 *   <li>When no tick came for {@link #GAP}, services that are overdue are spread as if new.
 * </ol>
 *
 * All times are of a monotonic clock: a jump of the wall clock changes nothing. Thread-safe.
 */
public final class Schedule {
  /** Ticks further apart than this mean that the machine, or we, slept. */
  static final long GAP = 5_000;

  /** Milliseconds between services that became overdue while nobody checked. */
  private static final long OVERDUE = 10;

  private final int limit;
  private final int tick;
  private final LongSupplier millis;
  private final Map<String, Slot> slots = new HashMap<>();
  private final PriorityQueue<Slot> queue =
      new PriorityQueue<>((a, b) -> Long.compare(a.due, b.due));
  private long lastTick;
  private long lastResult;
  private boolean ticked;
  // here
  private int underWay;
  private boolean held;
  private long skipped;
  // seconds from when a check was due to when it began; bounds from a tick to what nobody wants
  private final Histogram lateness =
      new Histogram(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60);

  /**
   * @param limit checks that may be under way here at once
   * @param tick milliseconds between two calls of {@link #due}: so far ahead services are handed
   *     out
   */
  public Schedule(int limit, int tick) {
    this(limit, tick, () -> System.nanoTime() / 1_000_000);
  }

  /**
   * @param millis of a monotonic clock
   */
  public Schedule(int limit, int tick, LongSupplier millis) {
    this.limit = limit;
    this.tick = tick;
    this.millis = millis;
    this.lastTick = millis.getAsLong();
    this.lastResult = lastTick;
  }

  /** Takes a new list. Services whose interval stays keep their grid; paused ones have none. */
  public synchronized void accept(List<Service> services) {
    Map<String, Slot> before = new HashMap<>(slots);
    slots.clear();
    List<Slot> fresh = new ArrayList<>();
    for (Service service : services) {
      if (service.enabled()) {
        Slot old = before.remove(service.id());
        Slot slot = old == null ? new Slot() : old;
        if (old == null || !old.service.timing().interval().equals(service.timing().interval())) {
          fresh.add(slot);
        }
        slot.service = service;
        slots.put(service.id(), slot);
      }
    }
    before.values().forEach(this::release);
    queue.removeAll(new HashSet<>(before.values()));
    spread(fresh);
  }

  /** Hands out nothing before {@link #release}. */
  public synchronized void hold() {
    held = true;
  }

  /** Begins, or goes on: what is listed is spread from now on. */
  public synchronized void release() {
    held = false;
    spread(queue.stream().sorted(queue.comparator()).toList());
  }

  /**
   * As {@link #release}, when another instance has checked until it ended: services keep their
   * grid. Those whose time has passed come first, {@link #OVERDUE} apart, the longest overdue
   * before the others.
   *
   * @param last how long ago each was checked, by id; services that were not are new
   */
  public synchronized void takeOver(Map<String, Duration> last) {
    release();
    long now = millis.getAsLong();
    List<Slot> overdue = new ArrayList<>();
    for (Slot slot : List.copyOf(queue)) {
      Duration ago = last.get(slot.service.id());
      if (ago != null && !ago.isNegative()) {
        move(slot, now + slot.interval() - ago.toMillis());
        slot.closer = 0;
        if (slot.due < now) {
          overdue.add(slot);
        }
      }
    }
    overdue.sort(queue.comparator());
    for (int i = 0; i < overdue.size(); i++) {
      move(overdue.get(i), now + i * OVERDUE);
    }
  }

  private void spread(List<Slot> fresh) {
    queue.removeAll(new HashSet<>(fresh));
    long now = millis.getAsLong();
    for (int i = 0; i < fresh.size(); i++) {
      Slot slot = fresh.get(i);
      slot.due = slot.spaced(now, i, fresh.size());
      slot.closer = slot.due - slot.close(fresh.size());
      slot.received = slot.due;
      queue.add(slot);
    }
  }

  /**
   * Whether there is something for {@link #due} to do; called at every tick, most of which have
   * nothing.
   */
  public synchronized boolean waits() {
    long now = millis.getAsLong();
    boolean waits = now - lastTick > GAP || !queue.isEmpty() && queue.peek().due < now + tick;
    lastTick = waits ? lastTick : now;
    return waits;
  }

  /**
   * The services to check before the next tick, each after its {@link #pause}; each must be given
   * to {@link #done} when its check has ended.
   */
  public synchronized List<Service> due() {
    long now = millis.getAsLong();
    boolean slept = now - lastTick > GAP;
    lastTick = now;
    ticked = true;
    if (slept) {
      spread(queue.stream().filter(slot -> slot.due <= now).sorted(queue.comparator()).toList());
      slots.values().forEach(slot -> slot.woke(now));
    }
    List<Service> due = new ArrayList<>();
    while (!held && underWay < limit && !queue.isEmpty() && queue.peek().due < now + tick) {
      Slot slot = queue.poll();
      giveUpLost(slot, now);
      if (slot.handedOut < 0) {
        slot.handedOut = now;
        slot.start = slot.due;
        underWay++;
        due.add(slot.service);
      } else {
        skipped += slot.owed ? 1 : 0;
        slot.owed = true;
      }
      long passed = Math.max(0, now - slot.due) / slot.interval();
      skipped += passed;
      slot.due += slot.interval() * (1 + passed) - slot.closer;
      slot.closer = 0;
      queue.add(slot);
    }
    return due;
  }

  /**
   * The check of this service waits elsewhere: it counts no more to those that may be under way
   * here.
   */
  public synchronized void elsewhere(Service service) {
    Slot slot = slots.get(service.id());
    if (slot != null && slot.handedOut >= 0 && !slot.elsewhere) {
      slot.elsewhere = true;
      underWay--;
    }
  }

  private void giveUpLost(Slot slot, long now) {
    if (slot.handedOut >= 0 && now - slot.handedOut > slot.patience()) {
      release(slot);
    }
  }

  /** Whoever makes the checks that are under way is gone: all of them are due again. */
  public synchronized void lost() {
    List<Slot> lost =
        slots.values().stream()
            .filter(slot -> slot.handedOut >= 0)
            .sorted(queue.comparator())
            .toList();
    lost.forEach(this::release);
    spread(lost);
  }

  private void release(Slot slot) {
    if (slot.handedOut >= 0) {
      slot.handedOut = -1;
      underWay -= slot.elsewhere ? 0 : 1;
      slot.elsewhere = false;
    }
  }

  /** Milliseconds from now to the time a service that was handed out is due; 0 when it is. */
  public synchronized long pause(Service service) {
    Slot slot = slots.get(service.id());
    return slot == null ? 0 : Math.max(0, slot.start - millis.getAsLong());
  }

  /**
   * Checks these services now, many of them {@link Slot#SPACING} apart and within one interval;
   * their grid begins anew. Who is being checked is checked again after that; unknown ids are
   * ignored.
   */
  public synchronized void again(Collection<String> ids) {
    List<Slot> soon = new ArrayList<>();
    for (String id : ids) {
      Slot slot = slots.get(id);
      if (slot != null && slot.handedOut < 0) {
        soon.add(slot);
      } else if (slot != null) {
        slot.again = true;
      }
    }
    long now = millis.getAsLong();
    for (int i = 0; i < soon.size(); i++) {
      Slot slot = soon.get(i);
      move(slot, Math.min(slot.due, slot.spaced(now, i, soon.size())));
    }
  }

  /** Checks one service again as soon as its running check has ended. */
  public void recheck(Service service) {
    again(List.of(service.id()));
  }

  private void move(Slot slot, long due) {
    queue.remove(slot);
    slot.due = due;
    queue.add(slot);
  }

  /** The check that found this has ended. */
  public synchronized void ended(Result result) {
    Slot slot = slots.get(result.service().id());
    lastResult = millis.getAsLong();
    if (slot != null && slot.handedOut >= 0) {
      // both ends of it by one clock: how long ago it began, and when that was by the other
      long ago = Duration.between(result.at(), Instant.now()).toMillis();
      lateness.add(Math.max(0, lastResult - ago - slot.start) / 1000.0);
    }
    done(result.service());
  }

  /** The check of this service has ended; unknown services are ignored. */
  public synchronized void done(Service service) {
    Slot slot = slots.get(service.id());
    if (slot != null) {
      slot.received = millis.getAsLong();
      slot.missed = false;
      release(slot);
      if (slot.again) {
        slot.again = false;
        slot.owed = false;
        move(slot, millis.getAsLong());
      } else {
        makeUp(slot);
      }
    }
  }

  /** A time that came while the last check was under way is kept if it is not long past. */
  private void makeUp(Slot slot) {
    long missed = slot.due - slot.interval();
    if (slot.owed && millis.getAsLong() - missed < slot.interval() / 2) {
      move(slot, missed);
    } else if (slot.owed) {
      skipped++;
    }
    slot.owed = false;
  }

  /**
   * Services without a result for three intervals, and for 15 s at least; each once, until it has
   * one. Their checks begin anew. Paused ones have no place here.
   */
  public synchronized List<Service> silent() {
    long now = millis.getAsLong();
    List<Slot> silent = new ArrayList<>();
    for (Slot slot : slots.values()) {
      if (!slot.missed && slot.silent(now)) {
        silent.add(slot);
      }
    }
    for (Slot slot : silent) {
      slot.missed = true;
      slot.owed = false;
      release(slot);
    }
    spread(silent);
    return silent.stream().map(slot -> slot.service).toList();
  }

  /**
   * When the next check is due; null when nothing is scheduled, and before the first call of {@link
   * #due}: {@code uproute check} checks once and has no next check.
   */
  public synchronized Instant next() {
    Slot first = queue.peek();
    return first == null || !ticked
        ? null
        : Instant.now().plusMillis(Math.max(0, first.due - millis.getAsLong()));
  }

  /** How checks go. */
  public synchronized Progress progress() {
    long now = millis.getAsLong();
    int silent = 0;
    int elsewhere = 0;
    for (Slot slot : slots.values()) {
      silent += slot.missed || slot.silent(now) ? 1 : 0;
      elsewhere += slot.elsewhere ? 1 : 0;
    }
    long late = held || queue.isEmpty() ? 0 : Math.max(0, now - queue.peek().due);
    return new Progress(
        slots.size(),
        underWay + elsewhere,
        silent,
        Duration.ofMillis(late),
        Duration.ofMillis(now - lastTick),
        Duration.ofMillis(now - lastResult),
        skipped);
  }

  /** Seconds from when each check was due to when it began. */
  public Histogram lateness() {
    return lateness;
  }

  /** Times skipped since the start because a check was still under way or too many were. */
  public synchronized long skipped() {
    return skipped;
  }
}
