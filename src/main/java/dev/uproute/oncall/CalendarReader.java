package dev.uproute.oncall;

import biweekly.ICalendar;
import biweekly.component.VEvent;
import biweekly.io.scribe.component.RawComponentScribe;
import biweekly.io.text.ICalReader;
import dev.uproute.service.OnCall;
import dev.uproute.service.OnCall.Shift;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a calendar (iCalendar, RFC 5545): which shifts there are in a time.
 *
 * <ol>
 *   <li>An event is a shift, with each time it recurs: rules, further dates and excepted ones. What
 *       was moved or called off takes the place of what recurs.
 *   <li>Recurrences are found in local time, and each becomes an instant by the rules of its zone:
 *       a zone of Java by its name, any other as the calendar describes it.
 *   <li>It names whoever of the people stands as a word in its title, however written; where nobody
 *       does, in name or address of who is invited.
 *   <li>What would take long is refused: {@link Rules}, {@link Occurrences}.
 * </ol>
 *
 * Pure; for one thread.
 */
final class CalendarReader {
  private static final int MOST_EVENTS = 20_000;
  private static final int MOST_SHIFTS = 10_000;

  private final OnCall.Calendar calendar;
  private final Names names;
  private final Instant from;
  private final Instant to;
  private final List<Shift> shifts = new ArrayList<>();

  private CalendarReader(OnCall.Calendar calendar, Instant from, Instant to) {
    this.calendar = calendar;
    this.names = new Names(calendar.people().keySet());
    this.from = from;
    this.to = to;
  }

  /**
   * The shifts that overlap a time.
   *
   * @param text what the calendar is
   * @throws CalendarError when it is none, or one that cannot be read in bounded time
   */
  static List<Shift> shifts(OnCall.Calendar calendar, String text, Instant from, Instant to)
      throws CalendarError {
    CalendarReader reader = new CalendarReader(calendar, from, to);
    try {
      reader.read(parsed(text));
    } catch (IOException | RuntimeException e) {
      // the parser quotes what it does not understand, which may be anything
      throw new CalendarError("cannot be read: " + e.getClass().getSimpleName());
    }
    return reader.shifts;
  }

  private static ICalendar parsed(String text) throws IOException, CalendarError {
    if (!text.contains("BEGIN:VCALENDAR")) {
      throw new CalendarError("is no iCalendar: BEGIN:VCALENDAR is missing");
    } else if (!text.stripTrailing().endsWith("END:VCALENDAR")) {
      throw new CalendarError("is not whole: END:VCALENDAR is missing at its end");
    }
    try (ICalReader reader = new ICalReader(text)) {
      // as it stands: the parser would apply the rules of a zone before anybody has judged them
      reader.getScribeIndex().register(new RawComponentScribe("VTIMEZONE"));
      reader.setGlobalTimezoneIdResolver(_ -> null);
      return reader.readNext();
    }
  }

  private void read(ICalendar all) throws CalendarError {
    List<VEvent> events = all.getEvents();
    if (events.size() > MOST_EVENTS) {
      throw new CalendarError("has more than " + MOST_EVENTS + " events");
    }
    Times times = new Times(calendar.zone(), all.getExperimentalComponents("VTIMEZONE"));
    Occurrences occurrences = new Occurrences(times, from, to);
    Map<String, Set<Instant>> moved = moved(events, times);
    for (VEvent event : events) {
      Rules.judge(event);
      boolean off = event.getStatus() != null && event.getStatus().isCancelled();
      if (!off && event.getDateStart() != null && event.getDateStart().getValue() != null) {
        boolean single = event.getRecurrenceId() != null;
        Set<Instant> without = single ? Set.of() : moved.getOrDefault(uid(event), Set.of());
        add(event, occurrences.of(event, without));
      }
    }
  }

  private void add(VEvent event, Collection<Begin.Span> spans) throws CalendarError {
    List<String> people = spans.isEmpty() ? List.of() : names.in(event);
    for (Begin.Span span : spans) {
      shifts.add(new Shift(span.from(), span.to(), people));
    }
    if (shifts.size() > MOST_SHIFTS) {
      throw new CalendarError("has more than " + MOST_SHIFTS + " shifts in six weeks");
    }
  }

  /** Which recurrences of an event have another event in their place, by its id. */
  private static Map<String, Set<Instant>> moved(List<VEvent> events, Times times)
      throws CalendarError {
    Map<String, Set<Instant>> moved = new HashMap<>();
    for (VEvent event : events) {
      if (event.getRecurrenceId() != null && event.getRecurrenceId().getValue() != null) {
        moved
            .computeIfAbsent(uid(event), _ -> new HashSet<>())
            .add(times.instant(event.getRecurrenceId(), event.getRecurrenceId().getValue()));
      }
    }
    return moved;
  }

  private static String uid(VEvent event) {
    return event.getUid() == null ? "" : String.valueOf(event.getUid().getValue());
  }
}
