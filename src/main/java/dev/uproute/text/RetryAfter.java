package dev.uproute.text;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** The header {@code Retry-After} (RFC 9110, 10.2.3): seconds, also with a fraction, or a date. */
public final class RetryAfter {
  private RetryAfter() {}

  /**
   * How long to wait; null when the header says nothing that can be understood, or a time that has
   * passed.
   *
   * @param header null or blank when there is none
   * @param date the header {@code Date} of the same answer, whose clock counts then; null or blank
   *     when there is none
   * @param now by our own clock, where there is no {@code date}
   */
  public static Duration of(String header, String date, Instant now) {
    String text = header == null ? "" : header.strip();
    if (text.matches("\\d{1,12}(\\.\\d{1,6})?")) {
      return Duration.ofMillis((long) Math.ceil(Double.parseDouble(text) * 1000));
    }
    try {
      Instant from = date == null || date.isBlank() ? now : time(date);
      Duration wait = text.isEmpty() ? Duration.ZERO : Duration.between(from, time(text));
      return wait.isPositive() ? wait : null;
    } catch (DateTimeException _) {
      return null;
    }
  }

  /**
   * A time as HTTP writes it (RFC 9110, 5.6.7).
   *
   * @throws DateTimeException when it is none
   */
  public static Instant time(String header) {
    return ZonedDateTime.parse(header.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
  }
}
