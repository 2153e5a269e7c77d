package dev.uproute.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.Figures;
import dev.uproute.Recording;
import dev.uproute.Watched;
import dev.uproute.check.Result;
import dev.uproute.check.Status;
import dev.uproute.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** A large database: what its copy costs batches, and how long its start takes. */
@Isolated
class BackupLoadTest {
  /** {@code -Dfigures.rows=38000000} for 2 GB. */
  private static final int ROWS = Integer.getInteger("figures.rows", 4_000_000);

  private static final Instant AT = Instant.parse("2026-06-17T21:37:00Z");
  @TempDir Path folder;

  @Test
  @Tag("nightly")
  @Tag("figures")
  void no_batch_waits_for_a_copy_and_no_start_for_the_size() throws Exception {
    Path file = folder.resolve("uptime_history.db");
    fill(file);
    long begin = System.nanoTime();
    try (Store store = new Store("sqlite", file.toString())) {
      store.open();
    }
    long start = millis(begin);
    try (Recording recording = new Recording(file)) {
      slowest(recording, CompletableFuture.runAsync(() -> pause(3000)));
      long alone = slowest(recording, CompletableFuture.runAsync(() -> pause(5000)));
      long began = System.nanoTime();
      CompletableFuture<Backup> copying =
          CompletableFuture.supplyAsync(() -> copy(file, folder.resolve("copy.db")));
      long beside = slowest(recording, copying);
      long took = millis(began);
      assertEquals(ROWS, copying.join().results() / 100 * 100, 1e6);
      Figures.print(
          "copy of a large database",
          "%d MB copied and checked in %d ms; slowest batch of 100 results %d ms beside it, %d ms alone; opened in %d ms",
          Files.size(file) >> 20,
          took,
          beside,
          alone,
          start);
      assertTrue(beside <= alone + 100, beside + " ms, alone " + alone + " ms");
      assertTrue(start <= 2000, start + " ms");
    }
  }

  private static Backup copy(Path file, Path copy) {
    try {
      return Backup.make(file, copy, false);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void fill(Path file) throws Exception {
    try (Store store = new Store("sqlite", file.toString())) {
      store.open();
    }
    try (Connection connection = Recording.outside(file);
        Statement statement = connection.createStatement()) {
      statement.execute("pragma synchronous = off");
      statement.execute("pragma cache_size = -200000");
      statement.execute(
          "with recursive n(i) as (select 1 union all select i + 1 from n where i < 500)"
              + " insert into service (id, name) select 's' || i, 'S' || i from n");
      statement.execute(
          "with recursive n(i) as (select 0 union all select i + 1 from n where i < "
              + (ROWS - 1)
              + ") insert into result (service, at, status, online, response, http_status, attempts)"
              + " select i % 500 + 1, 1760000000000 + i / 500 * 60000 + i % 500 * 120, 0, 1,"
              + " 20000 + i * 7919 % 400000, 200, 1 from n");
      statement.execute("pragma wal_checkpoint(truncate)");
    }
  }

  /** The slowest of the batches, in ms, while something else is done; one every 100 ms, forced. */
  private static long slowest(Recording recording, CompletableFuture<?> other) {
    long slowest = 0;
    for (int i = 1; !other.isDone(); i++) {
      long begin = System.nanoTime();
      recording.record(batch(i));
      recording.bean("store", Store.class).force();
      slowest = Math.max(slowest, millis(begin));
      pause(100);
    }
    return slowest;
  }

  private static void pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long millis(long begin) {
    return (System.nanoTime() - begin) / 1_000_000;
  }

  private static List<Result> batch(int number) {
    return IntStream.range(0, 100)
        .mapToObj(i -> Watched.result(Watched.service("s" + i), AT.plusSeconds(number), Status.UP))
        .toList();
  }
}
