package dev.uproute.page;

import dev.uproute.report.Report;
import dev.uproute.service.Recurrence.Opening;
import dev.uproute.service.Service;
import dev.uproute.service.Window;
import dev.uproute.text.Words;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The planned maintenance as iCalendar (RFC 5545), for calendars to subscribe to. Each opening of a
 * window is an event of its own in UTC, because not every recurrence has a rule there, and a
 * calendar may know other dates of summer time.
 */
final class MaintenanceCalendar {
  private static final Duration PAST = Duration.ofDays(7);
  private static final Duration AHEAD = Duration.ofDays(90);

  /** Octets of a line. */
  private static final int LINE = 75;

  /** Services that an event names; of more it says how many. */
  private static final int NAMED = 20;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final Language language;
  private final StringBuilder text = new StringBuilder();

  private MaintenanceCalendar(Language language) {
    this.language = language;
  }

  /**
   * From a week ago to 90 days ahead; windows of services that are not seen are left out.
   *
   * @param report of what readers may see
   * @param title of the pages
   */
  static String of(Report report, String title, Language language) {
    MaintenanceCalendar calendar = new MaintenanceCalendar(language);
    calendar.line("BEGIN", "VCALENDAR");
    calendar.line("VERSION", "2.0");
    calendar.line("PRODID", "-//Uproute//Maintenance//EN");
    calendar.line("METHOD", "PUBLISH");
    calendar.line("X-WR-CALNAME", escaped(language.text("calendar.name", title)));
    calendar.line("REFRESH-INTERVAL;VALUE=DURATION", "PT1H");
    Instant day = report.at().truncatedTo(ChronoUnit.DAYS);
    List<Service> seen = report.services().stream().map(each -> each.service()).toList();
    for (Window window : report.plans().windows()) {
      List<String> names =
          seen.stream().filter(window::covers).map(each -> Words.visible(each.name())).toList();
      if (!names.isEmpty()) {
        window
            .openings(day.minus(PAST), day.plus(AHEAD))
            .forEach(opening -> calendar.event(window, opening, names));
      }
    }
    calendar.line("END", "VCALENDAR");
    return calendar.text.toString();
  }

  private void event(Window window, Opening opening, List<String> names) {
    String start = TIME.format(opening.start());
    String name = Words.visible(window.name());
    String id = start + "\n" + name + "\n" + window.services() + window.sites() + window.tags();
    line("BEGIN", "VEVENT");
    line("UID", UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)) + "@uproute");
    // when it was planned is not known, and a time that changes would make it another event
    line("DTSTAMP", start);
    line("DTSTART", start);
    line("DTEND", TIME.format(opening.end()));
    line("SUMMARY", escaped(summary(name)));
    line("DESCRIPTION", escaped(affected(names)));
    line("TRANSP", "TRANSPARENT");
    line("END", "VEVENT");
  }

  private String summary(String name) {
    return name.isEmpty()
        ? language.text("calendar.event")
        : language.text("calendar.event-named", name);
  }

  private String affected(List<String> names) {
    String listed = names.stream().limit(NAMED).collect(Collectors.joining("\n"));
    int more = names.size() - NAMED;
    return listed + (more > 0 ? "\n" + language.text("calendar.more", more) : "");
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n");
  }

  /** One property; a line that is too long goes on behind a space. */
  private void line(String name, String value) {
    int octets = 0;
    for (int c : (name + ":" + value).codePoints().toArray()) {
      int size = Character.toString(c).getBytes(StandardCharsets.UTF_8).length;
      if (octets + size > LINE) {
        text.append("\r\n ");
        octets = 1;
      }
      text.appendCodePoint(c);
      octets += size;
    }
    text.append("\r\n");
  }
}
