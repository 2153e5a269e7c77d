package dev.uproute.oncall;

import biweekly.component.DaylightSavingsTime;
import biweekly.component.ICalComponent;
import biweekly.component.Observance;
import biweekly.component.StandardTime;
import biweekly.component.VTimezone;
import biweekly.io.ICalTimeZone;
import biweekly.property.ICalProperty;
import biweekly.property.TimezoneId;
import biweekly.util.DateTimeComponents;
import biweekly.util.Frequency;
import biweekly.util.ICalDate;
import dev.uproute.text.Shown;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;

/** What the times in a calendar are as instants. For one thread. */
final class Times {
  private static final int MOST_RULES = 200;

  private static final Zone UTC = local -> local.toInstant(ZoneOffset.UTC);

  private final Zone usual;
  private final Map<String, ICalComponent> described = new HashMap<>();
  private final Map<String, Zone> known = new HashMap<>();

  /** What a local time is; one that a change of the clocks leaves out is later by the change. */
  interface Zone {
    Instant instant(LocalDateTime local);
  }

  /**
   * @param usual of times without a zone
   * @param zones as the calendar describes them
   */
  Times(ZoneId usual, List<? extends ICalComponent> zones) {
    this.usual = local -> local.atZone(usual).toInstant();
    for (ICalComponent zone : zones) {
      TimezoneId id = zone.getProperty(TimezoneId.class);
      if (id != null && id.getValue() != null) {
        described.put(id.getValue(), zone);
      }
    }
  }

  /** As it is written. */
  static LocalDateTime local(ICalDate date) throws CalendarError {
    DateTimeComponents at = date.getRawComponents();
    try {
      return LocalDateTime.of(
          at.getYear(), at.getMonth(), at.getDate(), at.getHour(), at.getMinute(), at.getSecond());
    } catch (DateTimeException _) {
      throw new CalendarError("has a time that there is not: " + Shown.quoted(at.toString()));
    }
  }

  /** The zone of a time: the same object for the same zone. */
  Zone zone(ICalProperty property, ICalDate date) throws CalendarError {
    String id = property.getParameters().getTimezoneId();
    if (date.getRawComponents().isUtc()) {
      return UTC;
    } else if (id == null || !date.hasTime()) {
      return usual;
    }
    Zone zone = known.get(id);
    if (zone == null) {
      zone = named(id);
      known.put(id, zone);
    }
    return zone;
  }

  Instant instant(ICalProperty property, ICalDate date) throws CalendarError {
    return zone(property, date).instant(local(date));
  }

  /** By its name in Java, which some write behind the name of a program, else as described. */
  private Zone named(String id) throws CalendarError {
    String[] parts = id.split("/");
    for (int from = 0; from < parts.length; from++) {
      String name = String.join("/", List.of(parts).subList(from, parts.length));
      if (ZoneId.getAvailableZoneIds().contains(name)) {
        ZoneId zone = ZoneId.of(name);
        return local -> local.atZone(zone).toInstant();
      }
    }
    ICalComponent zone = described.get(id);
    if (zone == null) {
      throw new CalendarError(
          "has times of " + Shown.quoted(id) + ", a zone that is neither known nor described");
    }
    return described(id, zone);
  }

  private static Zone described(String id, ICalComponent zone) throws CalendarError {
    VTimezone copy = new VTimezone(id);
    List<StandardTime> standard = zone.getComponents(StandardTime.class);
    List<DaylightSavingsTime> daylight = zone.getComponents(DaylightSavingsTime.class);
    if (standard.size() + daylight.size() > MOST_RULES) {
      throw new CalendarError("describes a zone in more than " + MOST_RULES + " rules");
    }
    for (StandardTime each : standard) {
      copy.addStandardTime(judged(each));
    }
    for (DaylightSavingsTime each : daylight) {
      copy.addDaylightSavingsTime(judged(each));
    }
    TimeZone rules = new ICalTimeZone(copy);
    return local -> local.toInstant(ZoneOffset.ofTotalSeconds(offset(rules, local) / 1000));
  }

  private static <T extends Observance> T judged(T rule) throws CalendarError {
    if (rule.getRecurrenceRule() != null && rule.getRecurrenceRule().getValue() != null) {
      Rules.judge(rule.getRecurrenceRule().getValue());
      if (rule.getRecurrenceRule().getValue().getFrequency() != Frequency.YEARLY) {
        throw new CalendarError("describes a zone by a rule that is not yearly");
      }
    }
    return rule;
  }

  private static int offset(TimeZone zone, LocalDateTime at) {
    return zone.getOffset(
        1,
        at.getYear(),
        at.getMonthValue() - 1,
        at.getDayOfMonth(),
        1,
        at.toLocalTime().toSecondOfDay() * 1000);
  }
}
