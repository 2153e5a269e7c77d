package dev.uproute.deliver;

import static dev.uproute.check.Status.DOWN;
import static dev.uproute.check.Status.UP;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.OnEachDatabaseNightly;
import dev.uproute.TestDatabase;
import dev.uproute.check.Status;
import dev.uproute.record.Event;
import dev.uproute.record.Flip;
import dev.uproute.record.SelfEvents;
import dev.uproute.record.Severity;
import dev.uproute.record.Streaks;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.Parameter;

/** From a result to a receiver that takes it, as diaries. */
@Execution(ExecutionMode.CONCURRENT)
@OnEachDatabaseNightly
class OutboxTest {
  @Parameter TestDatabase database;
  @TempDir Path folder;

  private static String[] many(int count) {
    return IntStream.range(0, count).mapToObj(i -> "s" + i).toArray(String[]::new);
  }

  @Test
  void an_event_about_ourselves_is_notified_also_when_no_check_ends_any_more() throws Exception {
    try (Desk desk = new Desk(database, folder, "team")) {
      desk.events();
      desk.bean("selfEvents", SelfEvents.class).add("a hangs: no result for 3 intervals");
      desk.events();
      desk.pass(10);
      assertEquals(List.of("self"), desk.at("team").lines());
      assertFalse(desk.bean("streaks", Streaks.class).waits());
    }
  }

  @Test
  void an_outage_is_told_ten_seconds_after_it_began_and_once_when_it_is_over() throws Exception {
    try (Desk desk = new Desk(database, folder, "team")) {
      desk.results(UP, "a");
      desk.results(DOWN, "a");
      desk.pass(9);
      assertEquals(List.of(), desk.at("team").lines());
      desk.pass(1);
      assertEquals(List.of("down a"), desk.at("team").lines());
      desk.pass(590);
      desk.results(UP, "a");
      desk.pass(10);
      assertEquals(List.of("down a", "up a"), desk.at("team").lines());
      MessageLine up = desk.at("team").messages().getLast().lines().getFirst();
      assertEquals(Duration.ofMinutes(10), Duration.between(up.since(), up.until()));
      assertEquals("sent 2", desk.states());
      assertEquals("thanks", desk.ask("select reason from delivery limit 1"));
    }
  }

  @Test
  void five_hundred_services_down_within_30_s_are_one_message_and_one_when_they_are_back()
      throws Exception {
    try (Desk desk = new Desk(database, folder, "team", "ops")) {
      String[] ids = many(500);
      desk.results(UP, ids);
      for (int i = 0; i < 500; i += 50) {
        desk.results(DOWN, List.of(ids).subList(i, i + 50).toArray(String[]::new));
        desk.pass(3);
      }
      desk.pass(120);
      for (String channel : List.of("team", "ops")) {
        assertEquals(1, desk.at(channel).messages().size());
        Message message = desk.at(channel).messages().getFirst();
        assertEquals(20, message.named().size());
        assertEquals(480, message.unnamed());
      }
      desk.results(UP, ids);
      desk.pass(120);
      assertEquals(2, desk.at("team").messages().size());
      assertEquals(Severity.INFO, desk.at("team").messages().getLast().severity());
      assertEquals("sent 2000", desk.states());
    }
  }

  @Test
  void down_and_escalated_before_the_message_leaves_are_one_line() throws Exception {
    try (Desk desk = new Desk(database, folder, "team")) {
      desk.results(DOWN, "a");
      desk.results(DOWN, "a");
      desk.results(DOWN, "a");
      desk.pass(10);
      assertEquals(List.of("escalated a"), desk.at("team").lines());
      Message message = desk.at("team").messages().getFirst();
      assertEquals(2, message.flips().size());
      assertEquals(Severity.CRITICAL, message.severity());
    }
  }

  @Test
  void down_again_after_a_recovery_that_waited_is_told_in_order() throws Exception {
    try (Desk desk = new Desk(database, folder, "team")) {
      desk.results(UP, "a");
      desk.results(DOWN, "a");
      desk.pass(10);
      desk.results(UP, "a");
      desk.pass(5);
      desk.results(DOWN, "a");
      desk.pass(60);
      assertEquals(List.of("down a", "down a"), desk.at("team").lines());
      List<Event> events =
          desk.at("team").messages().getLast().flips().stream().map(Flip::event).toList();
      assertEquals(List.of(Event.UP, Event.DOWN), events);
    }
  }

