package dev.uproute.oncall;

import biweekly.component.ICalComponent;
import biweekly.property.ExceptionRule;
import biweekly.property.RawProperty;
import biweekly.util.Frequency;
import biweekly.util.Recurrence;
import java.util.Set;

/**
 * Which rules of a calendar are followed: nobody is on call by the minute, and what comes so often,
 * or never, could take for ever. Pure.
 */
final class Rules {
  private static final int LONGEST_INTERVAL = 1000;
  private static final Set<String> TIMES =
      Set.of("DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID");

  private Rules() {}

  /**
   * @throws CalendarError when the times of an event are not understood
   */
  static void judge(ICalComponent event) throws CalendarError {
    for (RawProperty raw : event.getExperimentalProperties()) {
      if (TIMES.contains(raw.getName())) {
        throw new CalendarError("has an event whose " + raw.getName() + " cannot be read");
      }
    }
    if (!event.getProperties(ExceptionRule.class).isEmpty()) {
      throw new CalendarError("has an EXRULE, which RFC 5545 has no more; EXDATE is read");
    }
  }

  /**
   * @throws CalendarError when a rule is not followed
   */
  static void judge(Recurrence rule) throws CalendarError {
    Frequency every = rule.getFrequency();
    int interval = rule.getInterval() == null ? 1 : rule.getInterval();
    if (every == null) {
      throw new CalendarError("has a rule without a FREQ that is known");
    } else if (every.compareTo(Frequency.HOURLY) < 0) {
      throw new CalendarError("has a rule that comes more often than hourly");
    } else if (rule.getBySecond().size() > 1 || rule.getByMinute().size() > 1) {
      throw new CalendarError("has a rule for more than one minute of an hour");
    } else if (interval < 1 || interval > LONGEST_INTERVAL) {
      throw new CalendarError("has a rule whose INTERVAL is not 1 to " + LONGEST_INTERVAL);
    } else if (every == Frequency.HOURLY && interval > 1 && !rule.getByHour().isEmpty()) {
      // the library mistakes these hours for seconds
      throw new CalendarError("has an hourly rule with INTERVAL and BYHOUR");
    }
  }
}
