package dev.uproute.service;

import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A name that stands for other channels at other times, so that whoever is on call is notified: by
 * a calendar, by the time of the week, or by the week where nobody is in the calendar. Immutable.
 *
 * @param weekly in the order of the week, no two of the same time; may be empty when there is a
 *     calendar
 * @param zone of the times of the week
 * @param calendar null = there is none
 * @param shifts what the calendar says of the time around now; empty while it was never read
 */
public record OnCall(
    String name, List<Turn> weekly, ZoneId zone, Calendar calendar, List<Shift> shifts) {

  /** By the time of the week alone. */
  public OnCall(String name, List<Turn> weekly, ZoneId zone) {
    this(name, weekly, zone, null, List.of());
  }

  /**
   * From this time of the week to the next one these channels are on call.
   *
   * @param channels at least one
   */
  public record Turn(DayOfWeek day, LocalTime at, List<String> channels) {
    /** How far into the week it begins. */
    public Duration begin() {
      return intoWeek(day, at);
    }
  }

  /**
   * Where the calendar is, and whom its events name.
   *
   * @param address {@code http}, {@code https} or {@code file}; may hold secrets
   * @param people name → channels, at least one of each
   * @param zone of times it gives without one
   */
  public record Calendar(URI address, Map<String, List<String>> people, ZoneId zone) {
    /** The host, or the file: all that may be shown. */
    public String shown() {
      return address.getHost() == null ? "file " + path() : address.getHost();
    }

    /** Of a file, absolute or in the current folder. */
    public String path() {
      return address.isOpaque() ? address.getSchemeSpecificPart() : address.getPath();
    }

    /** Whether it is read from this machine. */
    public boolean isFile() {
      return address.getScheme().equals("file");
    }

    @Override
    public String toString() {
      return shown();
    }
  }

  /**
   * An event of the calendar.
   *
   * @param to exclusive
   * @param people whom it names of those there are; may be empty
   */
  public record Shift(Instant from, Instant to, List<String> people) {
    private boolean on(Instant time) {
      return !time.isBefore(from) && time.isBefore(to);
    }
  }

  /** The same, with what its calendar says now. */
  public OnCall with(List<Shift> other) {
    return new OnCall(name, weekly, zone, calendar, other);
  }

  /** Names of who is on call by the calendar; empty when nobody is, or there is none. */
  public List<String> people(Instant time) {
    return shifts.stream()
        .filter(shift -> shift.on(time))
        .flatMap(shift -> shift.people().stream())
        .distinct()
        .toList();
  }

  /** The channels that are on call at a time; never empty. */
  public List<String> at(Instant time) {
    List<String> people = people(time);
    if (people.isEmpty() && !weekly.isEmpty()) {
      return turn(time).channels();
    }
    Collection<List<String>> those =
        people.isEmpty()
            ? calendar.people().values()
            : people.stream().map(calendar.people()::get).toList();
    return those.stream().flatMap(List::stream).distinct().toList();
  }

  /** All channels that may ever be on call. */
  public Stream<String> ever() {
    Stream<String> named =
        calendar == null ? Stream.of() : calendar.people().values().stream().flatMap(List::stream);
    return Stream.concat(weekly.stream().flatMap(turn -> turn.channels().stream()), named);
  }

  private Turn turn(Instant time) {
    LocalDateTime local = LocalDateTime.ofInstant(time, zone);
    Duration now = intoWeek(local.getDayOfWeek(), local.toLocalTime());
    // before the first of a week the last one of the week before goes on
    Turn current = weekly.getLast();
    for (Turn turn : weekly) {
      current = turn.begin().compareTo(now) <= 0 ? turn : current;
    }
    return current;
  }

  private static Duration intoWeek(DayOfWeek day, LocalTime at) {
    return Duration.ofDays(day.getValue()).plusNanos(at.toNanoOfDay());
  }
}
