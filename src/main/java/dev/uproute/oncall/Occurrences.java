package dev.uproute.oncall;

import biweekly.component.VEvent;
import biweekly.property.ExceptionDates;
import biweekly.property.RecurrenceDates;
import biweekly.property.RecurrenceRule;
import biweekly.util.ICalDate;
import biweekly.util.Period;
import biweekly.util.Recurrence;
import dev.uproute.text.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;

/**
 * When the events of one calendar are, in a time. What takes more than {@value #MOST_STEPS} steps
 * or {@link #LIMIT} for all of them is refused. For one thread.
 */
final class Occurrences {
  private static final int MOST_STEPS = 500_000;
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final TimeZone UTC = TimeZone.getTimeZone("UTC");

  private final Times times;
  private final Instant from;
  private final Instant to;
  private final Deadline deadline = Deadline.after(LIMIT);
  private int steps;

  Occurrences(Times times, Instant from, Instant to) {
    this.times = times;
    this.from = from;
    this.to = to;
  }

  /**
   * The times of an event that overlap the time asked for.
   *
   * @param without when it would begin, were it not moved
   */
  Collection<Begin.Span> of(VEvent event, Set<Instant> without) throws CalendarError {
    ICalDate start = event.getDateStart().getValue();
    Begin first = new Begin(Times.local(start), times.zone(event.getDateStart(), start));
    Duration length = length(event, first);
    Map<Instant, Begin.Span> spans = new TreeMap<>();
    put(spans, first.lasting(length));
    for (RecurrenceRule rule : event.getProperties(RecurrenceRule.class)) {
      recur(rule, first, length, spans);
    }
    for (RecurrenceDates dates : event.getRecurrenceDates()) {
      for (ICalDate date : dates.getDates()) {
        put(spans, new Begin(Times.local(date), times.zone(dates, date)).lasting(length));
      }
      for (Period period : dates.getPeriods()) {
        put(spans, span(dates, period));
      }
    }
    Set<Instant> left = new HashSet<>(without);
    for (ExceptionDates dates : event.getExceptionDates()) {
      for (ICalDate date : dates.getValues()) {
        left.add(times.instant(dates, date));
      }
    }
    spans.keySet().removeAll(left);
    return spans.values();
  }

  private void put(Map<Instant, Begin.Span> spans, Begin.Span span) {
    if (span.to().isAfter(from) && span.from().isBefore(to) && span.to().isAfter(span.from())) {
      spans.put(span.from(), span);
    }
  }

  private Begin.Span span(RecurrenceDates dates, Period period) throws CalendarError {
    Instant at = times.instant(dates, period.getStartDate());
    Instant end =
        period.getEndDate() == null
            ? at.plusMillis(period.getDuration().toMillis())
            : times.instant(dates, period.getEndDate());
    return new Begin.Span(at, end);
  }

  private Duration length(VEvent event, Begin first) throws CalendarError {
    if (event.getDateEnd() != null && event.getDateEnd().getValue() != null) {
      ICalDate end = event.getDateEnd().getValue();
      Times.Zone zone = times.zone(event.getDateEnd(), end);
      LocalDateTime last = Times.local(end);
      return zone == first.zone()
          ? Duration.between(first.local(), last)
          : Duration.between(first.instant(), zone.instant(last));
    } else if (event.getDuration() != null && event.getDuration().getValue() != null) {
      return Duration.ofMillis(event.getDuration().getValue().toMillis());
    }
    return event.getDateStart().getValue().hasTime() ? Duration.ZERO : Duration.ofDays(1);
  }

  private void recur(
      RecurrenceRule property, Begin first, Duration length, Map<Instant, Begin.Span> to)
      throws CalendarError {
    Recurrence rule = property.getValue();
    Rules.judge(rule);
    // the library knows no zone here, so the end, which may be in another one, is not for it
    Recurrence endless = new Recurrence.Builder(rule).until((ICalDate) null).build();
    Date start = Date.from(first.local().toInstant(ZoneOffset.UTC));
    Iterator<Date> dates = endless.getDateIterator(new ICalDate(start), UTC);
    while (dates.hasNext()) {
      step();
      LocalDateTime local = LocalDateTime.ofInstant(dates.next().toInstant(), ZoneOffset.UTC);
      Begin next = new Begin(local, first.zone());
      if (!next.instant().isBefore(this.to) || next.isAfter(rule.getUntil())) {
        return;
      }
      put(to, next.lasting(length));
    }
  }

  private void step() throws CalendarError {
    if (++steps > MOST_STEPS) {
      throw new CalendarError("recurs more than " + MOST_STEPS + " times up to now");
    } else if (deadline.expired()) {
      throw new CalendarError("takes more than " + LIMIT.toSeconds() + " s to read");
    }
  }
}
