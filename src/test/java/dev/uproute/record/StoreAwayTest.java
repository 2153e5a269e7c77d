package dev.uproute.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.OnEachDatabaseNightly;
import dev.uproute.TestDatabase;
import dev.uproute.Wait;
import dev.uproute.Watched;
import dev.uproute.check.Status;
import dev.uproute.deliver.Desk;
import dev.uproute.report.LiveState;
import dev.uproute.send.Refused;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.Parameter;

/** People are notified while the database cannot be written, and of nothing twice when it can. */
@Execution(ExecutionMode.CONCURRENT)
@OnEachDatabaseNightly
class StoreAwayTest {
  @Parameter TestDatabase database;
  @TempDir Path folder;
  private Desk desk;
  private Connection outside;
  private Statement lock;

  @BeforeEach
  void start() throws Exception {
    desk = new Desk(database, folder, Map.of("uproute.store.busy-timeout", "200ms"), "team");
    outside = database.outside(folder.resolve("data/uptime_history.db"));
    lock = outside.createStatement();
    found(Status.UP, "a", "b");
    desk.pass(1);
  }

  @AfterEach
  void stop() throws Exception {
    outside.close();
    desk.close();
  }

  private void found(Status status, String... ids) {
    desk.watch(Stream.of(ids).map(Watched::service).toArray(dev.uproute.service.Service[]::new));
    desk.camel()
        .sendBody(
            "direct:record-try",
            Stream.of(ids)
                .map(id -> Watched.result(Watched.service(id), desk.clock().instant(), status))
                .toList());
  }

  private void away() throws SQLException {
    lock.execute(database.lock());
  }

  private void back() throws SQLException {
    lock.execute("rollback");
    desk.camel().sendBody("direct:record-try", List.of());
    assertFalse(desk.bean("backlog", Backlog.class).failing());
  }

  /** Without what is notified of a long failure, which lasts as long as this machine makes it. */
  private List<String> outages() {
    return lines().stream().filter(line -> !line.equals("self")).toList();
  }

  private String ofOutages() throws Exception {
    return desk.ask(
        "select group_concat(d.state) from delivery d join flip f on f.id = d.flip where event = 'down'");
  }

  private List<String> lines() {
    return desk.at("team").lines();
  }

  @Test
  void an_outage_is_notified_from_memory_and_stored_as_sent() throws Exception {
    away();
    found(Status.DOWN, "a");
    desk.pass(15);
    assertEquals(List.of("down a"), lines());
    back();
    desk.pass(180);
    assertEquals(List.of("down a"), lines());
    assertEquals("sent 1", desk.states());
    assertEquals("1", desk.ask("select count(*) from flip"));
    assertEquals(
        desk.at("team").messages().getFirst().id(), desk.ask("select message from delivery"));
    found(Status.UP, "a");
    desk.pass(120);
    assertEquals(List.of("down a", "up a"), lines());
  }

  @Test
  void what_waited_before_is_sent_once_and_the_end_of_what_was_notified_before_too()
      throws Exception {
    found(Status.DOWN, "a");
    desk.pass(15);
    found(Status.DOWN, "b");
    desk.look();
    away();
    found(Status.UP, "a");
    desk.pass(120);
    assertEquals(List.of("down a", "down b", "up a"), lines());
    back();
    desk.pass(180);
    assertEquals(3, lines().size());
    assertEquals("sent 3", desk.states());
  }

  @Test
  void what_was_stored_and_never_looked_at_is_read_from_the_database() throws Exception {
    found(Status.DOWN, "a");
    away();
    found(Status.DOWN, "b");
    desk.pass(15);
    assertEquals(List.of("down a", "down b"), lines());
    back();
    desk.pass(120);
    assertEquals("sent 2", desk.states());
    assertEquals(1, desk.at("team").messages().size());
  }

  @Test
  void what_began_and_ended_meanwhile_is_one_line_and_stays_one() throws Exception {
    away();
    found(Status.DOWN, "a");
    desk.pass(3);
    found(Status.UP, "a");
    desk.pass(20);
    assertEquals(List.of("up a"), lines());
    back();
    desk.pass(120);
    assertEquals(1, desk.at("team").messages().size());
    assertEquals("sent 2", desk.states());
  }

  @Test
  void a_message_whose_fate_cannot_be_written_does_not_go_again() throws Exception {
    CountDownLatch hang = new CountDownLatch(1);
    desk.at("team").hang(hang);
    found(Status.DOWN, "a");
    Thread sending = Thread.ofVirtual().start(() -> pass(15));
    assertTrue(Wait.until(Wait.LONG, () -> desk.at("team").asked() == 1));
    away();
    hang.countDown();
    sending.join();
    back();
    desk.pass(180);
    assertEquals(List.of("down a"), lines());
    assertEquals("sent 1", desk.states());
  }

  private void pass(int seconds) {
    desk.pass(seconds);
  }

  @Test
  void a_message_that_waits_for_its_answer_when_the_database_is_back_is_waited_for()
      throws Exception {
    CountDownLatch hang = new CountDownLatch(1);
    desk.at("team").hang(hang);
    away();
    found(Status.DOWN, "a");
    Thread sending = Thread.ofVirtual().start(() -> pass(15));
    assertTrue(Wait.until(Wait.LONG, () -> desk.at("team").asked() == 1));
    lock.execute("rollback");
    Thread writing =
        Thread.ofVirtual().start(() -> desk.camel().sendBody("direct:record-try", List.of()));
    hang.countDown();
    writing.join();
    sending.join();
    desk.pass(120);
    assertEquals(List.of("down a"), outages());
    assertEquals("sent", ofOutages());
  }

