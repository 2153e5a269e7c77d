package dev.uproute.deliver;

import static dev.uproute.check.Status.DOWN;
import static dev.uproute.check.Status.UP;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.TestDatabase;
import dev.uproute.store.Lease;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelExecutionException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two programs on one database, of which each has a clock that moves when the test says so. */
@Execution(ExecutionMode.CONCURRENT)
class TakeOverTest {
  private static final String STORED =
      "select (select count(*) from result) || ' ' || (select count(*) from flip)"
          + " || ' ' || (select count(*) from delivery)";

  @TempDir Path folder;

  private Desk desk(TestDatabase database) throws Exception {
    // a server on a busy machine takes a while to accept a connection
    String busy = database == TestDatabase.SQLITE ? "100ms" : "3s";
    return new Desk(database, folder, Map.of("uproute.store.busy-timeout", busy), "team");
  }

  private static Lease lease(Desk desk) {
    return desk.bean("lease", Lease.class);
  }

  /** The lease ends by the clock of the database, and so much time passes for who waits for it. */
  private static void silence(TestDatabase database, Desk waiting, int seconds) throws Exception {
    if (database == TestDatabase.POSTGRESQL) {
      waiting.change("update lease set until = 1");
      lease(waiting).take();
    }
    waiting.clock().pass(Duration.ofSeconds(seconds));
  }

  /** Looks at what is due every second, and may deliver nothing. */
  private static void refused(Desk desk, int seconds) {
    for (int i = 0; i < seconds; i++) {
      desk.clock().pass(Desk.TICK);
      for (Object channel : desk.camel().requestBody("direct:deliver-due", null, List.class)) {
        assertThrows(
            CamelExecutionException.class, () -> desk.camel().sendBody("direct:deliver", channel));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void who_comes_second_stores_and_notifies_nothing(TestDatabase database) throws Exception {
    try (Desk one = desk(database);
        Desk two = desk(database)) {
      assertTrue(lease(one).take());
      assertFalse(lease(two).take());
      one.results(UP, "a");
      one.results(DOWN, "a");
      String before = one.ask(STORED);
      assertThrows(CamelExecutionException.class, () -> two.results(DOWN, "a"));
      refused(two, 60);
      assertEquals(before, one.ask(STORED));
      assertEquals(List.of(), two.at("team").messages());
      assertTrue(lease(two).isLost());
      one.pass(10);
      assertEquals(List.of("down a"), one.at("team").lines());
    }
  }

  @ParameterizedTest
  @EnumSource
  void who_takes_over_goes_on_with_the_outage(TestDatabase database) throws Exception {
    try (Desk two = desk(database)) {
      try (Desk one = desk(database)) {
        one.results(UP, "a", "b");
        one.results(DOWN, "a");
        one.pass(10);
        assertEquals(List.of("down a"), one.at("team").lines());
        one.results(DOWN, "b");
        assertFalse(lease(two).take());
      }
      assertTrue(lease(two).take(), "given back at the end");
      two.clock().pass(Duration.ofSeconds(11));
      two.results(DOWN, "a", "b");
      two.pass(60);
      assertEquals(List.of("down b"), two.at("team").lines());
      two.results(UP, "a", "b");
      two.pass(60);
      assertEquals(List.of("down b", "up a", "up b"), two.at("team").lines());
    }
  }

  @ParameterizedTest
  @EnumSource
  void who_stood_still_while_another_took_over_is_fenced(TestDatabase database) throws Exception {
    try (Desk one = desk(database);
        Desk two = desk(database)) {
      one.results(UP, "a");
      one.results(DOWN, "a");
      assertFalse(lease(two).take());
      silence(database, two, 14);
      assertFalse(lease(two).take());
      two.clock().pass(Duration.ofSeconds(2));
      assertTrue(lease(two).take());
      String before = two.ask(STORED);
      // its own clock stands still, too: for it no time has passed
      assertTrue(lease(one).works());
      one.camel().sendBody("direct:record-try", List.of());
      assertTrue(lease(one).isLost());
      assertFalse(lease(one).works());
      assertThrows(CamelExecutionException.class, () -> one.results(UP, "a"));
      refused(one, 60);
      assertEquals(before, two.ask(STORED));
      assertEquals(List.of(), one.at("team").messages());
      assertFalse(lease(one).take(), "what it remembers is not so any more");
      two.pass(60);
      assertEquals(List.of("down a"), two.at("team").lines());
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_clock_that_is_set_takes_nothing_from_who_lives(TestDatabase database) throws Exception {
    try (Desk one = desk(database);
        Desk two = desk(database)) {
      one.results(UP, "a");
      for (int i = 0; i < 10; i++) {
        for (Desk desk : List.of(one, two)) {
          desk.clock().pass(Duration.ofSeconds(5));
          desk.clock().set(Duration.ofHours(i % 2 == 0 ? 3 : -3));
        }
        if (i > 0) {
          assertFalse(lease(two).take(), "time " + i);
        }
        lease(one).renew();
        assertFalse(lease(two).take(), "time " + i);
      }
      one.results(UP, "a");
      assertFalse(lease(one).isLost());
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_database_that_nobody_can_write_stays_with_its_holder(TestDatabase database)
      throws Exception {
    try (Desk one = desk(database);
        Desk two = desk(database)) {
      one.results(UP, "a");
      assertFalse(lease(two).take());
      try (Connection outside = database.outside(folder.resolve("data/uptime_history.db"));
          Statement statement = outside.createStatement()) {
        lock(database, statement);
        for (int i = 0; i < 10; i++) {
          for (Desk desk : List.of(one, two)) {
            desk.clock().pass(Duration.ofSeconds(5));
          }
          lease(one).renew();
          assertTrue(lease(one).works(), "checks go on");
          refused(two);
        }
        statement.execute("rollback");
      }
      assertFalse(lease(two).take(), "its holder could not renew it either");
      lease(one).renew();
      one.results(DOWN, "a");
      assertFalse(lease(one).isLost());
    }
  }

  private static void lock(TestDatabase database, Statement statement) throws Exception {
    if (database == TestDatabase.SQLITE) {
      statement.execute("begin immediate");
    } else {
      statement.execute("update lease set until = 1");
      statement.execute("begin");
      statement.execute("select 1 from lease for update");
    }
  }

  /** Whether it saw that the lease had ended, or not yet, it did not get it. */
  private static void refused(Desk two) {
    try {
      assertFalse(lease(two).take());
    } catch (RuntimeException e) {
      assertFalse(lease(two).isLost());
    }
  }
}
