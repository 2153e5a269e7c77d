package dev.uproute.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.DatabaseProxy;
import dev.uproute.PostgresServer;
import dev.uproute.TestDatabase;
import dev.uproute.Wait;
import dev.uproute.Watched;
import dev.uproute.check.Status;
import dev.uproute.deliver.Desk;
import dev.uproute.service.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The PostgreSQL server goes away and comes back, also while the program starts. */
@Execution(ExecutionMode.CONCURRENT)
class ServerAwayTest {
  @TempDir Path folder;
  private DatabaseProxy proxy;
  private String address;
  private Desk desk;

  @BeforeEach
  void prepare() throws Exception {
    address = PostgresServer.address(folder.resolve("data/uptime_history.db"));
    proxy = new DatabaseProxy(PostgresServer.port());
  }

  @AfterEach
  void stop() throws Exception {
    desk.close();
    proxy.close();
  }

  private void start() throws Exception {
    desk =
        new Desk(
            TestDatabase.POSTGRESQL,
            folder,
            Map.of("uproute.store.url", proxy.through(address)),
            "team");
  }

  private void found(Status status, String... ids) {
    desk.watch(Stream.of(ids).map(Watched::service).toArray(Service[]::new));
    desk.clock().pass(Duration.ofSeconds(1));
    desk.camel()
        .sendBody(
            "direct:record-try",
            Stream.of(ids)
                .map(id -> Watched.result(Watched.service(id), desk.clock().instant(), status))
                .toList());
  }

  private void back() throws Exception {
    proxy.back();
    Backlog backlog = desk.bean("backlog", Backlog.class);
    assertTrue(
        Wait.until(
            Wait.LONG,
            () -> {
              desk.camel().sendBody("direct:record-try", List.of());
              return !backlog.failing();
            }));
    assertEquals(0, backlog.size());
  }

  private List<String> outages() {
    return desk.at("team").lines().stream().filter(line -> !line.startsWith("self")).toList();
  }

  private String results() throws Exception {
    return desk.ask(
        "select group_concat(s.id || ' ' || r.status || ' ' || n) from (select service, status,"
            + " count(*) as n from result group by service, status order by service, status) r"
            + " join service s on s.key = r.service");
  }

  @Test
  void checks_and_notifications_go_on_and_everything_is_stored_once() throws Exception {
    start();
    found(Status.UP, "a", "b");
    proxy.away();
    found(Status.DOWN, "a");
    found(Status.DOWN, "a");
    desk.pass(40);
    found(Status.UP, "b");
    desk.pass(90);
    assertEquals(List.of("down a"), outages());
    assertTrue(desk.at("team").lines().contains("self"), () -> desk.at("team").lines().toString());
    back();
    desk.pass(120);
    assertEquals("a 0 1,a 4 2,b 0 2", results());
    assertEquals("3 1", desk.ask("select checks || ' ' || online from streak where state = 4"));
    assertEquals(List.of("down a"), outages());
    assertEquals("1", desk.ask("select count(*) from flip where event = 'down'"));
  }

  @Test
  void a_commit_whose_answer_is_lost_is_not_written_again() throws Exception {
    start();
    found(Status.UP, "a", "b");
    proxy.loseNextCommit();
    found(Status.DOWN, "a");
    assertTrue(desk.bean("backlog", Backlog.class).failing());
    assertEquals("a 0 1,a 4 1,b 0 1", results(), "the server has it");
    found(Status.DOWN, "a");
    desk.pass(15);
    assertEquals(List.of("down a"), outages());
    back();
    desk.pass(120);
    assertEquals("a 0 1,a 4 2,b 0 1", results());
    assertEquals("3 1", desk.ask("select checks || ' ' || online from streak where state = 4"));
    assertEquals("1", desk.ask("select count(*) from flip where event = 'down'"));
    assertEquals(List.of("down a"), outages());
    found(Status.UP, "a");
    desk.pass(120);
    assertEquals(List.of("down a", "up a"), outages());
  }

  @Test
  void a_commit_that_never_arrived_is_written_when_the_server_is_back() throws Exception {
    start();
    found(Status.UP, "a");
    proxy.away();
    found(Status.DOWN, "a");
    back();
    assertEquals("a 0 1,a 4 1", results());
  }

  @Test
  void a_start_without_the_server_notifies_and_what_was_known_counts_when_it_is_back()
      throws Exception {
    start();
    found(Status.UP, "new");
    found(Status.DOWN, "old", "over");
    desk.pass(15);
    desk.close();
    proxy.away();
    start();
    desk.watch(Watched.service("old"));
    found(Status.DOWN, "new");
    found(Status.UP, "over");
    desk.pass(15);
    assertEquals(List.of("down new"), outages());
    found(Status.DOWN, "new");
    back();
    desk.pass(120);
    assertEquals(List.of("down new", "up over"), outages());
    assertEquals("new 0 1,new 4 2,old 4 1,over 0 1,over 4 1", results());
    assertEquals(
        "1",
        desk.ask(
            "select count(*) from flip where event = 'down' and to_status = 4"
                + " and service = (select key from service where id = 'new')"));
  }

  @Test
  void a_database_that_is_empty_is_made_when_its_server_comes() throws Exception {
    address = PostgresServer.empty();
    proxy.away();
    start();
    found(Status.DOWN, "a");
    desk.pass(15);
    assertEquals(List.of("down a"), outages());
    back();
    assertFalse(desk.bean("backlog", Backlog.class).failing());
    desk.pass(60);
    assertEquals(List.of("down a"), outages());
  }
}
