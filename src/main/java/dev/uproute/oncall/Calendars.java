package dev.uproute.oncall;

import dev.uproute.health.Health;
import dev.uproute.send.HttpReply;
import dev.uproute.send.HttpRequest;
import dev.uproute.service.Escalations;
import dev.uproute.service.MonotonicClock;
import dev.uproute.service.OnCall;
import dev.uproute.service.OnCall.Calendar;
import dev.uproute.service.OnCall.Shift;
import dev.uproute.service.Services;
import dev.uproute.store.KeyValues;
import dev.uproute.text.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The calendars that escalation lists name: when each is read, and who is on call by what it said
 * last. One that is away or broken changes nobody: what it said last counts on, also after a
 * restart. Without a calendar it does nothing and loads nothing. Thread-safe.
 */
public final class Calendars {
  private static final Duration SOON = Duration.ofMinutes(1);

  private final Escalations lists;
  private final KeyValues database;
  private final MonotonicClock monotonic;
  private final InstantSource clock;
  private final Duration every;
  private final Map<Calendar, CalendarState> states = new HashMap<>();

  /**
   * @param health says so while one cannot be read
   * @param every between two times that a calendar is read
   */
  public Calendars(
      Services services,
      KeyValues database,
      Health health,
      MonotonicClock monotonic,
      InstantSource clock,
      String every) {
    this.lists = services.escalations();
    this.database = database;
    this.monotonic = monotonic;
    this.clock = clock;
    this.every = Durations.parse(every);
    health.watch("on-call", this::problem);
  }

  /**
   * Takes what the database has of calendars that were not read yet.
   *
   * @throws org.springframework.dao.DataAccessException when it cannot be read; they are read
   *     without
   */
  public synchronized void recall() {
    Map<Calendar, OnCall> named = lists.calendars();
    states.keySet().retainAll(named.keySet());
    named.forEach(
        (calendar, onCall) -> {
          if (!states.containsKey(calendar)) {
            CalendarState state = new CalendarState(onCall.name(), calendar);
            states.put(calendar, state);
            String key = key(onCall.name());
            Kept kept = Kept.of(calendar, database.value(key));
            found(calendar, state.recall(kept, database.at(key), clock.instant()));
          }
        });
  }

  /** Which are to be read now. */
  public synchronized List<Calendar> due() {
    recall();
    Instant now = monotonic.instant();
    return states.keySet().stream().filter(each -> states.get(each).due(now)).toList();
  }

  /** How one is asked for. */
  public synchronized HttpRequest request(Calendar calendar) {
    CalendarState state = states.get(calendar);
    return Source.request(calendar, state == null ? null : state.kept());
  }

  /** Takes what was answered. */
  public synchronized void answered(Calendar calendar, HttpReply reply) {
    take(calendar, before -> Source.answer(reply, before));
  }

  /** Takes what is in its file. */
  public synchronized void read(Calendar calendar) {
    take(calendar, _ -> Source.file(calendar));
  }

  private interface Answer {
    Kept of(Kept before) throws CalendarError;
  }

  private void take(Calendar calendar, Answer answer) {
    CalendarState state = states.get(calendar);
    if (state == null) {
      // no list names it any more
      return;
    }
    Instant now = clock.instant();
    Duration pause = every;
    try {
      found(calendar, state.take(answer.of(state.kept()), now));
    } catch (CalendarError e) {
      pause = every.compareTo(SOON) < 0 ? every : SOON;
      found(calendar, state.fail(e, now));
    }
    state.again(monotonic.instant().plus(pause));
  }

  private void found(Calendar calendar, List<Shift> shifts) {
    if (shifts != null) {
      lists.shifts(calendar, shifts);
    }
  }

  /** The parameters of upsert-key-value.sql; null when the database has what it said last. */
  public synchronized Map<String, Object> row(Calendar calendar) {
    CalendarState state = states.get(calendar);
    OnCall onCall = lists.calendars().get(calendar);
    return state == null || onCall == null || state.isStored()
        ? null
        : KeyValues.row(key(onCall.name()), state.kept().value(calendar));
  }

  /** The database has it now. */
  public synchronized void stored(Calendar calendar) {
    CalendarState state = states.get(calendar);
    if (state != null) {
      state.stored();
    }
  }

  private static String key(String name) {
    return "on-call-" + name;
  }

  private synchronized String problem() {
    return lists.calendars().entrySet().stream()
        .filter(each -> states.containsKey(each.getKey()))
        .filter(each -> states.get(each.getKey()).error() != null)
        .map(each -> each.getValue().name() + "'s calendar " + states.get(each.getKey()).error())
        .findFirst()
        .orElse(null);
  }
}
