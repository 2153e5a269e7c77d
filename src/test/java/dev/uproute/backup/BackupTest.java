package dev.uproute.backup;

import static dev.uproute.Recording.ask;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.Figures;
import dev.uproute.Recording;
import dev.uproute.Watched;
import dev.uproute.check.Result;
import dev.uproute.check.Status;
import dev.uproute.store.Integrity;
import dev.uproute.store.Schema;
import dev.uproute.store.Store;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A copy is what the database was at one moment, and nothing else. */
@Execution(ExecutionMode.CONCURRENT)
class BackupTest {
  private static final Instant AT = Instant.parse("2026-06-17T21:37:00Z");
  private static final int SIZE = 50;
  @TempDir Path folder;

  private Path file() {
    return folder.resolve("uptime_history.db");
  }

  /** The results of a batch; their reason names it. */
  private static List<Result> batch(int number) {
    return IntStream.range(0, SIZE)
        .mapToObj(i -> Watched.result(Watched.service("s" + i), AT.plusSeconds(number), Status.UP))
        .toList();
  }

  @Test
  @Tag("figures")
  void copies_made_while_batches_are_written_hold_all_that_was_committed_before() throws Exception {
    AtomicInteger committed = new AtomicInteger();
    int copies = 10;
    int missing = 0;
    try (Recording recording = new Recording(file())) {
      recording.record(batch(0));
      CompletableFuture<Void> writing =
          CompletableFuture.runAsync(
              () -> {
                for (int i = 1; committed.get() >= 0; i++) {
                  recording.record(batch(i));
                  committed.compareAndSet(i - 1, i);
                }
              });
      for (int i = 0; i < copies; i++) {
        int before = committed.get() + 1;
        Backup copy = Backup.make(file(), folder.resolve("copy" + i + ".db"), false);
        assertEquals(copy.results(), copy.batch() * SIZE, "whole transactions only");
        missing += (int) Math.max(0, before - copy.batch()) * SIZE;
        assertRestored(copy);
      }
      committed.set(Integer.MIN_VALUE);
      writing.join();
    }
    assertEquals(0, missing);
    Figures.print(
        "copies made while batches are written",
        "%d copies whole, %d rows missing of what was committed before, each restored row by row",
        copies,
        missing);
  }

  /** Put in the place of a database it is that database, row by row. */
  private void assertRestored(Backup copy) throws Exception {
    Path other = Files.createTempDirectory(folder, "other").resolve("uptime_history.db");
    new FileSet(other).put(copy.file());
    String all =
        "select group_concat(line) from (select service || ' ' || at || ' ' || status as line from"
            + " result order by id)";
    try (Store store = new Store("sqlite", other.toString())) {
      store.open();
    }
    try (Connection restored = Recording.outside(other);
        Connection source = Recording.outside(copy.file())) {
      assertEquals(ask(source, all), ask(restored, all));
      assertEquals(Long.toString(copy.batch()), ask(restored, "select batch from change"));
    }
  }

  @Test
  void what_it_says_of_itself_is_what_is_in_it_and_only_its_owner_reads_it() throws Exception {
    try (Recording recording = new Recording(file())) {
      recording.record(batch(0));
      Backup copy = Backup.make(file(), folder.resolve("copy.db"), false);
      assertEquals(
          new Backup(
              folder.resolve("copy.db"),
              Files.size(copy.file()),
              Schema.VERSION,
              1,
              SIZE,
              SIZE,
              AT),
          copy);
    }
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("copy.db"))));
    assertEquals(List.of("copy.db", "uptime_history.db"), names());
  }

  @Test
  void a_file_that_exists_is_kept_unless_it_is_to_be_replaced() throws Exception {
    Path taken = Files.writeString(folder.resolve("copy.db"), "mine");
    try (Recording recording = new Recording(file())) {
      recording.record(batch(0));
      assertThrows(FileAlreadyExistsException.class, () -> Backup.make(file(), taken, false));
      assertEquals("mine", Files.readString(taken));
      assertEquals(SIZE, Backup.make(file(), taken, true).results());
    }
    assertEquals(List.of("copy.db", "uptime_history.db"), names());
  }

  @Test
  void a_damaged_database_makes_no_copy_and_leaves_nothing_behind() throws Exception {
    try (Recording recording = new Recording(file())) {
      for (int i = 0; i < 20; i++) {
        recording.record(batch(i));
      }
    }
    try (RandomAccessFile pages = new RandomAccessFile(file().toFile(), "rw")) {
      for (long at = 4096; at < pages.length(); at += 4096) {
        pages.seek(at);
        pages.write(new byte[64]);
      }
    }
    SQLException failure =
        assertThrows(
            SQLException.class, () -> Backup.make(file(), folder.resolve("copy.db"), false));
    assertTrue(Integrity.damaged(failure), failure.toString());
    assertFalse(names().stream().anyMatch(name -> name.contains("copy")), names().toString());
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(f -> f.getFileName().toString())
          // stays, and is empty: by it instances know of each other
          .filter(name -> !name.endsWith(".lock"))
          .sorted()
          .toList();
    }
  }
}
