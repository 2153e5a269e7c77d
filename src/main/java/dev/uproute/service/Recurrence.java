package dev.uproute.service;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.quartz.CronExpression;

/**
 * When a {@link Window} is open. Times are those of the clock on the wall: one that a change to
 * summer time leaves out is later by what was left out, one that comes twice counts the first time.
 * So each is exactly once, and lengths are real ones.
 */
public sealed interface Recurrence {
  /** Whether a time is inside, the beginning included and the end excluded. */
  boolean open(Instant at, ZoneId zone);

  /**
   * From when to when it is open, in order, as far as that is within a span of time: at most
   * {@value #MOST} times.
   */
  List<Opening> openings(Instant from, Instant to, ZoneId zone);

  /** More of one window say nothing to a reader. */
  int MOST = 200;

  /** One time it is open, the beginning included and the end excluded. */
  record Opening(Instant start, Instant end) {
    private boolean meets(Instant from, Instant to) {
      return end.isAfter(from) && start.isBefore(to);
    }
  }

  /** Whether it is open all the time, or for years: it would silence for good. */
  boolean endless();

  /** From one time to another. */
  record Once(LocalDateTime from, LocalDateTime to) implements Recurrence {
    @Override
    public boolean endless() {
      return to.isAfter(from.plusYears(1));
    }

    @Override
    public boolean open(Instant at, ZoneId zone) {
      return !at.isBefore(instant(from, zone)) && at.isBefore(instant(to, zone));
    }

    @Override
    public List<Opening> openings(Instant begin, Instant end, ZoneId zone) {
      Opening only = new Opening(instant(from, zone), instant(to, zone));
      return only.meets(begin, end) ? List.of(only) : List.of();
    }
  }

  /** At one time of some days of the week, for so long. */
  record Weekly(Set<DayOfWeek> days, LocalTime at, Duration length) implements Recurrence {
    @Override
    public boolean endless() {
      return days.stream().allMatch(day -> length.toDays() >= untilNext(day));
    }

    private int untilNext(DayOfWeek day) {
      int pause = 1;
      while (!days.contains(day.plus(pause))) {
        pause++;
      }
      return pause;
    }

    @Override
    public boolean open(Instant now, ZoneId zone) {
      LocalDate last = LocalDate.ofInstant(now, zone).plusDays(1);
      LocalDate first = LocalDate.ofInstant(now.minus(length), zone).minusDays(1);
      for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
        if (days.contains(day.getDayOfWeek())
            && inside(now, instant(day.atTime(at), zone), length)) {
          return true;
        }
      }
      return false;
    }

    @Override
    public List<Opening> openings(Instant begin, Instant end, ZoneId zone) {
      LocalDate first = LocalDate.ofInstant(begin.minus(length), zone).minusDays(1);
      return first
          .datesUntil(LocalDate.ofInstant(end, zone).plusDays(2))
          .filter(day -> days.contains(day.getDayOfWeek()))
          .map(day -> opening(day.atTime(at), length, zone))
          .filter(each -> each.meets(begin, end))
          .limit(MOST)
          .toList();
    }
  }

  /**
   * Whenever a Quartz expression says, for so long.
   *
   * @param cron in UTC, which stands for the clock on the wall: Quartz itself leaves out and
   *     repeats times where summer time begins and ends
   */
  record Cron(CronExpression cron, Duration length) implements Recurrence {
    /** So many pauses are tried, from a Monday on. */
    private static final int TRIED = 400;

    @Override
    public boolean endless() {
      LocalDateTime start = after(LocalDateTime.of(2024, 1, 1, 0, 0));
      for (int i = 0; i < TRIED; i++) {
        LocalDateTime next = start == null ? null : after(start);
        if (next == null || next.isAfter(start.plus(length))) {
          return false;
        }
        start = next;
      }
      return true;
    }

    @Override
    public boolean open(Instant now, ZoneId zone) {
      Duration shift = shift(now, zone);
      LocalDateTime last = LocalDateTime.ofInstant(now, zone).plus(shift);
      LocalDateTime fire = LocalDateTime.ofInstant(now.minus(length), zone).minus(shift);
      while ((fire = after(fire)) != null && !fire.isAfter(last)) {
        if (inside(now, instant(fire, zone), length)) {
          return true;
        }
      }
      return false;
    }

    @Override
    public List<Opening> openings(Instant begin, Instant end, ZoneId zone) {
      LocalDateTime first = LocalDateTime.ofInstant(begin.minus(length), zone).minusDays(1);
      return Stream.iterate(after(first), Objects::nonNull, this::after)
          .map(fire -> opening(fire, length, zone))
          .takeWhile(each -> each.start().isBefore(end))
          .filter(each -> each.meets(begin, end))
          .limit(MOST)
          .toList();
    }

    /** The next time on the wall; null when there is none. */
    public LocalDateTime after(LocalDateTime time) {
      Date next = cron.getNextValidTimeAfter(Date.from(time.toInstant(ZoneOffset.UTC)));
      return next == null ? null : LocalDateTime.ofInstant(next.toInstant(), ZoneOffset.UTC);
    }

    /** By how much the wall was set while a window that is open now may have begun. */
    private Duration shift(Instant now, ZoneId zone) {
      ZoneOffsetTransition last = zone.getRules().previousTransition(now.plusSeconds(1));
      if (last == null) {
        return Duration.ZERO;
      }
      Duration shift = last.getDuration().abs();
      boolean past = last.getInstant().isBefore(now.minus(length).minus(shift));
      return past ? Duration.ZERO : shift;
    }
  }

  private static Opening opening(LocalDateTime wall, Duration length, ZoneId zone) {
    Instant start = instant(wall, zone);
    return new Opening(start, start.plus(length));
  }

  private static Instant instant(LocalDateTime wall, ZoneId zone) {
    return wall.atZone(zone).toInstant();
  }

  private static boolean inside(Instant now, Instant start, Duration length) {
    return !now.isBefore(start) && now.isBefore(start.plus(length));
  }
}