  @Test
  void people_are_notified_while_a_batch_waits_for_the_lock() throws Exception {
    stop();
    desk = new Desk(database, folder, Map.of("uproute.store.busy-timeout", "60s"), "team");
    outside = database.outside(folder.resolve("data/uptime_history.db"));
    lock = outside.createStatement();
    lock.execute("alter table change rename to gone");
    found(Status.DOWN, "a");
    assertTrue(desk.bean("backlog", Backlog.class).failing());
    lock.execute("alter table gone rename to change");
    away();
    Thread writing =
        Thread.ofPlatform().start(() -> desk.camel().sendBody("direct:record-try", List.of()));
    assertTrue(Wait.until(Wait.LONG, () -> inDatabase(writing)));
    desk.pass(15);
    assertEquals(List.of("down a"), outages());
    assertTrue(writing.isAlive(), "it waits for the lock");
    lock.execute("rollback");
    writing.join();
    desk.pass(120);
    assertEquals(List.of("down a"), outages());
    assertEquals("sent", ofOutages());
  }

  private static boolean inDatabase(Thread thread) {
    return Stream.of(thread.getStackTrace())
        .anyMatch(frame -> frame.getClassName().matches(".*[.]NativeDB|org[.]postgresql[.].*"));
  }

  @Test
  void a_receiver_that_is_away_too_is_tried_again_and_its_state_is_kept() throws Exception {
    away();
    desk.at("team").refuse(new Refused(Refused.Kind.LATER, null, "HTTP 503"));
    found(Status.DOWN, "a");
    desk.pass(20);
    assertEquals(List.of(), lines());
    back();
    assertEquals("later HTTP 503", desk.ask("select state || ' ' || reason from channel"));
    desk.at("team").refuse(null);
    desk.pass(120);
    assertEquals(List.of("down a"), lines());
    assertEquals("ok", desk.ask("select state from channel"));
  }

  @Test
  void people_are_notified_once_that_nothing_can_be_written_and_once_that_it_can()
      throws Exception {
    away();
    for (int i = 0; i < 20; i++) {
      found(Status.UP, "a", "b");
      desk.pass(15);
    }
    assertEquals(List.of("self"), lines());
    back();
    found(Status.UP, "a");
    desk.pass(120);
    assertEquals(List.of("self", "self"), lines());
    assertEquals("sent 2", desk.states());
    assertEquals("43", desk.ask("select count(*) from result"));
  }

  @Test
  void pages_show_what_is_found_while_nothing_can_be_written() throws Exception {
    LiveState liveState = desk.bean("liveState", LiveState.class);
    var service = List.of(Watched.service("a"));
    assertEquals(
        Status.UP, liveState.report(service, null).services().getFirst().latest().status());
    away();
    desk.clock().pass(Duration.ofSeconds(60));
    found(Status.DOWN, "a");
    found(Status.DOWN, "a");
    var shown = liveState.report(service, null).services().getFirst();
    assertEquals(Status.DOWN, shown.latest().status());
    assertEquals(3, shown.checks());
    back();
    assertEquals(3, liveState.report(service, null).services().getFirst().checks());
  }

  @Test
  void results_that_had_to_be_dropped_notify_of_nothing_twice() throws Exception {
    desk.close();
    desk =
        new Desk(
            database,
            folder,
            Map.of("uproute.store.busy-timeout", "200ms", "uproute.record.backlog", "2"),
            "team");
    away();
    found(Status.DOWN, "a");
    desk.pass(15);
    for (int i = 0; i < 5; i++) {
      desk.clock().pass(Duration.ofSeconds(1));
      found(Status.DOWN, "a");
    }
    desk.pass(120);
    back();
    desk.pass(120);
    assertEquals(
        "down 1,escalated 1",
        desk.ask(
            "select group_concat(line) from (select event || ' ' || count(*) as line from flip"
                + " where event <> 'self' group by event order by event)"));
    assertEquals("7", desk.ask("select checks from streak where state = 4"));
    assertEquals(
        2, lines().stream().filter(line -> line.endsWith(" a")).count(), lines().toString());
  }

  @Test
  void a_step_that_fails_after_the_commit_is_reported_as_such_once_and_the_results_are_stored()
      throws Exception {
    PluginHelper.getRoutesLoader(desk.camel().getCamelContext())
        .updateRoutes(
            ResourceHelper.fromString(
                "record-committed.camel.yaml",
                Files.readString(Path.of("routes/record-committed.camel.yaml"))
                    + "        - throwException:\n"
                    + "            exceptionType: java.lang.IllegalStateException\n"
                    + "            message: no such file\n"));
    found(Status.DOWN, "a");
    found(Status.DOWN, "a");
    assertFalse(desk.bean("backlog", Backlog.class).failing());
    assertEquals(0, desk.bean("backlog", Backlog.class).size());
    assertEquals("4", desk.ask("select count(*) from result"));
    desk.pass(120);
    assertEquals(List.of("down a", "self"), lines());
    assertEquals(
        "The results are in the history, but a step after that failed:"
            + " java.lang.IllegalStateException: no such file",
        desk.ask("select group_concat(reason) from flip where event = 'self'"));
  }
}
