package dev.uproute;

import static dev.uproute.Watched.result;
import static dev.uproute.Watched.service;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.check.Result;
import dev.uproute.check.Status;
import dev.uproute.service.Service;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Route record on a SQLite file: its lock, its disk, its log. */
@Isolated
class RecordFileTest {
  private static final Instant AT = Instant.parse("2026-06-17T21:37:00.123Z");
  @TempDir Path folder;

  private Path file() {
    return folder.resolve("data/uptime_history.db");
  }

  @Test
  void a_write_lock_held_outside_for_4_s_loses_nothing() throws Exception {
    try (Recording recording = new Recording(file());
        Connection outside = recording.outside();
        Statement statement = outside.createStatement()) {
      recording.record(List.of(result(service("a"), AT, Status.UP)));
      statement.execute("begin immediate");
      Instant until = Instant.now().plusSeconds(4);
      recording.send("seda:record?size=10000", result(service("a"), AT.plusSeconds(1), Status.UP));
      assertTrue(Wait.until(Wait.LONG, () -> Instant.now().isAfter(until)));
      statement.execute("rollback");
      assertTrue(
          Wait.until(Wait.LONG, () -> "2".equals(recording.ask("select count(*) from result"))));
      assertTrue(Wait.until(Wait.LONG, () -> recording.backlog().size() == 0));
    }
  }

  @Test
  void a_full_disk_keeps_results_and_streaks_until_there_is_space() throws Exception {
    try (Recording recording = new Recording(file())) {
      Service a = service("a");
      recording.record(List.of(result(a, AT, Status.UP)));
      fill(recording.bean("writer", DataSource.class));
      List<Result> many = new ArrayList<>();
      for (int i = 0; i < 5000; i++) {
        many.add(result(a, AT.plusSeconds(60 + i), Status.DOWN));
      }
      assertThrows(Exception.class, () -> recording.record(many));
      assertEquals("1", recording.ask("select count(*) from result"));
      assertEquals("0", recording.ask("select count(*) from flip"));
      assertEquals(5000, recording.backlog().size());
      // the connection that met the full disk is gone, and with it the limit
      recording.send("direct:record-try", List.of());
      assertEquals("5001", recording.ask("select count(*) from result"));
      assertEquals("down,escalated", recording.ask("select group_concat(event) from flip"));
      assertEquals("5001", recording.ask("select checks from streak"));
      assertEquals("ok", recording.ask("pragma integrity_check"));
    }
  }

  private static void fill(DataSource writer) throws Exception {
    try (Connection connection = writer.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("pragma max_page_count = 1");
    }
  }

  @Test
  void only_a_batch_that_changes_a_state_is_forced_to_the_disk() throws Exception {
    try (Recording recording = new Recording(file())) {
      Service a = service("a");
      recording.record(List.of(result(a, AT, Status.UP)));
      assertEquals(
          0,
          Disk.forced(
              () -> {
                for (int i = 1; i <= 1000; i++) {
                  recording.record(List.of(result(a, AT.plusMillis(i), Status.UP)));
                }
              }));
      assertEquals(
          1,
          Disk.forced(() -> recording.record(List.of(result(a, AT.plusSeconds(2), Status.DOWN)))));
      assertEquals(
          0,
          Disk.forced(() -> recording.record(List.of(result(a, AT.plusSeconds(3), Status.DOWN)))));
    }
  }
}
