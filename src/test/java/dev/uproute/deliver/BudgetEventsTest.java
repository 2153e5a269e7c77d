package dev.uproute.deliver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.OnEachDatabaseNightly;
import dev.uproute.ServiceBuilder;
import dev.uproute.TestDatabase;
import dev.uproute.check.Evidence;
import dev.uproute.check.Result;
import dev.uproute.check.Status;
import dev.uproute.record.Burn;
import dev.uproute.record.Severity;
import dev.uproute.report.Budget;
import dev.uproute.report.Budgets;
import dev.uproute.service.Objective;
import dev.uproute.service.Service;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.Parameter;

/** Error budgets through the routes, from results to the messages of a channel. */
@OnEachDatabaseNightly
@Execution(ExecutionMode.CONCURRENT)
class BudgetEventsTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Map<String, String> BUDGETS_ALONE =
      Map.of("uproute.alert.team.events", "budget", "uproute.alert.gather", "1s");

  @Parameter TestDatabase database;
  @TempDir Path folder;
  private Instant now = Instant.parse("2026-06-17T12:00:00Z");

  private static Service service(Objective objective) {
    return ServiceBuilder.named("shop").with(b -> b.objective = objective).service();
  }

  private static Service uptime() {
    return service(new Objective(99.9, Duration.ofDays(30), null));
  }

  private Desk desk(Service service) throws Exception {
    return desk(service, BUDGETS_ALONE);
  }

  private Desk desk(Service service, Map<String, String> settings) throws Exception {
    Desk desk = new Desk(database, folder, settings, "team");
    desk.watch(service);
    desk.clock().pass(Duration.between(desk.clock().instant(), now));
    return desk;
  }

  /** A result each minute from now on, then a look at the budgets and the channel. */
  private void minutes(Desk desk, Service service, int count, Status status, long response)
      throws Exception {
    every(desk, service, MINUTE, count, status, response);
  }

  private void every(
      Desk desk, Service service, Duration interval, int count, Status status, long response)
      throws Exception {
    List<Result> results = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      now = now.plus(interval);
      Evidence evidence =
          status == Status.DOWN
              ? Evidence.NONE
              : new Evidence(200, response, Evidence.Timings.NONE, "127.0.0.1", 1, null);
      results.add(new Result(service, now, status, "It was " + status, evidence));
    }
    desk.clock().pass(interval.multipliedBy(count));
    desk.camel().requestBody("direct:record-batch", results);
    count(desk);
  }

  private static void count(Desk desk) throws Exception {
    desk.camel().requestBody("direct:budget-count", (Object) null);
    if (!desk.ask("select count(*) from delivery where state = 'waiting'").equals("0")) {
      desk.pass(62);
      desk.clock().pass(Duration.ofSeconds(-62));
    }
  }

  private static List<String> titles(Desk desk) {
    return desk.at("team").messages().stream()
        .flatMap(message -> message.lines().stream())
        .map(line -> line.event().word() + " " + line.service() + " " + line.from() + line.to())
        .toList();
  }

  @Test
  void an_outage_is_notified_once_also_after_a_restart_and_is_over_later() throws Exception {
    Service shop = uptime();
    try (Desk desk = desk(shop)) {
      minutes(desk, shop, 1000, Status.UP, 1000);
      minutes(desk, shop, 2, Status.DOWN, 0);
      assertEquals(List.of(), titles(desk));
      minutes(desk, shop, 1, Status.DOWN, 0);
      assertEquals(List.of("budget shop UPDOWN"), titles(desk));
      assertEquals(Severity.CRITICAL, desk.at("team").messages().getFirst().severity());
      Budget left = desk.bean("budgets", Budgets.class).of(shop).getFirst();
      assertEquals(1003 * 0.001 - 3, left.allowed() - left.bad(), 1e-6);
      assertEquals(Burn.FAST, left.burn());
      for (int i = 0; i < 10; i++) {
        minutes(desk, shop, 1, Status.DOWN, 0);
      }
      assertEquals(List.of("budget shop UPDOWN"), titles(desk));
    }
    try (Desk desk = desk(shop)) {
      count(desk);
      minutes(desk, shop, 1, Status.DOWN, 0);
      assertEquals(List.of(), titles(desk));
      minutes(desk, shop, 30, Status.UP, 1000);
      // one of the last thirty minutes failed, which is 33 times 0.1 %
      assertEquals(List.of(), titles(desk));
      minutes(desk, shop, 1, Status.UP, 1000);
      assertEquals(List.of("budget shop DOWNDEGRADED"), titles(desk));
      assertEquals(Severity.INFO, desk.at("team").messages().getLast().severity());
      minutes(desk, shop, 329, Status.UP, 1000);
      assertEquals(List.of("budget shop DOWNDEGRADED"), titles(desk));
      minutes(desk, shop, 1, Status.UP, 1000);
      assertEquals(List.of("budget shop DOWNDEGRADED", "budget shop DEGRADEDUP"), titles(desk));
      every(desk, shop, Duration.ofMinutes(10), 3 * 24 * 6, Status.UP, 1000);
      minutes(desk, shop, 3, Status.DOWN, 0);
      assertEquals("budget shop UPDOWN", titles(desk).getLast());
    }
  }

  @Test
  void responses_have_a_budget_of_their_own() throws Exception {
    Service shop =
        service(
            new Objective(
                null,
                Duration.ofDays(30),
                new Objective.Response(Objective.Figure.P99, Duration.ofMillis(300))));
    try (Desk desk = desk(shop)) {
      // 10 of 1200 are slow, some of them in hours that are over
      minutes(desk, shop, 600, Status.UP, 200_000);
      minutes(desk, shop, 5, Status.UP, 400_000);
      minutes(desk, shop, 590, Status.UP, 200_000);
      minutes(desk, shop, 5, Status.UP, 300_000);
      Budget left = desk.bean("budgets", Budgets.class).of(shop).getFirst();
      assertEquals(1200, left.counts().counted());
      assertEquals(10, left.bad());
      assertEquals(1 - 10 / 12.0, left.left(), 1e-9);
      assertEquals(List.of(), titles(desk));
      // nine of sixty are more than 14.4 %
      minutes(desk, shop, 4, Status.UP, 900_000);
      assertEquals(List.of("budget shop UPDOWN"), titles(desk));
    }
  }

  @Test
  void in_a_maintenance_nothing_begins_and_of_few_results_nothing_is_said() throws Exception {
    Service shop = uptime();
    try (Desk desk = desk(shop)) {
      minutes(desk, shop, 9, Status.DOWN, 0);
      assertEquals(List.of(), titles(desk));
      List<Result> maintained = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        now = now.plus(MINUTE);
        maintained.add(new Result(shop, now, Status.DOWN, "It was DOWN", Evidence.NONE, true));
      }
      desk.clock().pass(Duration.ofMinutes(60));
      desk.camel().requestBody("direct:record-batch", maintained);
      count(desk);
      assertEquals(List.of(), titles(desk));
      Budget left = desk.bean("budgets", Budgets.class).of(shop).getFirst();
      assertEquals(9, left.counts().counted());
      minutes(desk, shop, 1, Status.DOWN, 0);
      assertEquals(List.of("budget shop UPDOWN"), titles(desk));
    }
  }

  @Test
  void what_burns_in_a_silence_is_notified_when_it_still_burns_after_it() throws Exception {
    Service shop = uptime();
    Path flag = folder.resolve("maintenance.flag");
    Map<String, String> settings = new HashMap<>(BUDGETS_ALONE);
    settings.put("uproute.maintenance.flag", flag.toString());
    try (Desk desk = desk(shop, settings)) {
      minutes(desk, shop, 100, Status.UP, 1000);
      Files.writeString(flag, "");
      // found before it, stored in it
      minutes(desk, shop, 10, Status.DOWN, 0);
      assertEquals("0", desk.ask("select count(*) from flip where event = 'budget'"));
      Files.delete(flag);
      // after a silence it waits for the next check, as all that is notified does
      desk.pass(1);
      minutes(desk, shop, 1, Status.DOWN, 0);
      assertEquals(List.of("budget shop UPDOWN"), titles(desk));
    }
  }

  @Test
  @Tag("nightly")
  void behind_something_that_is_down_nothing_begins() throws Exception {
    Service router = ServiceBuilder.named("router").service();
    Service shop =
        ServiceBuilder.named("shop")
            .with(b -> b.objective = uptime().objective())
            .with(b -> b.dependsOn = List.of("router"))
            .service();
    try (Desk desk = desk(shop)) {
      desk.watch(router);
      desk.results(Status.DOWN, "router");
      minutes(desk, shop, 10, Status.DOWN, 0);
      assertEquals("0", desk.ask("select count(*) from flip where event = 'budget'"));
      desk.results(Status.UP, "router");
      desk.pass(1);
      minutes(desk, shop, 1, Status.DOWN, 0);
      assertEquals(List.of("budget shop UPDOWN"), titles(desk));
    }
  }

  @Test
  @Tag("nightly")
  void what_comes_and_goes_is_notified_twice_and_then_when_it_is_calm() throws Exception {
    Service shop = uptime();
    try (Desk desk = desk(shop)) {
      minutes(desk, shop, 1000, Status.UP, 1000);
      for (int i = 0; i < 4; i++) {
        minutes(desk, shop, 3, Status.DOWN, 0);
        minutes(desk, shop, 31, Status.UP, 1000);
      }
      List<String> notified =
          List.of("budget shop UPDOWN", "budget shop DOWNDEGRADED", "budget shop DEGRADEDDOWN");
      assertEquals(notified, titles(desk));
      minutes(desk, shop, 300, Status.UP, 1000);
      assertEquals(notified, titles(desk), "of six hours it is too bad");
      minutes(desk, shop, 60, Status.UP, 1000);
      assertEquals("budget shop DOWNUP", titles(desk).getLast());
      assertEquals(4, titles(desk).size());
    }
  }

  @Test
  void when_the_service_leaves_the_list_it_is_over_once_also_over_a_restart() throws Exception {
    Service shop = uptime();
    Map<String, String> filtered = new HashMap<>(BUDGETS_ALONE);
    filtered.put("uproute.alert.other.services", "another");
    try (Desk desk = new Desk(database, folder, filtered, "team", "other")) {
      desk.watch(shop);
      desk.clock().pass(Duration.between(desk.clock().instant(), now));
      minutes(desk, shop, 10, Status.DOWN, 0);
      assertEquals(List.of("budget shop UPDOWN"), titles(desk));
    }
    try (Desk desk = new Desk(database, folder, filtered, "team", "other")) {
      desk.clock().pass(Duration.between(desk.clock().instant(), now));
      count(desk);
      assertEquals(List.of(), titles(desk), "no list was read yet");
      desk.watch(ServiceBuilder.named("next").service());
      count(desk);
      assertEquals(List.of("budget shop DOWNUP"), titles(desk));
      assertEquals(0, desk.at("other").messages().size(), "it was never notified of it");
      count(desk);
      assertEquals(1, titles(desk).size());
    }
    try (Desk desk = new Desk(database, folder, filtered, "team", "other")) {
      desk.watch(ServiceBuilder.named("next").service());
      count(desk);
      assertEquals(List.of(), titles(desk));
    }
  }

  @Test
  @Tag("nightly")
  void without_an_objective_any_more_it_is_over() throws Exception {
    Service shop = uptime();
    try (Desk desk = desk(shop)) {
      minutes(desk, shop, 10, Status.DOWN, 0);
      Service none = service(null);
      desk.list(none);
      count(desk);
      assertEquals(List.of("budget shop UPDOWN", "budget shop DOWNUP"), titles(desk));
      count(desk);
      assertEquals(2, titles(desk).size());
      assertTrue(desk.bean("budgets", Budgets.class).of(none).isEmpty());
    }
  }
}
