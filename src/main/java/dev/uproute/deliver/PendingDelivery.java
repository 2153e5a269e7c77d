package dev.uproute.deliver;

import dev.uproute.check.Status;
import dev.uproute.record.Event;
import dev.uproute.record.Flip;
import java.time.Instant;
import java.util.Map;

/**
 * A delivery that is not done: a row of select-pending.sql.
 *
 * @param id key of the delivery
 * @param name what the database knows as the service's name; null when the flip concerns none
 * @param held whether it was held when it was last judged
 * @param at when it was stored; of the wall clock until {@link DeliveryTimes} has read it
 * @param message id of the message it was last sent with, without an answer that is known; else
 *     null
 * @param reason why it is held
 * @param forced whether it is sent as it is, whatever came after it
 */
record PendingDelivery(
    long id,
    Flip flip,
    String name,
    boolean held,
    Instant at,
    String message,
    String reason,
    boolean forced) {
  private static final Status[] STATUSES = Status.values();

  static PendingDelivery of(Map<String, Object> row) {
    Flip flip =
        new Flip(
            number(row, "flip"),
            (String) row.get("service"),
            instant(row, "flip_at"),
            Event.of((String) row.get("event")),
            STATUSES[(int) number(row, "from_status")],
            STATUSES[(int) number(row, "to_status")],
            instant(row, "since"),
            (String) row.get("why"));
    return new PendingDelivery(
        number(row, "id"),
        flip,
        (String) row.get("name"),
        row.get("state").equals("held"),
        instant(row, "at"),
        (String) row.get("message"),
        (String) row.get("reason"),
        number(row, "forced") == 1);
  }

  /** A flip of our own that is in no table. */
  static PendingDelivery ours(Flip flip) {
    return new PendingDelivery(0, flip, null, false, flip.at(), null, null, true);
  }

  /** The same, stored at this time of the monotonic clock. */
  PendingDelivery storedAt(Instant time) {
    return new PendingDelivery(id, flip, name, held, time, message, reason, forced);
  }

  static long number(Map<String, Object> row, String column) {
    return ((Number) row.get(column)).longValue();
  }

  static Instant instant(Map<String, Object> row, String column) {
    Number millis = (Number) row.get(column);
    return millis == null ? null : Instant.ofEpochMilli(millis.longValue());
  }
}
