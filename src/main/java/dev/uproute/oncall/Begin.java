package dev.uproute.oncall;

import biweekly.util.ICalDate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** When an event begins: a day and time on the wall, in its zone. */
record Begin(LocalDateTime local, Times.Zone zone) {

  /**
   * One time of an event.
   *
   * @param to exclusive
   */
  record Span(Instant from, Instant to) {}

  Instant instant() {
    return zone.instant(local);
  }

  /** By the clock on the wall: a shift of a week ends at the hour it began, also in spring. */
  Span lasting(Duration length) {
    return new Span(instant(), zone.instant(local.plus(length)));
  }

  /**
   * Whether the last time of a rule is before it.
   *
   * @param until an instant, a day, or a time on the wall; null = there is none
   */
  boolean isAfter(ICalDate until) throws CalendarError {
    if (until == null) {
      return false;
    }
    LocalDateTime last = Times.local(until);
    if (until.getRawComponents().isUtc()) {
      return instant().isAfter(last.toInstant(ZoneOffset.UTC));
    }
    return until.hasTime() ? local.isAfter(last) : local.toLocalDate().isAfter(last.toLocalDate());
  }
}
