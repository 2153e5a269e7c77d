package dev.uproute.deliver;

import static dev.uproute.check.Status.DOWN;
import static dev.uproute.check.Status.UP;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.OnEachDatabaseNightly;
import dev.uproute.TestDatabase;
import dev.uproute.Watched;
import dev.uproute.send.Refused;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.Parameter;

/** What a channel does to what waits for it while its receiver does not take it. */
@Execution(ExecutionMode.CONCURRENT)
@OnEachDatabaseNightly
class ChannelAwayTest {
  @Parameter TestDatabase database;
  private static final Refused BUSY = new Refused(Refused.Kind.LATER, null, "it answered 503");
  @TempDir Path folder;

  private static String[] many(int count) {
    return IntStream.range(0, count).mapToObj(i -> "s" + i).toArray(String[]::new);
  }

  @Test
  void a_channel_that_was_away_for_an_hour_loses_nothing_and_gets_few_messages() throws Exception {
    try (Desk desk = new Desk(database, folder, "team")) {
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
      int notified = desk.at("team").messages().stream().mapToInt(m -> m.flips().size()).sum();
      assertEquals(desk.ask("select count(*) from delivery"), Integer.toString(notified));
    }
  }

  @Test
  void what_began_and_ended_while_a_channel_was_away_is_one_line() throws Exception {
    try (Desk desk = new Desk(database, folder, "team")) {
      desk.results(UP, "a", "b");
      desk.at("team").refuse(BUSY);
      desk.results(DOWN, "a", "b");
      desk.pass(Duration.ofMinutes(8));
      desk.results(UP, "a");
      desk.at("team").refuse(null);
      desk.pass(Duration.ofMinutes(7));
      assertEquals(List.of("up a", "down b"), desk.at("team").lines());
      MessageLine line = desk.at("team").messages().getFirst().lines().getFirst();
      assertEquals(Duration.ofMinutes(8), Duration.between(line.since(), line.until()));
      assertEquals("It was DOWN", line.reason());
    }
  }

  @Test
  void a_receiver_that_is_gone_ends_its_channel_with_one_notice_until_its_settings_change()
      throws Exception {
    try (Desk desk = new Desk(database, folder, "team", "ops")) {
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
    try (Desk desk = new Desk(database, folder, changed, "team", "ops")) {
      desk.clock().pass(Duration.ofMinutes(5));
      desk.watch(Watched.service("a"), Watched.service("b"), Watched.service("c"));
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
    try (Desk desk = new Desk(database, folder, "team", "ops")) {
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
      Map<String, String> invalid = Map.of("uproute.alert.team.to", to);
      try (Desk desk = new Desk(database, own, invalid, "team", "ops")) {
        desk.results(UP, "a");
        desk.results(DOWN, "a");
        desk.pass(120);
        assertEquals(List.of("down a", "self"), desk.at("ops").lines());
        assertEquals(
            // alone, or behind the outage when ops was not due before team failed
            "The alert channel team fails: uproute.alert.team.to is no endpoint there is",
            desk.at("ops").messages().getLast().lines().getLast().reason());
        assertEquals("1", desk.ask("select failures from channel where name = 'team'"));
      }
    }
  }

  @Test
  void a_message_that_is_refused_for_good_does_not_stop_the_next() throws Exception {
    try (Desk desk = new Desk(database, folder, "team", "ops")) {
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
    try (Desk desk = new Desk(database, folder, "team")) {
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
    try (Desk desk = new Desk(database, folder, "team", "ops")) {
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
    try (Desk desk = new Desk(database, folder, "team")) {
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
}
