package dev.uproute.record;

import static dev.uproute.check.Status.DEGRADED;
import static dev.uproute.check.Status.DOWN;
import static dev.uproute.check.Status.UP;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.uproute.OnEachDatabaseNightly;
import dev.uproute.ServiceBuilder;
import dev.uproute.TestDatabase;
import dev.uproute.Watched;
import dev.uproute.check.Status;
import dev.uproute.deliver.Desk;
import dev.uproute.deliver.MessageLine;
import dev.uproute.report.LiveState;
import dev.uproute.report.ServiceReport;
import dev.uproute.service.Service;
import dev.uproute.service.Services;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.Parameter;

/** Services that are taken out of the list, paused or renamed. */
@Execution(ExecutionMode.CONCURRENT)
@OnEachDatabaseNightly
class RemovedServicesTest {
  @Parameter TestDatabase database;
  private static final Service NAS = Watched.service("nas");
  private static final Service WEB = Watched.service("web");

  @TempDir Path folder;
  private Desk desk;

  @AfterEach
  void stop() {
    desk.close();
  }

  private void down() throws Exception {
    desk = new Desk(database, folder, "team");
    desk.list(NAS, WEB);
    desk.results(UP, "nas", "web");
    desk.results(DOWN, "nas");
    desk.pass(60);
  }

  private void expect(String... lines) {
    assertEquals(List.of(lines), desk.at("team").lines());
  }

  private MessageLine last() {
    return desk.at("team").messages().getLast().lines().getLast();
  }

  @Test
  void removed_while_down() throws Exception {
    down();
    desk.list(WEB);
    desk.events();
    desk.pass(60);
    expect("down nas", "up nas");
    assertEquals("It was taken out of the list", last().reason());
    assertEquals(Status.UNKNOWN, last().to());
    assertEquals(Duration.ofSeconds(60), Duration.between(last().since(), last().until()));
    assertFalse(desk.bean("removedServices", RemovedServices.class).waits());
  }

  @Test
  void paused_while_down_and_resumed_it_begins_afresh() throws Exception {
    down();
    desk.list(paused(NAS), WEB);
    desk.events();
    desk.pass(60);
    expect("down nas", "up nas");
    assertEquals("It is paused", last().reason());
    desk.list(NAS, WEB);
    desk.results(DOWN, "nas");
    desk.pass(60);
    expect("down nas", "up nas", "down nas");
    assertEquals(Status.UNKNOWN, last().from());
  }

  @Test
  void what_is_well_is_closed_silently_and_what_is_degraded_is_not() throws Exception {
    desk = new Desk(database, folder, "team");
    desk.list(NAS, WEB);
    desk.results(UP, "nas");
    desk.results(DEGRADED, "web");
    desk.pass(60);
    desk.list();
    desk.events();
    desk.pass(60);
    expect("degraded web", "up web");
    assertEquals("2", desk.ask("select count(*) from streak where state = 5"));
  }

  @Test
  void a_result_that_comes_late_is_of_nobody() throws Exception {
    down();
    desk.list(WEB);
    var late = Watched.result(NAS, desk.clock().instant(), DOWN);
    desk.camel().requestBody("direct:record-batch", List.of(late));
    desk.pass(60);
    expect("down nas", "up nas");
    assertEquals("3", desk.ask("select count(*) from result"));
  }

  @Test
  void an_outage_that_still_waits_and_its_end_are_one_line() throws Exception {
    desk = new Desk(database, folder, "team");
    desk.list(NAS, WEB);
    desk.results(UP, "nas", "web");
    desk.results(DOWN, "nas");
    desk.pass(5);
    desk.list(WEB);
    desk.events();
    desk.pass(60);
    expect("up nas");
    assertEquals("It was taken out of the list", last().reason());
  }

  @Test
  void what_left_while_nothing_ran_is_closed_when_every_source_was_heard() throws Exception {
    down();
    desk.close();
    desk = new Desk(database, folder, "team");
    desk.clock().pass(Duration.ofMinutes(10));
    desk.events();
    desk.pass(60);
    expect();
    desk.list(WEB);
    desk.events();
    desk.pass(60);
    expect("up nas");
  }

  @Test
  void a_source_that_fails_closes_nothing() throws Exception {
    down();
    Services services = desk.bean("services", Services.class);
    services.refused("file", "services.yaml: there is no such file");
    services.accept("notion", List.of(Watched.service("blog"), Watched.service("shop")));
    services.accept("notion", List.of());
    desk.camel().sendBody("direct:services-changed", services.current());
    desk.events();
    desk.pass(60);
    expect("down nas");
  }

  @Test
  void a_new_id_takes_history_streak_and_outage_along() throws Exception {
    down();
    desk.results(DOWN, "nas");
    Service renamed = Watched.service("storage").formerly("nas");
    desk.list(renamed, WEB);
    desk.events();
    desk.pass(60);
    expect("down nas");
    desk.results(DOWN, "storage");
    desk.pass(60);
    expect("down nas", "escalated storage");
    assertEquals("nas", last().incident());
    desk.results(UP, "storage");
    desk.pass(60);
    assertEquals(Duration.ofMinutes(3), Duration.between(last().since(), last().until()));
    ServiceReport report =
        desk.bean("liveState", LiveState.class)
            .report(List.of(renamed), null)
            .services()
            .getFirst();
    assertEquals(5, report.checks());
    assertEquals(1, report.incidents().size());
    assertEquals("0", desk.ask("select count(*) from service where id = 'nas'"));
  }

  @Test
  void a_history_moves_neither_from_a_service_that_is_listed_nor_onto_one_that_has_its_own()
      throws Exception {
    down();
    desk.list(NAS, WEB, Watched.service("storage").formerly("nas"));
    desk.results(UP, "storage");
    assertEquals("3", desk.ask("select count(*) from service"));
    desk.list(WEB.formerly("nas"));
    desk.results(UP, "web");
    desk.events();
    assertEquals("3", desk.ask("select count(*) from service"));
  }

  private static Service paused(Service s) {
    return ServiceBuilder.named(s.id()).with(b -> b.enabled = false).service();
  }
}
