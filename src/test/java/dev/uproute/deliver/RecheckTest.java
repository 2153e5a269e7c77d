package dev.uproute.deliver;

import static dev.uproute.check.Status.DEGRADED;
import static dev.uproute.check.Status.DOWN;
import static dev.uproute.check.Status.TIMEOUT;
import static dev.uproute.check.Status.UNKNOWN;
import static dev.uproute.check.Status.UP;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.uproute.OnEachDatabaseNightly;
import dev.uproute.ServiceBuilder;
import dev.uproute.TestDatabase;
import dev.uproute.Watched;
import dev.uproute.service.Policy;
import dev.uproute.service.Service;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.Parameter;

/** When a silence ends only what a new check finds is notified. */
@Execution(ExecutionMode.CONCURRENT)
@OnEachDatabaseNightly
class RecheckTest {
  @Parameter TestDatabase database;
  @TempDir Path folder;
  private Path flag;

  @BeforeEach
  void flag() {
    flag = folder.resolve("maintenance.flag");
  }

  private Desk desk(String... channels) throws Exception {
    return new Desk(
        database, folder, Map.of("uproute.maintenance.flag", flag.toString()), channels);
  }

  private static void expect(Desk desk, String... lines) {
    assertEquals(List.of(lines), desk.at("team").lines());
  }

  private static String reason(Desk desk) {
    return desk.at("team").messages().getLast().lines().getLast().reason();
  }

  @Test
  void what_was_found_in_a_maintenance_is_not_notified_after_it() throws Exception {
    try (Desk desk = desk("team")) {
      desk.results(UP, "nas");
      Files.writeString(flag, "moving the rack");
      desk.pass(1);
      desk.results(DOWN, "nas");
      desk.pass(20);
      Files.delete(flag);
      desk.pass(60);
      expect(desk);
      desk.results(UP, "nas");
      desk.pass(60);
      expect(desk);
      assertEquals("suppressed 2", desk.states());
      assertEquals(
          "maintenance: moving the rack; it recovered meanwhile",
          desk.ask("select reason from delivery limit 1"));
    }
  }

  @Test
  void what_a_check_finds_after_a_maintenance_is_notified_in_its_words() throws Exception {
    try (Desk desk = desk("team")) {
      desk.results(UP, "nas");
      Files.writeString(flag, "");
      desk.pass(1);
      desk.results(DOWN, "nas");
      desk.pass(20);
      Files.delete(flag);
      desk.pass(2);
      desk.results(TIMEOUT, "nas");
      desk.pass(10);
      expect(desk, "down nas");
      assertEquals("It was TIMEOUT", reason(desk));
      desk.results(UP, "nas");
      desk.pass(60);
      expect(desk, "down nas", "up nas");
    }
  }

  @Test
  void a_check_that_began_in_the_maintenance_or_could_not_judge_is_no_new_one() throws Exception {
    try (Desk desk = desk("team")) {
      desk.results(UP, "nas");
      Files.writeString(flag, "");
      desk.pass(1);
      desk.results(DOWN, "nas");
      desk.pass(20);
      var under = Watched.result(Watched.service("nas"), desk.clock().instant(), DOWN);
      Files.delete(flag);
      desk.pass(2);
      desk.camel().requestBody("direct:record-batch", List.of(under));
      desk.results(UNKNOWN, "nas");
      desk.pass(60);
      expect(desk);
      desk.results(DOWN, "nas");
      desk.pass(10);
      expect(desk, "escalated nas");
    }
  }

  @Test
  void an_outage_that_was_notified_before_is_not_notified_again_but_its_end_is() throws Exception {
    try (Desk desk = desk("team")) {
      desk.results(UP, "nas");
      desk.results(DOWN, "nas");
      desk.pass(60);
      Files.writeString(flag, "");
      desk.pass(60);
      desk.results(DOWN, "nas");
      Files.delete(flag);
      desk.pass(2);
      desk.results(DOWN, "nas");
      desk.pass(60);
      expect(desk, "down nas", "escalated nas");
      Files.writeString(flag, "");
      desk.pass(2);
      desk.results(UP, "nas");
      desk.pass(60);
      Files.delete(flag);
      desk.pass(60);
      expect(desk, "down nas", "escalated nas");
      desk.results(UP, "nas");
      desk.pass(60);
      expect(desk, "down nas", "escalated nas", "up nas");
    }
  }

  @Test
  void with_up_after_two_one_good_check_is_neither_a_recovery_nor_an_outage() throws Exception {
    try (Desk desk = desk("team")) {
      desk.watch(Watched.service("nas", "NAS", new Policy(1, 2, 0, null, List.of()), true));
      desk.results(UP, "nas");
      Files.writeString(flag, "");
      desk.pass(1);
      desk.results(DOWN, "nas");
      Files.delete(flag);
      desk.pass(2);
      desk.results(UP, "nas");
      desk.pass(60);
      expect(desk);
      desk.results(UP, "nas");
      desk.pass(60);
      expect(desk);
      assertEquals("suppressed 2", desk.states());
    }
  }

  @Test
  void every_channel_is_notified_and_one_that_was_away_not_of_the_maintenance() throws Exception {
    try (Desk desk = desk("team", "ops")) {
      desk.results(UP, "nas", "web");
      Files.writeString(flag, "");
      desk.pass(1);
      long later = desk.clock().millis() + 3_600_000;
      desk.change("update channel set not_before = " + later);
      desk.results(DOWN, "nas");
      desk.results(DEGRADED, "web");
      desk.results(UP, "nas");
      Files.delete(flag);
      desk.pass(2);
      desk.results(DEGRADED, "web");
      desk.results(UP, "nas");
      desk.pass(3_700);
      expect(desk, "degraded web");
      assertEquals(List.of("degraded web"), desk.at("ops").lines());
    }
  }

  @Test
  void after_a_restart_too_a_new_check_decides() throws Exception {
    try (Desk desk = desk("team")) {
      desk.results(UP, "nas", "web");
      Files.writeString(flag, "");
      desk.pass(1);
      desk.results(DOWN, "nas", "web");
      desk.pass(20);
    }
    Files.delete(flag);
    try (Desk desk = desk("team")) {
      desk.watch(Watched.service("nas"), Watched.service("web"));
      desk.clock().pass(Duration.ofMinutes(1));
      desk.pass(60);
      expect(desk);
      desk.results(UP, "nas");
      desk.results(TIMEOUT, "web");
      desk.pass(60);
      expect(desk, "down web");
      assertEquals("It was TIMEOUT", reason(desk));
    }
  }

  @Test
  void behind_a_service_that_is_down_nothing_is_notified_and_afterwards_what_a_new_check_finds()
      throws Exception {
    try (Desk desk = desk("team")) {
      desk.watch(Watched.service("router"), behind("web"), behind("nas"));
      desk.results(UP, "router", "web", "nas");
      desk.results(DOWN, "web", "nas");
      desk.pass(5);
      desk.results(DOWN, "router");
      desk.pass(60);
      expect(desk, "down router");
      desk.results(UP, "router");
      desk.pass(60);
      expect(desk, "down router", "up router");
      desk.results(TIMEOUT, "web");
      desk.results(UP, "nas");
      desk.pass(60);
      expect(desk, "down router", "up router", "down web");
      assertEquals("It was TIMEOUT", reason(desk));
    }
  }

  private static Service behind(String id) {
    return ServiceBuilder.named(id).with(b -> b.dependsOn = List.of("router")).service();
  }
}
