package dev.uproute.alert;

import static dev.uproute.check.Status.DOWN;
import static dev.uproute.check.Status.UP;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.DeliveryLog;
import dev.uproute.Watched;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a result to a receiver, as diaries (P12 to P14). */
class OutboxTest {
  private static final Refused BUSY = new Refused(Refused.Kind.LATER, null, "it answered 503");
  @TempDir Path folder;

  private static String[] many(int count) {
    return IntStream.range(0, count).mapToObj(i -> "s" + i).toArray(String[]::new);
  }

  @Test
  void an_outage_is_told_ten_seconds_after_it_began_and_once_when_it_is_over() throws Exception {
    try (Desk desk = new Desk(folder, "team")) {
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
      Line up = desk.at("team").messages().getLast().lines().getFirst();
      assertEquals(Duration.ofMinutes(10), Duration.between(up.since(), up.until()));
      assertEquals("sent 2", desk.states());
      assertEquals("thanks", desk.ask("select reason from delivery limit 1"));
    }
  }

  @Test
  void five_hundred_services_down_within_30_s_are_one_message_and_one_when_they_are_back()
      throws Exception {
    try (Desk desk = new Desk(folder, "team", "ops")) {
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
    try (Desk desk = new Desk(folder, "team")) {
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
  void a_restart_tells_nothing_again() throws Exception {
    String[] ids = many(50);
    try (Desk desk = new Desk(folder, "team")) {
      desk.results(UP, ids);
      desk.results(DOWN, ids);
      desk.pass(10);
      assertEquals(1, desk.at("team").messages().size());
    }
    for (int i = 0; i < 5; i++) {
      try (Desk desk = new Desk(folder, "team")) {
        desk.clock().pass(Duration.ofMinutes(i + 1));
        desk.results(DOWN, ids);
        desk.pass(90);
        // the third failure in a row is news of its own, and that once too
        assertEquals(i == 1 ? 1 : 0, desk.at("team").messages().size(), "start " + i);
      }
    }
  }

  @Test
  void a_channel_that_was_away_for_an_hour_loses_nothing_and_gets_few_messages() throws Exception {
    try (Desk desk = new Desk(folder, "team")) {
      String[] ids = many(100);
      desk.results(UP, ids);
      desk.at("team").refuse(BUSY);
      for (int minute = 0; minute < 60; minute++) {
        desk.results(minute % 2 == 0 ? DOWN : UP, ids[minute], ids[99 - minute]);
        desk.pass(60);
      }
      assertTrue(desk.at("team").asked() < 120, desk.at("team").asked() + " tries");
      desk.at("team").refuse(null);
      desk.pass(60);
      assertEquals("sent", desk.ask("select group_concat(distinct state) from delivery"));
      assertTrue(desk.at("team").messages().size() <= 5);
      int told = desk.at("team").messages().stream().mapToInt(m -> m.flips().size()).sum();
      assertEquals(desk.ask("select count(*) from delivery"), Integer.toString(told));
    }
  }

  @Test
  void what_began_and_ended_while_a_channel_was_away_is_one_line() throws Exception {
    try (Desk desk = new Desk(folder, "team")) {
      desk.results(UP, "a", "b");
      desk.at("team").refuse(BUSY);
      desk.results(DOWN, "a", "b");
      desk.pass(Duration.ofMinutes(8));
      desk.results(UP, "a");
      desk.at("team").refuse(null);
      desk.pass(Duration.ofMinutes(7));
      assertEquals(List.of("up a", "down b"), desk.at("team").lines());
      Line line = desk.at("team").messages().getFirst().lines().getFirst();
      assertEquals(Duration.ofMinutes(8), Duration.between(line.since(), line.until()));
      assertEquals("It was DOWN", line.reason());
    }
  }

  @Test
  void down_again_after_a_recovery_that_waited_is_told_in_order() throws Exception {
    try (Desk desk = new Desk(folder, "team")) {
      desk.results(UP, "a");
      desk.results(DOWN, "a");
      desk.pass(10);
      desk.results(UP, "a");
      desk.pass(5);
      desk.results(DOWN, "a");
      desk.pass(60);
      assertEquals(List.of("down a"), desk.at("team").lines(), "may be flapping");
      desk.results(DOWN, "a");
      desk.pass(10);
      assertEquals(List.of("down a", "down a"), desk.at("team").lines());
      List<Event> events =
          desk.at("team").messages().getLast().flips().stream().map(Flip::event).toList();
      assertEquals(List.of(Event.UP, Event.DOWN), events);
    }
  }

  @Test
  void no_more_messages_leave_in_an_hour_than_allowed_and_the_rest_is_one() throws Exception {
    try (Desk desk = new Desk(folder, Map.of("uproute.alert.most-per-hour", "5"), "team")) {
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
    try (Desk desk = new Desk(folder, "team")) {
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
          messages.getLast().named().stream().map(Line::service).toList());
      List<String> told = Stream.of(ids).map(id -> "down " + id).toList();
      assertEquals(told, desk.at("team").lines());
    }
  }

  @Test
  void what_was_there_before_there_was_a_channel_is_not_told_and_neither_is_its_end()
      throws Exception {
    try (Desk desk = new Desk(folder)) {
      desk.results(DOWN, "a");
    }
    try (Desk desk = new Desk(folder, "team")) {
      desk.clock().pass(Duration.ofMinutes(1));
      desk.results(UP, "a");
      desk.pass(60);
      assertEquals(List.of(), desk.at("team").lines());
      assertEquals("that it was down was never told here", desk.ask("select reason from delivery"));
    }
  }

  @Test
  void a_receiver_that_is_gone_ends_its_channel_with_one_notice_until_its_settings_change()
      throws Exception {
    try (Desk desk = new Desk(folder, "team", "ops")) {
      desk.results(UP, "a", "b");
      desk.at("team").refuse(new Refused(Refused.Kind.GONE, null, "it answered 404"));
      desk.results(DOWN, "a");
      desk.pass(100);
      desk.results(DOWN, "b");
      desk.pass(100);
      assertEquals(1, desk.at("team").asked());
      assertEquals(List.of("down a", "self", "down b"), desk.at("ops").lines());
      assertEquals(
          "The alert channel team is off: it answered 404",
          desk.ask("select reason from flip where event = 'self'"));
      assertEquals("dead 2,sent 3", desk.states());
    }
    Map<String, String> changed = Map.of("uproute.alert.team.min-severity", "warning");
    try (Desk desk = new Desk(folder, changed, "team", "ops")) {
      desk.clock().pass(Duration.ofMinutes(5));
      desk.results(UP, "a");
      desk.results(DOWN, "c");
      desk.pass(100);
      assertEquals(List.of("self", "down c"), desk.at("team").lines());
      assertEquals(
          "2 more changes were given up and are not listed: it answered 404",
          desk.at("team").messages().getFirst().lines().getFirst().reason());
      assertEquals(List.of("up a", "down c", "self"), desk.at("ops").lines());
      assertEquals(
          "The alert channel team works again",
          desk.ask("select reason from flip where event = 'self' order by id desc limit 1"));
    }
  }

  @Test
  void wrong_credentials_are_told_at_once_and_tried_again_each_15_minutes() throws Exception {
    try (Desk desk = new Desk(folder, "team", "ops")) {
      desk.results(UP, "a");
      desk.at("team").refuse(new Refused(Refused.Kind.CREDENTIALS, null, "it answered 401"));
      desk.results(DOWN, "a");
      desk.pass(Duration.ofMinutes(50));
      assertEquals(4, desk.at("team").asked());
      assertEquals(List.of("down a", "self"), desk.at("ops").lines());
      desk.at("team").refuse(null);
      desk.pass(Duration.ofMinutes(15));
      assertEquals(List.of("down a"), desk.at("team").lines());
      assertEquals(List.of("down a", "self", "self"), desk.at("ops").lines());
    }
  }

  @Test
  void an_endpoint_that_does_not_exist_is_told_at_once_through_the_others() throws Exception {
    for (String to : List.of("nosuch:geheim", "file:x?geheim=geheim")) {
      Path own = Files.createDirectory(folder.resolve(to.substring(0, 4)));
      Map<String, String> wrong = Map.of("uproute.alert.team.to", to);
      try (Desk desk = new Desk(own, wrong, "team", "ops")) {
        desk.results(UP, "a");
        desk.results(DOWN, "a");
        desk.pass(120);
        assertEquals(List.of("down a", "self"), desk.at("ops").lines());
        assertEquals(
            "The alert channel team fails: uproute.alert.team.to is no endpoint there is",
            desk.at("ops").messages().getLast().lines().getFirst().reason());
        assertEquals("1", desk.ask("select failures from channel where name = 'team'"));
      }
    }
  }

  @Test
  void a_message_that_is_refused_for_good_does_not_stop_the_next() throws Exception {
    try (Desk desk = new Desk(folder, "team", "ops")) {
      desk.results(UP, "a", "b");
      desk.at("team").refuse(new Refused(Refused.Kind.MESSAGE, null, "it answered 400"));
      desk.results(DOWN, "a");
      desk.pass(100);
      desk.at("team").refuse(null);
      desk.results(DOWN, "b");
      desk.pass(100);
      assertEquals(List.of("down b"), desk.at("team").lines());
      assertEquals("refused 1,sent 3", desk.states());
    }
  }

  @Test
  void a_receiver_may_ask_for_a_pause_but_not_for_more_than_an_hour() throws Exception {
    try (Desk desk = new Desk(folder, "team")) {
      desk.results(UP, "a");
      desk.at("team").refuse(new Refused(Refused.Kind.LATER, Duration.ofSeconds(65), "429"));
      desk.results(DOWN, "a");
      desk.pass(10 + 64);
      assertEquals(1, desk.at("team").asked());
      desk.at("team").refuse(new Refused(Refused.Kind.LATER, Duration.ofDays(2), "429"));
      desk.pass(1);
      assertEquals(2, desk.at("team").asked());
      desk.pass(Duration.ofMinutes(59));
      assertEquals(2, desk.at("team").asked());
      desk.pass(Duration.ofMinutes(1));
      assertEquals(3, desk.at("team").asked());
    }
  }

  @Test
  void a_channel_that_fails_for_five_minutes_is_told_to_the_others_once_and_when_it_works_again()
      throws Exception {
    try (Desk desk = new Desk(folder, "team", "ops")) {
      desk.results(UP, "a");
      desk.at("team").refuse(BUSY);
      desk.results(DOWN, "a");
      desk.pass(Duration.ofMinutes(4));
      assertEquals(List.of("down a"), desk.at("ops").lines());
      desk.pass(Duration.ofMinutes(40));
      assertEquals(List.of("down a", "self"), desk.at("ops").lines());
      desk.at("team").refuse(null);
      desk.pass(Duration.ofMinutes(7));
      assertEquals(List.of("down a", "self", "self"), desk.at("ops").lines());
      assertEquals(List.of("down a"), desk.at("team").lines());
    }
  }

  @Test
  void after_a_day_of_trying_a_delivery_is_dead() throws Exception {
    try (Desk desk = new Desk(folder, "team")) {
      desk.results(UP, "a");
      desk.at("team").refuse(BUSY);
      desk.results(DOWN, "a");
      desk.pass(10);
      desk.clock().pass(Duration.ofHours(23));
      desk.pass(1);
      assertEquals("waiting 1", desk.states());
      desk.clock().pass(Duration.ofHours(1));
      desk.pass(Duration.ofMinutes(7));
      assertEquals("dead 1", desk.states());
      assertEquals("it answered 503", desk.ask("select reason from delivery"));
    }
  }

  @Test
  void a_clock_that_was_put_back_keeps_nothing_back() throws Exception {
    try (Desk desk = new Desk(folder, "team")) {
      desk.results(UP, "a");
      desk.results(DOWN, "a");
      desk.clock().pass(Duration.ofHours(-3));
      desk.pass(31);
      assertEquals(List.of("down a"), desk.at("team").lines());
    }
  }

  @Test
  void two_instances_send_nothing_twice() throws Exception {
    try (Desk one = new Desk(folder, "team");
        Desk two = new Desk(folder, "team");
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      String[] ids = many(20);
      one.results(UP, ids);
      for (int i = 0; i < 600; i++) {
        if (i % 30 == 0) {
          one.results(DOWN, ids[i / 30]);
        }
        two.bean("looks", Looks.class).news();
        List<Future<?>> looks = new ArrayList<>();
        for (Desk desk : i / 60 % 2 == 0 ? List.of(one, two) : List.of(two, one)) {
          desk.clock().pass(Desk.TICK);
          looks.add(threads.submit(desk::look));
        }
        for (Future<?> look : looks) {
          look.get();
        }
      }
      one.pass(60);
      List<Long> told =
          Stream.of(one, two)
              .flatMap(desk -> desk.at("team").messages().stream())
              .flatMap(message -> message.flips().stream())
              .map(Flip::id)
              .sorted()
              .toList();
      assertEquals(LongStream.rangeClosed(1, 20).boxed().toList(), told);
      assertTrue(!two.at("team").messages().isEmpty(), "the second sent nothing");
    }
  }

  @Test
  void a_message_of_an_instance_that_died_goes_again_under_the_same_id() throws Exception {
    try (Desk desk = new Desk(folder, "team")) {
      desk.results(UP, "a", "b");
      desk.results(DOWN, "a");
      desk.pass(10);
      Message first = desk.at("team").messages().getFirst();
      // as if it had died before it could note that the message was taken
      desk.change(
          "update delivery set state = 'waiting', sent_at = null, message = '" + first.id() + "'",
          "update channel set claimed_by = 'another', claimed_until = "
              + desk.clock().instant().plusSeconds(30).toEpochMilli());
      desk.results(DOWN, "b");
      desk.pass(30);
      assertEquals(1, desk.at("team").messages().size());
      desk.pass(6);
      assertEquals(List.of("down a", "down a"), desk.at("team").lines());
      assertEquals(first.id(), desk.at("team").messages().getLast().id());
      desk.pass(60);
      assertEquals(List.of("down a", "down a", "down b"), desk.at("team").lines());
    }
  }

  @Test
  void what_an_instance_that_died_had_claimed_goes_at_the_next_start() throws Exception {
    try (Desk desk = new Desk(folder, "team")) {
      desk.results(UP, "a");
      desk.results(DOWN, "a");
      desk.pass(9);
    }
    try (Desk desk = new Desk(folder, "team")) {
      desk.clock().pass(Duration.ofSeconds(20));
      desk.change(
          "update delivery set message = 'm'",
          "update channel set claimed_by = 'it', claimed_until = "
              + desk.clock().instant().plusSeconds(29).toEpochMilli());
      desk.pass(1);
      assertEquals(List.of("down a"), desk.at("team").lines());
    }
  }

  @Test
  void what_is_asked_for_again_is_sent_as_it_is_under_another_id() throws Exception {
    try (Desk desk = new Desk(folder, "team")) {
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
  void up_and_down_with_every_check_for_an_hour_is_three_messages_and_one_when_it_is_calm()
      throws Exception {
    try (Desk desk = new Desk(folder, "team")) {
      desk.results(UP, "a");
      for (int i = 0; i < 60; i++) {
        desk.results(i % 2 == 0 ? DOWN : UP, "a");
        desk.pass(60);
      }
      assertEquals(List.of("down a", "up a", "flapping a"), desk.at("team").lines());
      for (int i = 0; i < 12; i++) {
        desk.results(UP, "a");
        desk.pass(60);
      }
      assertEquals(List.of("down a", "up a", "flapping a", "up a"), desk.at("team").lines());
    }
  }

  @Test
  void in_maintenance_nothing_is_told_and_afterwards_what_is_still_wrong() throws Exception {
    Path flag = folder.resolve("maintenance.flag");
    try (Desk desk =
        new Desk(folder, Map.of("uproute.maintenance.flag", flag.toString()), "team")) {
      desk.results(UP, "a", "b");
      Files.writeString(flag, "moving the rack");
      desk.pass(10);
      desk.results(DOWN, "a", "b");
      desk.pass(60);
      desk.results(UP, "a");
      desk.pass(60);
      assertEquals(List.of(), desk.at("team").lines());
      assertEquals("held 1,suppressed 2", desk.states());
      Files.delete(flag);
      desk.pass(60);
      assertEquals(List.of("down b"), desk.at("team").lines());
      assertEquals(
          "maintenance: moving the rack; it recovered meanwhile",
          desk.ask("select reason from delivery where state = 'suppressed' limit 1"));
    }
  }

  @Test
  void nothing_is_told_of_what_depends_on_a_service_that_is_down_until_that_is_back()
      throws Exception {
    try (Desk desk = new Desk(folder, "team")) {
      desk.watch(Watched.service("router"), Watched.service("web", List.of("router")));
      desk.results(UP, "router", "web");
      desk.results(DOWN, "web");
      desk.pass(5);
      desk.results(DOWN, "router");
      desk.pass(60);
      assertEquals(List.of("down router"), desk.at("team").lines());
      desk.results(UP, "router");
      desk.pass(60);
      assertEquals(List.of("down router", "down web", "up router"), desk.at("team").lines());
    }
  }
}
