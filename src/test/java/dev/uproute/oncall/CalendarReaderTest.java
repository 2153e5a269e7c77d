package dev.uproute.oncall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.service.OnCall;
import dev.uproute.service.OnCall.Shift;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What calendars say, as programs write them. */
@Execution(ExecutionMode.CONCURRENT)
class CalendarReaderTest {
  /** A Monday. */
  private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");

  private static final OnCall.Calendar CALENDAR = calendar();

  private static OnCall.Calendar calendar() {
    Map<String, List<String>> people = new LinkedHashMap<>();
    people.put("anna", List.of("sms"));
    people.put("Bob Miller", List.of("mail"));
    people.put("carl@example.org", List.of("chat"));
    return new OnCall.Calendar(
        URI.create("https://calendar.example/secret"), people, ZoneId.of("Europe/Berlin"));
  }

  private static String text(String... events) {
    String each =
        List.of(events).stream()
            .map(event -> "BEGIN:VEVENT\n" + event.replace(" | ", "\n") + "\nEND:VEVENT\n")
            .collect(Collectors.joining());
    return "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//y//EN\n" + each + "END:VCALENDAR\n";
  }

  private static List<Shift> read(String text) throws CalendarError {
    return CalendarReader.shifts(
        CALENDAR, text, NOW.minus(Duration.ofDays(1)), NOW.plus(Duration.ofDays(14)));
  }

