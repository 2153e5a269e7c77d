package dev.uproute;

import static dev.uproute.Watched.result;
import static dev.uproute.Watched.service;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.check.Status;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other programs that write to the database, and transactions whose end fails. */
class LockTest {
  private static final Instant AT = Instant.parse("2026-06-17T21:37:00.123Z");
  private static final Map<String, String> HASTY = Map.of("uproute.store.busy-timeout", "50ms");
  @TempDir Path folder;

  private Recording recording() throws Exception {
    return new Recording(folder.resolve("data/uptime_history.db"), HASTY);
  }

  @Test
  void after_a_lock_that_outlasts_every_patience_each_result_is_stored_once() throws Exception {
    try (Recording recording = recording();
        Connection outside = recording.outside();
        Statement statement = outside.createStatement()) {
      recording.record(List.of(result(service("a"), AT, Status.UP)));
      statement.execute("begin immediate");
      for (int i = 1; i <= 5; i++) {
        recording.send(
            "direct:record-try", List.of(result(service("a"), AT.plusSeconds(i), Status.DOWN)));
      }
      assertTrue(recording.backlog().failing());
      statement.execute("rollback");
      recording.send("direct:record-try", List.of());
      recording.send("direct:record-try", List.of());
      assertFalse(recording.backlog().failing());
      assertEquals(
          "6 6", recording.ask("select count(*) || ' ' || count(distinct at) from result"));
      assertEquals("6", recording.ask("select checks from streak"));
      assertEquals("down,escalated", recording.ask("select group_concat(event) from flip"));
    }
  }

  @Test
  void a_batch_whose_commit_fails_is_written_once_when_commits_work_again() throws Exception {
    try (Recording recording = recording();
        Connection outside = recording.outside();
        Statement statement = outside.createStatement()) {
      recording.record(List.of(result(service("a"), AT, Status.UP)));
      failCommits(statement, "update of batch on change");
      for (int i = 1; i <= 3; i++) {
        recording.send(
            "direct:record-try", List.of(result(service("a"), AT.plusSeconds(i), Status.DOWN)));
        statement.execute("begin immediate");
        statement.execute("rollback");
      }
      assertEquals("1", recording.ask("select count(*) from result"));
      statement.execute("drop trigger fail");
      recording.send("direct:record-try", List.of());
      assertEquals(
          "4 4", recording.ask("select count(*) || ' ' || count(distinct at) from result"));
      assertEquals(
          "down,escalated",
          recording.ask("select group_concat(event) from flip where event <> 'self'"));
    }
  }

  @Test
  void what_is_pruned_is_counted_once_when_the_commit_failed_before() throws Exception {
    try (Recording recording = recording();
        Connection outside = recording.outside();
        Statement statement = outside.createStatement()) {
      recording.record(List.of(result(service("a"), AT.minus(Duration.ofDays(99)), Status.UP)));
      failCommits(statement, "delete on result");
      recording.send("direct:keep-all", null);
      String counts = "select count(*) || ' ' || (select sum(checks) from hourly) from result";
      assertEquals("1 1", recording.ask(counts));
      statement.execute("drop trigger fail");
      recording.send("direct:keep-all", null);
      assertEquals("0 1", recording.ask(counts));
    }
  }

  /** What is checked at the commit only, and then refused. */
  private static void failCommits(Statement statement, String on) throws SQLException {
    statement.execute(
        "create table if not exists wrong (service references service (key) deferrable initially deferred)");
    statement.execute(
        "create trigger fail after " + on + " begin insert into wrong values (-1); end");
  }

  @Test
  void a_commit_lets_others_write_at_once() throws Exception {
    try (Recording recording = recording();
        Connection outside = recording.outside();
        Statement statement = outside.createStatement();
        Connection writer = recording.bean("writer", DataSource.class).getConnection();
        Statement insert = writer.createStatement()) {
      writer.setAutoCommit(false);
      insert.execute("insert into service (id, name) values ('x', 'X')");
      writer.commit();
      statement.execute("begin immediate");
      // what was committed is no failure because somebody else writes now
      writer.setAutoCommit(true);
      statement.execute("rollback");
      assertEquals("1", recording.ask("select count(*) from service"));
    }
  }

  @Test
  void a_transaction_that_cannot_begin_leaves_no_connection_that_writes_without_one()
      throws Exception {
    try (Recording recording = recording();
        Connection outside = recording.outside();
        Statement statement = outside.createStatement()) {
      DataSource source = recording.bean("writer", DataSource.class);
      statement.execute("begin immediate");
      try (Connection writer = source.getConnection()) {
        assertThrows(SQLException.class, () -> writer.setAutoCommit(false));
        assertTrue(writer.isClosed());
      }
      statement.execute("rollback");
      try (Connection writer = source.getConnection();
          Statement insert = writer.createStatement()) {
        assertTrue(writer.getAutoCommit());
        writer.setAutoCommit(false);
        insert.execute("insert into service (id, name) values ('x', 'X')");
        writer.rollback();
      }
      assertEquals("0", recording.ask("select count(*) from service"));
    }
  }
}
