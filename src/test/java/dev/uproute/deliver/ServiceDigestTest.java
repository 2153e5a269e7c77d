package dev.uproute.deliver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.uproute.check.Status;
import dev.uproute.record.Event;
import dev.uproute.record.Flip;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of the rows of one service: told, held or suppressed. */
class ServiceDigestTest {
  private static final Instant AT = Instant.parse("2026-06-17T12:00:00Z");
  private static final String WHY = "maintenance";

  /** Rows in order; a reason means that the row is held for it. */
  private static List<PendingDelivery> rows(String reason, Event... events) {
    return rows(reason, false, events);
  }

  private static List<PendingDelivery> rows(String reason, boolean recoveries, Event... events) {
    List<PendingDelivery> rows = new ArrayList<>();
    for (Event event : events) {
      Flip flip = new Flip(1, "a", AT, event, Status.UP, Status.DOWN, AT, "why");
      boolean held = reason != null && (recoveries || event != Event.UP);
      rows.add(
          new PendingDelivery(
              rows.size() + 1, flip, "a", held, AT, null, held ? reason : null, false));
    }
    return rows;
  }

  /** For example {@code tell 1 2; suppressed 3: reason}. */
  private static String judged(List<PendingDelivery> rows, boolean known, String reason) {
    List<ServiceDigest.Change> changes = new ArrayList<>();
    StringBuilder text = new StringBuilder("tell");
    Event last = known ? Event.DOWN : null;
    for (PendingDelivery row : ServiceDigest.judge(rows, last, flip -> reason, changes)) {
      text.append(' ').append(row.id());
    }
    for (ServiceDigest.Change change : changes) {
      text.append("; ").append(change.state()).append(' ').append(change.id());
      text.append(change.reason() == null ? "" : ": " + change.reason());
    }
    return text.toString();
  }

  private static String judged(String held, boolean known, String reason, Event... events) {
    return judged(rows(held, events), known, reason);
  }

  @Test
  void what_goes_on_is_held_while_there_is_a_reason_and_told_when_there_is_none() {
    assertEquals("tell; held 1: maintenance", judged(null, false, WHY, Event.DOWN));
    assertEquals("tell", judged(WHY, false, WHY, Event.DOWN));
    assertEquals("tell; held 1: other", judged(WHY, false, "other", Event.DOWN));
    assertEquals(
        "tell 1 2; waiting 1; waiting 2", judged(WHY, false, null, Event.DOWN, Event.ESCALATED));
  }

  @Test
  void what_was_held_all_the_time_and_is_over_is_suppressed_with_its_reason() {
    String over = "maintenance; it recovered meanwhile";
    for (String reason : Arrays.asList(WHY, null)) {
      assertEquals(
          "tell; suppressed 1: %s; suppressed 2: %s".formatted(over, over),
          judged(WHY, false, reason, Event.DOWN, Event.UP));
    }
  }

  @Test
  void a_recovery_of_what_was_told_is_told_when_nothing_holds_it() {
    assertEquals("tell 1", judged(null, true, null, Event.UP));
    assertEquals("tell; held 1: maintenance", judged(null, true, WHY, Event.UP));
    assertEquals("tell 1; waiting 1", judged(rows(WHY, true, Event.UP), true, null));
  }

  @Test
  void a_recovery_of_what_was_never_told_is_suppressed() {
    assertEquals(
        "tell; suppressed 1: that it was down was never told here",
        judged(null, false, null, Event.UP));
  }

  @Test
  void an_outage_that_waited_is_told_together_with_its_end() {
    assertEquals("tell 1 2", judged(null, false, null, Event.DOWN, Event.UP));
    assertEquals("tell 1 2 3", judged(null, false, null, Event.DOWN, Event.UP, Event.DOWN));
  }
}