  /** From, to and whom, in the order of time. */
  private static String shifts(String text) throws CalendarError {
    return read(text).stream()
        .map(shift -> shift.from() + " " + shift.to() + " " + String.join("+", shift.people()))
        .sorted()
        .map(line -> line.replace("2026-", "").replace(":00Z", ""))
        .collect(Collectors.joining(", "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "On call: Anna; anna",
        "[L1] anna; anna",
        "Susanna; ''",
        "bob miller (primary); Bob Miller",
        "Bob; ''",
        "anna, Bob Miller; anna+Bob Miller",
        "carl@example.org; carl@example.org",
        "''; ''",
      })
  void an_event_names_whoever_stands_in_its_title(String title, String people) throws Exception {
    String event = "UID:1 | DTSTART:20260615T080000Z | DTEND:20260616T080000Z | SUMMARY:" + title;
    assertEquals("06-15T08:00 06-16T08:00 " + people, shifts(text(event)));
  }

  @Test
  void where_the_title_names_nobody_it_is_who_is_invited() throws Exception {
    String event =
        "UID:1 | DTSTART:20260615T080000Z | DTEND:20260616T080000Z | SUMMARY:On call"
            + " | ATTENDEE;CN=Carl:mailto:Carl@example.org";
    assertEquals("06-15T08:00 06-16T08:00 carl@example.org", shifts(text(event)));
  }

  // Berlin is two hours ahead in June
  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        // without a zone, whole days, a zone with the name of a program before it, no end
        "DTSTART:20260615T080000 | DTEND:20260615T200000 # 06-15T06:00 06-15T18:00 anna",
        "DTSTART;VALUE=DATE:20260615 | DTEND;VALUE=DATE:20260622 # 06-14T22:00 06-21T22:00 anna",
        "DTSTART;VALUE=DATE:20260615 # 06-14T22:00 06-15T22:00 anna",
        "DTSTART;TZID=America/New_York:20260615T080000 | DURATION:PT12H # 06-15T12:00 06-16T00:00 anna",
        "DTSTART;TZID=/citadel.org/2021/America/New_York:20260615T080000 | DURATION:PT1H #"
            + " 06-15T12:00 06-15T13:00 anna",
        "DTSTART:20260615T080000Z # ''",
        // every other week since winter, by the clock on the wall; until, count, further, excepted
        "DTSTART;TZID=Europe/Berlin:20260105T090000 | DURATION:P7D | RRULE:FREQ=WEEKLY;INTERVAL=2 #"
            + " 06-08T07:00 06-15T07:00 anna, 06-22T07:00 06-29T07:00 anna",
        "DTSTART:20260601T080000Z | DURATION:PT8H | RRULE:FREQ=DAILY;BYDAY=MO;UNTIL=20260622T080000Z #"
            + " 06-15T08:00 06-15T16:00 anna, 06-22T08:00 06-22T16:00 anna",
        "DTSTART;TZID=Europe/Berlin:20260601T080000 | DURATION:PT8H | RRULE:FREQ=WEEKLY;UNTIL=20260614 #"
            + " ''",
        "DTSTART:20260601T080000Z | DURATION:PT8H | RRULE:FREQ=WEEKLY;COUNT=3 # 06-15T08:00 06-15T16:00 anna",
        "DTSTART;TZID=Europe/Berlin:20260614T200000 | DURATION:PT12H | RRULE:FREQ=DAILY;COUNT=4"
            + " | EXDATE;TZID=Europe/Berlin:20260615T200000 | EXDATE:20260616T180000Z"
            + " | RDATE:20260620T060000Z #"
            + " 06-14T18:00 06-15T06:00 anna, 06-17T18:00 06-18T06:00 anna,"
            + " 06-20T06:00 06-20T18:00 anna",
        "DTSTART:20260101T000000Z | DURATION:PT1H | RDATE;VALUE=PERIOD:20260620T060000Z/PT2H #"
            + " 06-20T06:00 06-20T08:00 anna",
      })
  void times_and_recurrences(String event, String shifts) throws Exception {
    assertEquals(shifts, shifts(text("UID:1 | SUMMARY:anna | " + event)));
  }

  @Test
  void a_week_ends_at_the_hour_it_began_when_clocks_change() throws Exception {
    String text =
        text(
            "UID:1 | SUMMARY:anna | DTSTART;TZID=Europe/Berlin:20260105T090000"
                + " | DTEND;TZID=Europe/Berlin:20260112T090000 | RRULE:FREQ=WEEKLY");
    List<Shift> around =
        CalendarReader.shifts(
            CALENDAR,
            text,
            Instant.parse("2026-03-28T00:00:00Z"),
            Instant.parse("2026-03-31T00:00:00Z"));
    assertEquals(Instant.parse("2026-03-30T07:00:00Z"), around.getFirst().to());
    assertEquals(Instant.parse("2026-03-30T07:00:00Z"), around.getLast().from());
  }

  @Test
  void what_was_moved_or_called_off_takes_the_place_of_what_recurs() throws Exception {
    String zone = ";TZID=Europe/Berlin:";
    assertEquals(
        "06-15T18:00 06-16T06:00 Bob Miller, 06-16T08:00 06-16T10:00 anna,"
            + " 06-18T18:00 06-19T06:00 anna",
        shifts(
            text(
                "UID:1 | SUMMARY:anna | DURATION:PT12H | RRULE:FREQ=DAILY;COUNT=4 | DTSTART"
                    + zone
                    + "20260615T200000",
                "UID:1 | SUMMARY:Bob Miller | RECURRENCE-ID:20260615T180000Z"
                    + " | DTSTART:20260615T180000Z | DTEND:20260616T060000Z",
                "UID:1 | SUMMARY:anna | DTSTART:20260616T080000Z | DTEND:20260616T100000Z"
                    + " | RECURRENCE-ID"
                    + zone
                    + "20260616T200000",
                "UID:1 | SUMMARY:anna | STATUS:CANCELLED | DTSTART:20260617T180000Z"
                    + " | DTEND:20260618T060000Z | RECURRENCE-ID"
                    + zone
                    + "20260617T200000")));
  }

  @Test
  void a_zone_that_java_does_not_know_is_as_the_calendar_describes_it() throws Exception {
    String zone =
        "BEGIN:VTIMEZONE\nTZID:W. Europe Standard Time\nBEGIN:STANDARD\nDTSTART:16010101T030000\n"
            + "TZOFFSETFROM:+0200\nTZOFFSETTO:+0100\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\n"
            + "END:STANDARD\nBEGIN:DAYLIGHT\nDTSTART:16010101T020000\nTZOFFSETFROM:+0100\n"
            + "TZOFFSETTO:+0200\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\nEND:DAYLIGHT\n"
            + "END:VTIMEZONE\n";
    String text =
        text(
            "UID:1 | SUMMARY:anna | DTSTART;TZID=W. Europe Standard Time:20260105T090000"
                + " | DURATION:PT8H | RRULE:FREQ=WEEKLY;BYDAY=MO");
    String both = text.replaceFirst("BEGIN:VEVENT", zone + "BEGIN:VEVENT");
    assertEquals(
        "06-15T07:00 06-15T15:00 anna, 06-22T07:00 06-22T15:00 anna, 06-29T07:00 06-29T15:00 anna",
        shifts(both));
    assertThrows(CalendarError.class, () -> read(text));
    CalendarError bomb =
        assertThrows(
            CalendarError.class, () -> read(both.replace("YEARLY;BYDAY=-1SU;BYMONTH=3", "HOURLY")));
    assertTrue(bomb.getMessage().contains("not yearly"), bomb.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DTSTART:20200101T000000Z,RRULE:FREQ=SECONDLY | more often than hourly",
        "DTSTART:20200101T000000Z,RRULE:FREQ=MINUTELY;INTERVAL=5 | more often than hourly",
        "DTSTART:20200101T000000Z,RRULE:FREQ=YEARLY;BYSECOND=1\\,2;BYSETPOS=1 | more than one minute",
        "DTSTART:20200101T000000Z,RRULE:FREQ=DAILY;INTERVAL=2147483647 | INTERVAL is not 1 to 1000",
        "DTSTART:20200101T000000Z,RRULE:FREQ=OFTEN | without a FREQ",
        "DTSTART:20200101T000000Z,RRULE:FREQ=DAILY,EXRULE:FREQ=DAILY | EXRULE",
        "DTSTART:19000101T000000Z,RRULE:FREQ=HOURLY | recurs more than 500000 times",
        "DTSTART:tomorrow | whose DTSTART cannot be read",
        "DTSTART;TZID=Nowhere:20260615T080000 | has times of \"Nowhere\"",
        "DTSTART:20261399T080000 | a time that there is not",
      })
  void what_could_take_for_ever_or_is_not_understood_is_refused(String event, String why) {
    String each = "UID:1 | SUMMARY:anna | " + event.replaceAll("(?<!\\\\),", " | ");
    CalendarError error =
        assertThrows(CalendarError.class, () -> read(text(each.replace("\\,", ","))));
    assertTrue(error.getMessage().contains(why), error.getMessage());
  }

  @Test
  void what_is_no_calendar_is_refused() {
    for (String text :
        List.of("", "<html>Log in</html>", text("UID:1").replace("END:VCALENDAR\n", ""))) {
      assertThrows(CalendarError.class, () -> read(text));
    }
  }

  @Test
  @Tag("nightly")
  void a_megabyte_of_rules_that_never_come_is_read_or_refused_in_bounded_time() {
    String never =
        "DTSTART:20200101T000000Z | DURATION:PT1H | RRULE:FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30";
    String[] events = new String[12_000];
    Arrays.fill(events, never);
    String text = text(events);
    assertTrue(text.length() > 1_000_000);
    long begun = System.nanoTime();
    try {
      read(text);
    } catch (CalendarError refused) {
      assertTrue(refused.getMessage().contains("takes more than"), refused.getMessage());
    }
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    assertTrue(took.compareTo(Duration.ofSeconds(30)) < 0, took::toString);
  }

  @Test
  @Tag("nightly")
  void what_is_broken_anywhere_is_read_or_refused_soon() {
    String whole =
        text(
            "UID:1 | SUMMARY:anna | DTSTART;TZID=Europe/Berlin:20260614T200000 | DURATION:PT12H"
                + " | RRULE:FREQ=MONTHLY;BYDAY=-1SU,2MO;BYSETPOS=-1;INTERVAL=2;UNTIL=20270101T000000Z"
                + " | EXDATE;TZID=Europe/Berlin:20260615T200000 | RDATE:20260620T060000Z",
            "UID:1 | RECURRENCE-ID:20260628T180000Z | DTSTART:20260629T180000Z"
                + " | DTEND:20260630T180000Z | RRULE:FREQ=YEARLY;BYWEEKNO=20;BYYEARDAY=1;COUNT=3");
    String[] parts = {
      "SECONDLY", "HOURLY", "0", "-1", "99999999999", ";", ",", "BYHOUR=", "\n", ":"
    };
    Random random = new Random(16);
    for (int i = 0; i < 30_000; i++) {
      StringBuilder broken = new StringBuilder(whole);
      for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
        int at = random.nextInt(broken.length() - 20);
        broken.replace(at, at + random.nextInt(12), parts[random.nextInt(parts.length)]);
      }
      long begun = System.nanoTime();
      try {
        read(broken.toString());
      } catch (CalendarError refused) {
        assertFalse(refused.getMessage().isEmpty());
      }
      Duration took = Duration.ofNanos(System.nanoTime() - begun);
      assertTrue(took.compareTo(Duration.ofSeconds(10)) < 0, () -> took + " " + broken);
    }
  }
}
