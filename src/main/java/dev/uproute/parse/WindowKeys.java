package dev.uproute.parse;

import static java.util.Map.entry;

import dev.uproute.service.Recurrence;
import dev.uproute.text.Shown;
import dev.uproute.text.Suggestion;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TimeZone;
import java.util.regex.Pattern;
import org.quartz.CronExpression;

/** The language of a maintenance window: its keys, and how each is read. */
final class WindowKeys {
  private static final LocalDateTime ANY = LocalDateTime.of(1970, 1, 1, 0, 0);
  private static final int LONGEST_CRON = 200;
  private static final Pattern HUGE = Pattern.compile("\\d{5}");
  private static final Duration SHORTEST = Duration.ofSeconds(5);

  /** The keys that say when; the others may always be written. */
  static final List<String> TIMES = List.of("from", "to", "days", "at", "for", "cron");

  static final Map<String, ValueParser<?>> READERS =
      Map.ofEntries(
          entry("name", Values.line(200)),
          entry("from", ValueParser.of(dateTimeForm(), WindowKeys::dateTime)),
          entry("to", ValueParser.of(dateTimeForm(), WindowKeys::dateTime)),
          entry("days", ValueParser.list(Values.word(weekdays(), WindowKeys::word), 7)),
          entry("at", ValueParser.of("a time like \"02:30\"", WindowKeys::time)),
          entry("for", Values.duration("1m", "7d")),
          entry("cron", ValueParser.of("a Quartz expression", WindowKeys::cron)),
          entry("time_zone", ValueParser.of("a time zone", WindowKeys::zone)),
          entry("services", ValueParser.list(Ids.reader(), 1000)),
          entry("sites", ValueParser.list(Ids.site(), 1000)),
          entry("tags", ValueParser.map(Values.line(64), Values.line(200), 50, "tags")));

  private WindowKeys() {}

  private static String dateTimeForm() {
    return "a date and time like \"2026-06-17 22:00\"";
  }

  private static List<DayOfWeek> weekdays() {
    return Arrays.asList(DayOfWeek.values());
  }

  private static String word(DayOfWeek day) {
    return day.name().substring(0, 3).toLowerCase(Locale.ROOT);
  }

  private static LocalDateTime dateTime(String text) {
    try {
      return LocalDateTime.parse(text.replaceFirst(" +", "T"));
    } catch (DateTimeParseException _) {
      return null;
    }
  }

  private static LocalTime time(String text) {
    try {
      return LocalTime.parse(text);
    } catch (DateTimeParseException _) {
      return null;
    }
  }

  private static ZoneId zone(String text) throws InvalidValue {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException _) {
      throw new InvalidValue(
          Shown.quoted(text)
              + " is not a time zone, like Europe/Berlin or UTC"
              + Suggestion.of(text, ZoneId.getAvailableZoneIds()));
    }
  }

  private static CronExpression cron(String text) throws InvalidValue {
    // Quartz writes out what a range such as 1970-2000000000 names, number by number
    if (text.length() > LONGEST_CRON || HUGE.matcher(text).find()) {
      return null;
    }
    try {
      CronExpression cron = new CronExpression(text);
      cron.setTimeZone(TimeZone.getTimeZone("UTC"));
      often(text, new Recurrence.Cron(cron, SHORTEST));
      return cron;
    } catch (ParseException e) {
      throw new InvalidValue(
          Shown.quoted(text)
              + " is not a Quartz expression, like \"0 30 2 ? * SUN\": "
              + e.getMessage());
    } catch (NoSuchElementException e) {
      // how Quartz answers a field that names nothing, such as a comma alone
      throw new InvalidValue(Shown.quoted(text) + " never comes");
    }
  }

  private static void often(String text, Recurrence.Cron times) throws InvalidValue {
    LocalDateTime first = times.after(ANY);
    if (first == null) {
      throw new InvalidValue(Shown.quoted(text) + " never comes");
    }
    LocalDateTime second = times.after(first);
    if (second != null && second.isBefore(first.plus(SHORTEST))) {
      throw new InvalidValue(Shown.quoted(text) + " comes more often than every 5 s");
    }
  }
}
