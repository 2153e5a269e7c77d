package dev.uproute.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.Recording;
import dev.uproute.Watched;
import dev.uproute.check.Status;
import dev.uproute.record.SelfEvents;
import dev.uproute.record.Streaks;
import dev.uproute.service.Service;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database file is taken away, replaced, or loses its log while it is written. */
class StoreWatchTest {
  private static final Instant AT = Instant.parse("2026-06-17T21:37:00Z");

  private final Service service = Watched.service("a");

  @TempDir Path folder;

  @Test
  void nothing_is_said_of_a_file_that_stays() throws Exception {
    try (Recording recording = new Recording(file())) {
      StoreWatch watch = watch(recording);
      assertFalse(watch.replaced());
      record(recording, 0);
      assertFalse(watch.replaced());
    }
  }

  @Test
  void a_file_that_was_removed_is_made_anew_and_said_once() throws Exception {
    try (Recording recording = new Recording(file())) {
      StoreWatch watch = watch(recording);
      record(recording, 0);
      assertFalse(watch.replaced());
      Files.delete(file());
      goesOn(recording, watch);
      record(recording, 1);
      assertEquals("1", recording.ask("select count(*) from result"));
      assertEquals(
          "self", recording.ask("select group_concat(event) from flip where service is null"));
      assertFalse(watch.replaced());
    }
  }

  @Test
  void a_backup_in_its_place_is_gone_on_with_and_the_old_log_does_not_destroy_it()
      throws Exception {
    try (Recording recording = new Recording(file())) {
      StoreWatch watch = watch(recording);
      record(recording, 0);
      Path backup = folder.resolve("backup.db");
      try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
          Statement statement = other.createStatement()) {
        statement.execute("vacuum into '" + backup + "'");
      }
      for (int i = 1; i < 50; i++) {
        record(recording, i);
      }
      assertFalse(watch.replaced());
      Files.move(backup, file(), StandardCopyOption.REPLACE_EXISTING);
      goesOn(recording, watch);
      record(recording, 50);
      assertEquals("2", recording.ask("select count(*) from result"));
      assertEquals("ok", recording.ask("pragma integrity_check"));
    }
  }

  @Test
  void a_log_that_was_removed_costs_no_result() throws Exception {
    try (Recording recording = new Recording(file())) {
      StoreWatch watch = watch(recording);
      record(recording, 0);
      assertFalse(watch.replaced());
      Files.delete(Path.of(file() + "-wal"));
      record(recording, 1);
      goesOn(recording, watch);
      record(recording, 2);
      assertEquals("3", recording.ask("select count(*) from result"));
      assertEquals("ok", recording.ask("pragma integrity_check"));
    }
  }

  private void goesOn(Recording recording, StoreWatch watch) throws Exception {
    assertTrue(watch.replaced());
    recording.bean("selfEvents", SelfEvents.class).add(watch.reopen());
    recording.bean("streaks", Streaks.class).reread();
  }

  private StoreWatch watch(Recording recording) {
    return new StoreWatch(recording.bean("store", Store.class), InstantSource.fixed(AT));
  }

  private void record(Recording recording, int seconds) throws Exception {
    recording.record(List.of(Watched.result(service, AT.plusSeconds(seconds), Status.UP)));
  }

  private Path file() {
    return folder.resolve("uptime_history.db");
  }
}
