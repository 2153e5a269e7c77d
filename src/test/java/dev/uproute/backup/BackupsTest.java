package dev.uproute.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.FakeClock;
import dev.uproute.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** When a copy is made by itself, and which of them stay. */
@Execution(ExecutionMode.CONCURRENT)
class BackupsTest {
  @TempDir Path folder;
  private final FakeClock clock = new FakeClock();
  private Store store;

  @BeforeEach
  void open() {
    store = new Store("sqlite", folder.resolve("uptime_history.db").toString());
    store.open();
  }

  @AfterEach
  void close() {
    store.close();
  }

  private Backups backups(String... changed) throws Exception {
    Map<String, String> settings =
        new HashMap<>(
            Map.of(
                "uproute.store", "sqlite",
                "uproute.store.path", folder.resolve("uptime_history.db").toString(),
                "uproute.backup.cron", "0 40 2 * * ?",
                "uproute.backup.dir", folder.resolve("backups").toString(),
                "uproute.backup.keep", "3"));
    for (int i = 0; i < changed.length; i += 2) {
      settings.put(changed[i], changed[i + 1]);
    }
    return new Backups(settings, clock);
  }

  private void at(String time) {
    clock.pass(Duration.between(clock.instant(), java.time.Instant.parse(time)));
  }

  private List<String> names() throws Exception {
    try (Stream<Path> files = Files.list(folder.resolve("backups"))) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void one_is_made_an_hour_after_the_first_start_and_then_each_night() throws Exception {
    at("2031-05-06T12:00:00Z");
    Backups backups = backups();
    assertFalse(backups.due());
    at("2031-05-06T13:00:00Z");
    assertTrue(backups.due());
    backups.make();
    assertNull(backups.ended(null));
    assertFalse(backups.due());
    at("2031-05-07T02:39:59Z");
    assertFalse(backups.due());
    at("2031-05-07T02:40:00Z");
    assertTrue(backups.due());
    backups.make();
    assertFalse(backups.due());
    assertEquals(
        List.of("uptime_history-20310506T130000Z.db", "uptime_history-20310507T024000Z.db"),
        names());
  }

  @Test
  void one_whose_time_came_while_the_program_was_stopped_is_made_afterwards() throws Exception {
    at("2031-05-06T12:00:00Z");
    backups().make();
    at("2031-05-07T02:00:00Z");
    assertFalse(backups().due());
    at("2031-05-09T12:00:00Z");
    assertTrue(backups().due());
  }

  @Test
  void the_oldest_go_when_a_new_one_is_whole_and_other_files_stay() throws Exception {
    at("2031-05-06T12:00:00Z");
    Files.createDirectories(folder.resolve("backups"));
    Files.writeString(folder.resolve("backups/uptime_history-before-the-move.db"), "mine");
    Files.writeString(folder.resolve("backups/uptime_history-20310101T000000Z.db.1.part"), "left");
    for (int i = 0; i < 5; i++) {
      backups().make();
      clock.pass(Duration.ofDays(1));
    }
    assertEquals(
        List.of(
            "uptime_history-20310508T120000Z.db",
            "uptime_history-20310509T120000Z.db",
            "uptime_history-20310510T120000Z.db",
            "uptime_history-before-the-move.db"),
        names());
  }

  @Test
  void a_failure_is_notified_once_costs_no_copy_and_is_tried_again_in_an_hour() throws Exception {
    at("2031-05-06T12:00:00Z");
    Backups backups = backups();
    for (int i = 0; i < 3; i++) {
      backups.make();
      clock.pass(Duration.ofDays(1));
    }
    List<String> before = names();
    assertTrue(backups.due());
    String sentence = backups.ended(new java.io.IOException("no space"));
    assertEquals(
        "The database cannot be copied to %s: no space. The copies that are there stay; it is tried again every hour"
            .formatted(folder.resolve("backups")),
        sentence);
    assertFalse(backups.due());
    clock.pass(Duration.ofHours(1));
    assertTrue(backups.due());
    assertNull(backups.ended(new java.io.IOException("no space")));
    assertEquals(before, names());
    backups.make();
    assertEquals(
        "The database is copied to " + folder.resolve("backups") + " again", backups.ended(null));
  }

  @Test
  void none_and_a_store_without_a_file_make_none() throws Exception {
    Backups none = backups("uproute.backup.cron", "none");
    Backups memory = backups("uproute.store", "memory");
    clock.pass(Duration.ofDays(2));
    assertFalse(none.due());
    assertFalse(memory.due());
  }

  @Test
  void a_clock_that_was_wrong_keeps_no_copy_from_being_made() throws Exception {
    at("2031-05-06T12:00:00Z");
    backups().make();
    at("2030-05-06T12:00:00Z");
    Backups backups = backups();
    clock.pass(Duration.ofHours(1));
    assertTrue(backups.due());
    backups.make();
    assertFalse(backups.due());
  }
}
