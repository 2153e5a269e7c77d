package dev.uproute.importer;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

/** Times as other monitors keep them; one without a zone is UTC. Pure. */
final class SqlTime {
  private static final DateTimeFormatter TEXT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);
  private static final long SECONDS = 100_000_000_000L;

  private SqlTime() {}

  /** As SQLite compares it with {@code 2026-06-17 21:37:00.123}. */
  static String text(Instant at) {
    return TEXT.format(at);
  }

  /** Of epoch milliseconds with a fraction, rounded. */
  static Instant millis(double millis) {
    return Instant.ofEpochMilli(Math.round(millis));
  }

  /**
   * Null when it cannot be read.
   *
   * @param value a text of ISO-8601, perhaps with a blank for the T, or seconds or milliseconds
   */
  static Instant instant(Object value) {
    if (value instanceof Number number) {
      long time = number.longValue();
      return Math.abs(time) < SECONDS ? Instant.ofEpochSecond(time) : Instant.ofEpochMilli(time);
    }
    return value == null ? null : parsed(value.toString().strip());
  }

  private static Instant parsed(String text) {
    // Python writes +00:00, Go a blank, +0000, the name of the zone and perhaps its own clock
    String iso =
        text.replaceFirst(" m=[+-][\\d.]+$", "")
            .replaceFirst("^(\\d{4}-\\d\\d-\\d\\d) +", "$1T")
            .replaceFirst(" ?([+-]\\d\\d):?(\\d\\d)(?: \\S+)?$", "$1:$2")
            .replaceFirst(" ?UTC$", "Z");
    try {
      return iso.matches(".*T.*(Z|[+-]\\d\\d:\\d\\d)$")
          ? OffsetDateTime.parse(iso).toInstant()
          : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
    } catch (DateTimeParseException _) {
      return null;
    }
  }
}
