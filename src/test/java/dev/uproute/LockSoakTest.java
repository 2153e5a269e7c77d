package dev.uproute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.backup.Backup;
import dev.uproute.check.Result;
import dev.uproute.check.Status;
import dev.uproute.service.Service;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Everybody wants the database at once, and another program holds its lock for 4 s in each 5. */
@Isolated
class LockSoakTest {
  private static final int WRITERS = 8;
  private static final List<Service> SERVICES =
      IntStream.range(0, 40).mapToObj(i -> Watched.service("s" + i)).toList();

  @TempDir Path folder;
  private long end;

  private interface Work {
    void run() throws Exception;
  }

  /** {@code -Dsoak.seconds=600} for ten minutes. */
  @Test
  @Tag("nightly")
  @Tag("figures")
  void nobody_is_refused_because_the_database_is_locked() throws Exception {
    int seconds = Integer.getInteger("soak.seconds", 20);
    Path file = folder.resolve("uptime_history.db");
    AtomicLong batches = new AtomicLong();
    AtomicLong writes = new AtomicLong();
    AtomicLong reports = new AtomicLong();
    AtomicLong copies = new AtomicLong();
    end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    try (Recording recording = new Recording(file);
        ExecutorService workers = Executors.newCachedThreadPool()) {
      recording.record(batch());
      List<Future<?>> all = new ArrayList<>();
      all.add(
          workers.submit(
              () ->
                  repeat(
                      () -> {
                        recording.record(batch());
                        batches.incrementAndGet();
                        Thread.sleep(50);
                      })));
      for (int i = 1; i < WRITERS; i++) {
        String name = "writer " + i;
        all.add(workers.submit(() -> repeat(() -> write(recording, name, writes))));
      }
      for (int i = 0; i < 2; i++) {
        all.add(
            workers.submit(
                () ->
                    repeat(
                        () -> {
                          recording.liveState().report(SERVICES, null);
                          reports.incrementAndGet();
                          Thread.sleep(50);
                        })));
      }
      all.add(workers.submit(() -> repeat(() -> recording.send("direct:keep-all", null))));
      all.add(
          workers.submit(
              () ->
                  repeat(
                      () -> {
                        Backup.make(file, folder.resolve("copy.db"), true);
                        copies.incrementAndGet();
                        Thread.sleep(1000);
                      })));
      all.add(workers.submit(() -> lock(file)));
      for (Future<?> each : all) {
        each.get();
      }
      assertEquals(
          Long.toString((batches.get() + 1) * SERVICES.size()),
          recording.ask("select count(*) from result"));
      assertEquals(
          Long.toString(writes.get()),
          recording.ask("select sum(at + 1) from remembered where name like 'writer %'"));
      assertEquals("ok", recording.ask("pragma integrity_check"));
    }
    assertTrue(batches.get() > 0 && reports.get() > 0 && copies.get() > 0);
    Figures.print(
        "nobody is refused by a lock",
        "%d s: 8 writers %d batches and %d other transactions, readers %d reports, %d copies, sqlite3 with a lock of 4 s in each 5: 0 refused",
        seconds,
        batches.get(),
        writes.get(),
        reports.get(),
        copies.get());
  }

  /** As a claim of a delivery: what is read decides what is written. */
  private static void write(Recording recording, String name, AtomicLong writes) throws Exception {
    DataSource writer = recording.bean("writer", DataSource.class);
    try (Connection connection = writer.getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      Recording.ask(connection, "select count(*) from remembered");
      statement.execute(
          "insert into remembered (name, value, at) values ('%s', '1', 0) on conflict (name) do update set at = remembered.at + 1"
              .formatted(name));
      connection.commit();
    }
    writes.incrementAndGet();
    Thread.sleep(50);
  }

  private void repeat(Work work) {
    try {
      while (System.nanoTime() < end) {
        work.run();
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Another process, whose transactions write. */
  private void lock(Path file) {
    repeat(
        () -> {
          Process other =
              new ProcessBuilder("sqlite3", "-cmd", ".timeout 30000", file.toString()).start();
          try (Writer in = new OutputStreamWriter(other.getOutputStream())) {
            in.write("begin immediate;\nupdate change set edits = edits + 1;\n");
            in.flush();
            Thread.sleep(4000);
            in.write("commit;\n");
          }
          String said = new String(other.getErrorStream().readAllBytes());
          assertEquals(0, other.waitFor(), said);
          Thread.sleep(1000);
        });
  }

  private static List<Result> batch() {
    return SERVICES.stream().map(s -> Watched.result(s, Instant.now(), Status.UP)).toList();
  }
}
