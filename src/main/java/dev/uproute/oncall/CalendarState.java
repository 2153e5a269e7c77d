package dev.uproute.oncall;

import dev.uproute.service.OnCall.Calendar;
import dev.uproute.service.OnCall.Shift;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of one calendar: what it said last, until when, and what is wrong with it. Not
 * thread-safe.
 */
final class CalendarState {
  private static final Logger LOG = LoggerFactory.getLogger(Calendars.class);

  /** So far ahead shifts are looked for; each day anew, also while the calendar is away. */
  private static final Duration AHEAD = Duration.ofDays(42);

  private static final Duration DAY = Duration.ofDays(1);

  private final String name;
  private final Calendar calendar;
  private Kept kept;
  private Kept stored;
  private Instant good;
  private Instant found;
  private String error;

  /** By a monotonic clock; null = at once. */
  private Instant next;

  /**
   * @param name for messages
   */
  CalendarState(String name, Calendar calendar) {
    this.name = name;
    this.calendar = calendar;
  }

  /** What it said last; null when it was never read. */
  Kept kept() {
    return kept;
  }

  /** What is wrong with it; null when nothing is. */
  String error() {
    return error;
  }

  boolean due(Instant now) {
    return next == null || !next.isAfter(now);
  }

  void again(Instant at) {
    next = at;
  }

  /** The database has what it said last. */
  void stored() {
    stored = kept;
  }

  boolean isStored() {
    return kept == null || kept.equals(stored);
  }

  /**
   * What the database has of it.
   *
   * @return its shifts now; null when they are not known
   */
  List<Shift> recall(Kept before, Instant at, Instant now) {
    kept = before;
    stored = before;
    good = at;
    return before == null ? null : anew(now);
  }

  /**
   * It says this now.
   *
   * @return its shifts; null when they are as they were
   * @throws CalendarError when it cannot be taken; what it said before counts on
   */
  List<Shift> take(Kept said, Instant now) throws CalendarError {
    boolean other = found == null || kept == null || !said.text().equals(kept.text());
    List<Shift> shifts = other || old(now) ? shifts(said, now) : null;
    if (error != null) {
      LOG.info("The calendar of {} at {} is good again", name, calendar.shown());
    }
    kept = said;
    good = now;
    error = null;
    return shifts;
  }

  /**
   * It cannot be taken; each new reason is logged.
   *
   * @return its shifts; null when they are as they were
   */
  List<Shift> fail(CalendarError why, Instant now) {
    if (!why.getMessage().equals(error)) {
      String then = good == null ? "it was never read" : "what it said at " + good + " counts";
      LOG.warn("The calendar of {} at {} {}; {}", name, calendar.shown(), why.getMessage(), then);
    }
    error = why.getMessage();
    return kept != null && old(now) ? anew(now) : null;
  }

  private boolean old(Instant now) {
    return found == null || Duration.between(found, now).abs().compareTo(DAY) >= 0;
  }

  private List<Shift> anew(Instant now) {
    try {
      return shifts(kept, now);
    } catch (CalendarError e) {
      error = e.getMessage();
      return null;
    }
  }

  private List<Shift> shifts(Kept said, Instant now) throws CalendarError {
    List<Shift> shifts =
        CalendarReader.shifts(calendar, said.text(), now.minus(DAY), now.plus(AHEAD));
    found = now;
    return shifts;
  }
}
