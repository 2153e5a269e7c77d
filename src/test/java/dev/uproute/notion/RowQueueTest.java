package dev.uproute.notion;

import static dev.uproute.notion.RowUpdate.OFFLINE;
import static dev.uproute.notion.RowUpdate.ONLINE;
import static dev.uproute.notion.RowUpdate.UNKNOWN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowQueueTest {
  private final RowQueue queue = new RowQueue(Duration.ofMinutes(5));
  private Instant now = Instant.parse("2026-11-20T12:00:00Z");

  @Test
  void what_stays_the_same_is_written_once() {
    offer(row("a", ONLINE, 1));
    write(ONLINE);
    offer(row("a", ONLINE, 1));
    later(Duration.ofHours(1));
    offer(row("a", ONLINE, 1));
    assertEquals(0, queue.size());
  }

  @Test
  void figures_are_written_once_a_refresh_and_a_new_label_at_once() {
    offer(row("a", ONLINE, 1));
    write(ONLINE);
    later(Duration.ofMinutes(4));
    offer(row("a", ONLINE, 2));
    assertNull(queue.first());
    offer(row("a", OFFLINE, 3));
    assertEquals(3, write(ONLINE).response());
    later(Duration.ofMinutes(5));
    offer(row("a", OFFLINE, 4));
    assertEquals(4, queue.first().response());
  }

  @Test
  void the_newest_wins_while_one_waits() {
    offer(row("a", ONLINE, 1));
    offer(row("a", OFFLINE, 2));
    offer(row("a", OFFLINE, 3));
    assertEquals(1, queue.size());
    assertEquals(3, write(ONLINE).response());
    assertEquals(0, queue.size());
  }

  @Test
  void a_label_that_is_back_before_it_was_written_waits_no_more() {
    offer(row("a", ONLINE, 1));
    write(ONLINE);
    offer(row("a", OFFLINE, 2));
    offer(row("a", ONLINE, 3));
    assertEquals(0, queue.size());
  }

  @Test
  void what_comes_while_a_write_is_under_way_is_not_lost() {
    offer(row("a", ONLINE, 1));
    RowUpdate underWay = queue.first();
    offer(row("a", OFFLINE, 2));
    queue.done(underWay, ONLINE, ONLINE, now);
    assertEquals(OFFLINE, queue.label(queue.first()));
  }

  @Test
  void rows_whose_label_changed_go_first_then_the_one_written_longest_ago() {
    offer(row("a", ONLINE, 1), row("b", ONLINE, 1), row("c", ONLINE, 1), row("d", ONLINE, 1));
    for (String page : List.of("a", "b", "c", "d")) {
      assertEquals(page, write(ONLINE).page());
      later(Duration.ofSeconds(1));
    }
    later(Duration.ofMinutes(5));
    offer(row("a", ONLINE, 2), row("b", ONLINE, 2), row("c", OFFLINE, 2), row("d", ONLINE, 2));
    List<String> order = new ArrayList<>();
    while (queue.size() > 0) {
      order.add(write(ONLINE).page());
    }
    assertEquals(List.of("c", "a", "b", "d"), order);
  }

  @Test
  void unknown_is_never_written_over_a_known_label() {
    offer(row("a", UNKNOWN, 1));
    assertNull(queue.label(queue.first()), "nothing is known of the cell yet");
    queue.done(queue.first(), null, ONLINE, now);
    assertEquals(0, queue.size());
    later(Duration.ofMinutes(5));
    offer(row("a", UNKNOWN, 2));
    assertNull(queue.label(queue.first()));
  }

  @Test
  void unknown_is_written_into_a_cell_that_is_empty() {
    offer(row("a", UNKNOWN, 1));
    queue.done(queue.first(), null, "", now);
    assertEquals(UNKNOWN, queue.label(queue.first()));
    queue.done(queue.first(), UNKNOWN, UNKNOWN, now);
    assertEquals(0, queue.size());
  }

  @Test
  void a_row_that_failed_goes_behind_the_others_and_holds_a_round_up_only_once() {
    offer(row("a", ONLINE, 1), row("b", ONLINE, 1));
    long round = queue.round();
    queue.failed(queue.first());
    assertEquals("b", write(ONLINE).page());
    assertFalse(queue.through(round), "a is tried again before the round is over");
    queue.failed(queue.first());
    assertTrue(queue.through(round));
    assertEquals("a", queue.first().page());
  }

  @Test
  void a_refused_row_rests_until_the_list_brings_it_again() {
    offer(row("a", ONLINE, 1), row("b", ONLINE, 1));
    queue.refused(queue.first(), now);
    offer(row("a", OFFLINE, 2), row("b", ONLINE, 2));
    assertEquals(1, queue.size());
    offer(row("b", ONLINE, 3));
    offer(row("a", OFFLINE, 4), row("b", ONLINE, 4));
    assertEquals(2, queue.size());
  }

  @Test
  void a_refused_row_that_stays_in_the_list_is_tried_again_after_a_rest() {
    offer(row("a", ONLINE, 1));
    queue.refused(queue.first(), now);
    later(RowQueue.REST);
    offer(row("a", ONLINE, 1));
    assertEquals(1, queue.size());
  }

  @Test
  void the_answer_to_a_row_that_left_the_list_is_ignored() {
    offer(row("a", ONLINE, 1));
    RowUpdate underWay = queue.first();
    offer();
    queue.done(underWay, ONLINE, ONLINE, now);
    assertEquals(0, queue.size());
  }

  private void offer(RowUpdate... rows) {
    queue.offer(List.of(rows), now);
  }

  private RowUpdate write(String cell) {
    RowUpdate update = queue.first();
    queue.done(update, queue.label(update), cell, now);
    return update;
  }

  private void later(Duration time) {
    now = now.plus(time);
  }

  private static RowUpdate row(String page, String label, double response) {
    Instant checked = Instant.parse("2026-11-20T11:59:59Z");
    return new RowUpdate(page, page, label, checked, response, 1.0, 1.0, null);
  }
}
