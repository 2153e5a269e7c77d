package dev.uproute.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.uproute.OnEachDatabase;
import dev.uproute.TestDatabase;
import dev.uproute.Watched;
import dev.uproute.check.Status;
import dev.uproute.deliver.Desk;
import dev.uproute.service.Service;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.Parameter;

/** The list of services changes, or the file of the database, while it is not written. */
@Execution(ExecutionMode.CONCURRENT)
@OnEachDatabase
class StoreAwayListTest {
  @Parameter TestDatabase database;
  private static final Service NAS = Watched.service("nas");
  private static final Service WEB = Watched.service("web");

  @TempDir Path folder;
  private Desk desk;
  private Connection outside;
  private Statement lock;

  @BeforeEach
  void start() throws Exception {
    desk = new Desk(database, folder, Map.of("uproute.store.busy-timeout", "200ms"), "team");
    outside = database.outside(folder.resolve("data/uptime_history.db"));
    lock = outside.createStatement();
    desk.list(NAS, WEB);
    found(NAS, Status.UP);
    found(WEB, Status.UP);
    desk.pass(1);
  }

  @AfterEach
  void stop() throws Exception {
    outside.close();
    desk.close();
  }

  private void found(Service service, Status status) {
    send(List.of(Watched.result(service, desk.clock().instant(), status)));
  }

  private void send(List<?> results) {
    desk.camel().sendBody("direct:record-try", results);
  }

  private void back() throws Exception {
    lock.execute("rollback");
    send(List.of());
    assertFalse(desk.bean("backlog", Backlog.class).failing());
  }

  @Test
  void a_service_that_gets_a_new_id_takes_along_what_is_not_written() throws Exception {
    lock.execute(database.lock());
    found(NAS, Status.DOWN);
    desk.pass(15);
    found(NAS, Status.DOWN);
    Service storage = Watched.service("storage").formerly("nas");
    desk.list(storage, WEB);
    found(storage, Status.DOWN);
    desk.pass(15);
    back();
    desk.pass(120);
    assertEquals(List.of("down nas", "escalated storage"), desk.at("team").lines());
    assertEquals("sent 2", desk.states());
    assertEquals(
        "4 4",
        desk.ask(
            "select streak.checks || ' ' || (select count(*) from result where service ="
                + " service.key) from streak, service where service = service.key and service.id ="
                + " 'storage'"));
    assertEquals("0", desk.ask("select count(*) from service where id = 'nas'"));
  }

  @Test
  void the_outage_of_a_service_that_is_removed_is_closed_when_the_database_is_back()
      throws Exception {
    lock.execute(database.lock());
    found(NAS, Status.DOWN);
    desk.pass(15);
    desk.list(WEB);
    desk.pass(15);
    back();
    desk.pass(120);
    assertEquals(List.of("down nas", "up nas"), desk.at("team").lines());
    assertEquals(
        "2",
        desk.ask(
            "select count(*) from result, service where service = key and service.id = 'nas'"));
    assertEquals(
        "5",
        desk.ask("select state from streak, service where service = key and service.id = 'nas'"));
  }

  @Test
  void of_an_outage_that_another_database_does_not_know_people_are_notified_again_and_of_its_end()
      throws Exception {
    found(NAS, Status.DOWN);
    desk.pass(15);
    for (String table : List.of("delivery", "flip", "result", "streak", "service")) {
      lock.execute("delete from " + table);
    }
    desk.bean("streaks", Streaks.class).reread();
    found(NAS, Status.DOWN);
    desk.pass(120);
    found(NAS, Status.UP);
    desk.pass(120);
    assertEquals(List.of("down nas", "down nas", "up nas"), desk.at("team").lines());
  }
}