  @Test
  void no_more_messages_leave_in_an_hour_than_allowed_and_the_rest_is_one() throws Exception {
    try (Desk desk =
        new Desk(database, folder, Map.of("uproute.alert.most-per-hour", "5"), "team")) {
      String[] ids = many(20);
      desk.results(UP, ids);
      for (String id : ids) {
        desk.results(DOWN, id);
        desk.pass(120);
      }
      assertEquals(5, desk.at("team").messages().size());
      desk.pass(Duration.ofHours(1));
      assertEquals(6, desk.at("team").messages().size());
      assertEquals(15, desk.at("team").messages().getLast().lines().size());
    }
  }

  @Test
  void unless_told_otherwise_thirty_messages_leave_in_any_hour_and_a_digest_names_the_rest()
      throws Exception {
    try (Desk desk = new Desk(database, folder, "team")) {
      String[] ids = many(40);
      desk.results(UP, ids);
      for (String id : ids) {
        desk.results(DOWN, id);
        desk.pass(75);
      }
      assertEquals(30, desk.at("team").messages().size());
      desk.pass(Duration.ofMinutes(30));
      List<Message> messages = desk.at("team").messages();
      assertEquals(31, messages.size());
      for (Message last : messages) {
        Instant hour = last.at().minus(Duration.ofHours(1));
        long sent = messages.stream().filter(m -> m.at().isAfter(hour)).count();
        long later = messages.stream().filter(m -> m.at().isAfter(last.at())).count();
        assertTrue(sent - later <= 30, sent - later + " in the hour before " + last.at());
      }
      assertEquals(
          List.of(ids).subList(30, 40),
          messages.getLast().named().stream().map(MessageLine::service).toList());
      List<String> notified = Stream.of(ids).map(id -> "down " + id).toList();
      assertEquals(notified, desk.at("team").lines());
    }
  }

  @Test
  void what_was_there_before_there_was_a_channel_is_not_told_and_neither_is_its_end()
      throws Exception {
    try (Desk desk = new Desk(database, folder)) {
      desk.results(DOWN, "a");
    }
    try (Desk desk = new Desk(database, folder, "team")) {
      desk.clock().pass(Duration.ofMinutes(1));
      desk.results(UP, "a");
      desk.pass(60);
      assertEquals(List.of(), desk.at("team").lines());
      assertEquals("that it was down was never told here", desk.ask("select reason from delivery"));
    }
  }

  @Test
  void a_clock_that_was_put_back_keeps_nothing_back() throws Exception {
    try (Desk desk = new Desk(database, folder, "team")) {
      desk.results(UP, "a");
      desk.results(DOWN, "a");
      desk.clock().set(Duration.ofHours(-3));
      desk.pass(31);
      assertEquals(List.of("down a"), desk.at("team").lines());
    }
  }

  @Test
  void what_is_asked_for_again_is_sent_as_it_is_under_another_id() throws Exception {
    try (Desk desk = new Desk(database, folder, "team")) {
      desk.results(UP, "a");
      desk.results(DOWN, "a");
      desk.pass(10);
      desk.results(UP, "a");
      desk.pass(60);
      DeliveryLog log =
          new DeliveryLog(
              desk.bean("reader", DataSource.class), desk.bean("writer", DataSource.class));
      assertEquals(1, log.resend(1L, ",team,", desk.clock().instant()));
      desk.pass(120);
      assertEquals(List.of("down a", "up a", "down a"), desk.at("team").lines());
      List<String> sent = desk.at("team").messages().stream().map(Message::id).distinct().toList();
      assertEquals(3, sent.size());
      assertEquals("sent 2", desk.states());
    }
  }

  @Test
  void two_short_outages_are_notified_each_and_so_are_their_ends() throws Exception {
    try (Desk desk = new Desk(database, folder, "team")) {
      for (Status status : List.of(UP, DOWN, UP, DOWN, UP)) {
        desk.results(status, "a");
        desk.pass(120);
      }
      assertEquals(List.of("down a", "up a", "down a", "up a"), desk.at("team").lines());
      assertEquals("sent 4", desk.states());
    }
  }

  @Test
  void up_and_down_with_every_check_for_an_hour_is_five_messages_and_one_when_it_is_calm()
      throws Exception {
    try (Desk desk = new Desk(database, folder, "team")) {
      desk.results(UP, "a");
      for (int i = 0; i < 60; i++) {
        desk.results(i % 2 == 0 ? DOWN : UP, "a");
        desk.pass(60);
      }
      List<String> notified = List.of("down a", "up a", "down a", "up a", "flapping a");
      assertEquals(notified, desk.at("team").lines());
      for (int i = 0; i < 12; i++) {
        desk.results(UP, "a");
        desk.pass(60);
      }
      assertEquals(
          Stream.concat(notified.stream(), Stream.of("up a")).toList(), desk.at("team").lines());
      assertEquals("sent 6,suppressed 56", desk.states());
    }
  }
}
