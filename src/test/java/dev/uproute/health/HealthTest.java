package dev.uproute.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.Watched;
import dev.uproute.check.Status;
import dev.uproute.parse.ServiceLists;
import dev.uproute.record.Backlog;
import dev.uproute.record.SelfEvents;
import dev.uproute.schedule.Schedule;
import dev.uproute.service.Service;
import dev.uproute.service.Services;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.UncategorizedSQLException;

/** How the program is, as an orchestrator asks. */
class HealthTest {
  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

  private long now = 1_000_000;
  private final Schedule schedule = new Schedule(100, 100, () -> now);
  private final Backlog backlog =
      new Backlog(10, new SelfEvents(InstantSource.fixed(NOW)), InstantSource.fixed(NOW));
  private final Services services = new Services();
  private final Health health = new Health(schedule, backlog, services, "file, notion");
  private List<Service> list;

  @BeforeEach
  void list() {
    list =
        ServiceLists.parse(
            """
            defaults: { interval: 10s }
            services:
              - { id: a, url: "http://127.0.0.1/" }
              - { id: b, url: "http://127.0.0.1/" }
              - { id: c, url: "http://127.0.0.1/" }
              - { id: d, url: "http://127.0.0.1/" }
            """);
    schedule.accept(list);
    services.accept("file", list);
    services.accept("notion", List.of());
  }

  /** So many seconds in which every service but the last ones gets its results. */
  private void run(int seconds, int silent) {
    for (int i = 0; i < seconds * 10; i++) {
      now += 100;
      if (schedule.waits()) {
        schedule.due().stream()
            .filter(each -> list.indexOf(each) < list.size() - silent)
            .forEach(schedule::done);
      }
    }
  }

  @Test
  void it_is_down_when_nobody_hands_out_checks_any_more_and_up_when_somebody_does() {
    health.works();
    run(60, 0);
    assertEquals(Health.Word.UP, health.word());
    assertNull(health.notReady());
    now += 15_001;
    assertEquals(Health.Word.DOWN, health.word());
    assertEquals("checks stand still", health.notReady());
    assertFalse(health.checksGoOn());
    run(1, 0);
    assertEquals(Health.Word.UP, health.word());
  }

  @Test
  void it_is_down_when_half_of_the_services_get_no_result_also_when_their_checks_began_anew() {
    health.works();
    run(60, 1);
    assertEquals(1, schedule.progress().silent());
    assertEquals(Health.Word.UP, health.word(), "one of four");
    run(60, 2);
    assertEquals(Health.Word.DOWN, health.word());
    assertEquals(2, schedule.silent().size());
    run(5, 2);
    assertEquals(Health.Word.DOWN, health.word(), "its check began anew and gave no result");
    run(60, 0);
    assertEquals(Health.Word.UP, health.word());
  }

  @Test
  void who_starts_or_stands_by_is_not_ready_but_no_restart_helps() {
    now += 100_000;
    assertEquals("it starts", health.notReady());
    assertEquals(Health.Word.UP, health.word());
    health.standsBy();
    assertTrue(health.notReady().endsWith("stands by"), health.notReady());
    assertEquals(Health.Word.UP, health.word());
    assertFalse(health.checksGoOn(), "nobody else is to believe that this one checks");
  }

  @Test
  void it_is_not_ready_before_each_source_gave_a_list() {
    Services late = new Services();
    Health early = new Health(schedule, backlog, late, "file,notion");
    early.works();
    late.accept("file", list);
    assertEquals("the list of services is not there yet", early.notReady());
    late.accept("notion", List.of());
    assertNull(early.notReady());
  }

  @Test
  void what_people_have_to_put_right_makes_it_degraded_and_has_a_name() {
    health.works();
    String[] broken = new String[1];
    health.watch("routes", () -> broken[0]);
    assertEquals(Health.Word.UP, health.word());
    broken[0] = "check-x.camel.yaml:3:1 is not taken";
    services.refused("file", "services.yaml:1:1: wrong");
    backlog.add(List.of(Watched.result(list.getFirst(), NOW, Status.UP)));
    backlog.failed(new UncategorizedSQLException("write", "x", new SQLException("full")), null);
    assertEquals(Health.Word.DEGRADED, health.word());
    assertEquals(
        List.of(
            new Health.Problem("store", "the history cannot be written"),
            new Health.Problem("services-file", "its last list was not taken"),
            new Health.Problem("routes", "check-x.camel.yaml:3:1 is not taken")),
        health.problems());
    assertTrue(health.checksGoOn());
    assertNull(health.notReady());
  }
}
