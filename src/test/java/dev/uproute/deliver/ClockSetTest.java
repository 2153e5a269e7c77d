package dev.uproute.deliver;

import static dev.uproute.check.Status.DOWN;
import static dev.uproute.check.Status.UP;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.OnEachDatabaseNightly;
import dev.uproute.TestDatabase;
import dev.uproute.Watched;
import dev.uproute.send.Refused;
import dev.uproute.service.Policy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The wall clock is set while messages leave: everything comes at its time, and once. */
@Execution(ExecutionMode.CONCURRENT)
@OnEachDatabaseNightly
class ClockSetTest {
  @Parameter TestDatabase database;
  private static final Policy REMINDED =
      new Policy(1, 1, 3, Duration.ofMinutes(10), List.of(30, 14, 7));
  private static final Refused BUSY = new Refused(Refused.Kind.LATER, null, "it answered 503");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"PT1H", "PT-1H", "P1D", "P-2D"})
  void an_outage_is_told_escalated_and_reminded_of_in_time(String jump) throws Exception {
    Duration invalid = Duration.parse(jump);
    try (Desk desk = new Desk(database, folder, "team")) {
      desk.watch(Watched.service("a", "a", REMINDED, true));
      desk.results(UP, "a");
      desk.pass(60);
      desk.clock().set(invalid);
      desk.results(DOWN, "a");
      desk.pass(10);
      assertEquals(List.of("down a"), desk.at("team").lines());
      desk.clock().set(invalid.negated());
      desk.pass(50);
      desk.results(DOWN, "a");
      desk.pass(60);
      desk.results(DOWN, "a");
      desk.pass(10);
      assertEquals(List.of("down a", "escalated a"), desk.at("team").lines());
      desk.pass(50);
      minutesDown(desk, 8);
      assertEquals(List.of("down a", "escalated a"), desk.at("team").lines());
      minutesDown(desk, 3);
      List<String> notified = List.of("down a", "escalated a", "reminder a");
      assertEquals(notified, desk.at("team").lines());
      desk.clock().set(invalid);
      minutesDown(desk, 8);
      assertEquals(notified, desk.at("team").lines(), "the next is due in ten minutes");
      minutesDown(desk, 3);
      assertEquals(4, desk.at("team").lines().size());
      desk.results(UP, "a");
      desk.pass(10);
      assertEquals("up a", desk.at("team").lines().getLast());
      assertEquals("sent 5", desk.states());
    }
  }

  private static void minutesDown(Desk desk, int minutes) throws Exception {
    for (int i = 0; i < minutes; i++) {
      desk.results(DOWN, "a");
      desk.pass(60);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT1H", "PT-1H", "P1D", "P-2D"})
  void a_receiver_that_is_back_has_everything_within_a_minute(String jump) throws Exception {
    try (Desk desk = new Desk(database, folder, "team")) {
      desk.clock().set(Duration.parse(jump));
      desk.results(UP, "a", "b");
      desk.at("team").refuse(BUSY);
      desk.results(DOWN, "a");
      desk.pass(Duration.ofMinutes(4));
      desk.clock().set(Duration.parse(jump).negated());
      desk.results(DOWN, "b");
      int asked = desk.at("team").asked();
      desk.pass(Duration.ofMinutes(3));
      int more = desk.at("team").asked() - asked;
      assertTrue(more >= 3 && more <= 6, more + " tries in three minutes");
      desk.at("team").refuse(null);
      desk.pass(60);
      assertEquals(List.of("down a", "down b"), desk.at("team").lines());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT1H", "PT-1H", "P1D", "P-2D"})
  void the_limit_of_an_hour_and_the_minute_between_two_messages_hold(String jump) throws Exception {
    try (Desk desk = new Desk(database, folder, "team")) {
      desk.results(UP, "a");
      for (int i = 0; i < 70; i++) {
        desk.clock().set(Duration.parse(jump).multipliedBy(i % 2 == 0 ? 1 : -1));
        desk.results(DOWN, "s" + i);
        desk.pass(30);
      }
      assertEquals(30, desk.at("team").messages().size());
      desk.pass(Duration.ofMinutes(30));
      assertEquals("sent 70", desk.states());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT50M", "PT-50M", "PT1H", "PT-1H", "P1D", "P-2D"})
  void what_the_last_run_stored_blocks_no_longer_than_it_may_last(String jump) throws Exception {
    try (Desk desk = new Desk(database, folder, "team")) {
      desk.clock().set(Duration.parse(jump));
      desk.results(UP, "a", "b");
      desk.results(DOWN, "b");
      desk.pass(10);
      desk.at("team").refuse(BUSY);
      desk.results(DOWN, "a");
      desk.pass(Duration.ofMinutes(7));
      assertEquals("sent 1,waiting 1", desk.states());
      desk.change("update channel set claimed_by = 'one that was killed'");
    }
    try (Desk desk = new Desk(database, folder, "team")) {
      desk.clock().pass(Duration.ofMinutes(8));
      desk.pass(60);
      assertEquals(List.of("down a"), desk.at("team").lines());
    }
  }

  @Test
  void a_claim_of_another_instance_holds_for_its_lease_whatever_the_clock_says() throws Exception {
    for (Duration jump : List.of(Duration.ofHours(1), Duration.ofDays(-2))) {
      Path own = Files.createDirectory(folder.resolve(jump.toString()));
      try (Desk desk = new Desk(database, own, "team")) {
        desk.results(UP, "a", "b");
        desk.results(DOWN, "b");
        desk.pass(10);
        assertEquals(List.of("down b"), desk.at("team").lines());
        desk.change(
            "update channel set claimed_by = 'another', claimed_until = "
                + desk.clock().instant().plusSeconds(30).toEpochMilli());
        desk.results(DOWN, "a");
        desk.pass(1);
        desk.clock().set(jump);
        desk.pass(28);
        assertEquals(List.of("down b"), desk.at("team").lines(), "it may be sending");
        desk.pass(60);
        assertEquals(List.of("down b", "down a"), desk.at("team").lines());
      }
    }
  }
}
