package dev.uproute.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.FakeClock;
import dev.uproute.Figures;
import dev.uproute.Recording;
import dev.uproute.Watched;
import dev.uproute.check.Result;
import dev.uproute.check.Status;
import dev.uproute.store.Store;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Services are watched whatever became of the database, and a file that can be used is kept. */
@Execution(ExecutionMode.CONCURRENT)
class RepairTest {
  private static final Instant AT = Instant.parse("2026-06-17T21:37:00Z");
  private static final int PAGE = 4096;
  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);
  private final FakeClock clock = new FakeClock();
  private static Path history;
  @TempDir Path folder;
  private Path file;
  private Path copies;

  private static List<Result> batch(int number) {
    return IntStream.range(0, 40)
        .mapToObj(i -> Watched.result(Watched.service("s" + i), AT.plusSeconds(number), Status.UP))
        .toList();
  }

  /** A database of ten batches, and a copy of the first five of them. */
  @BeforeAll
  static void record(@TempDir Path template) throws Exception {
    history = template;
    Path file = template.resolve("uptime_history.db");
    Path copies = template.resolve("backups");
    try (Recording recording =
        new Recording(file, Map.of("uproute.backup.dir", copies.toString()))) {
      for (int i = 1; i <= 10; i++) {
        recording.record(batch(i));
        if (i == 5) {
          recording.bean("backups", Backups.class).make();
        }
      }
    }
  }

  @BeforeEach
  void copy() throws IOException {
    file = Files.copy(history.resolve("uptime_history.db"), folder.resolve("uptime_history.db"));
    copies = Files.createDirectory(folder.resolve("backups"));
    try (Stream<Path> files = Files.list(history.resolve("backups"))) {
      for (Path each : files.toList()) {
        Files.copy(each, copies.resolve(each.getFileName()));
      }
    }
  }

  /** Writes over the file from there on. */
  private void damage(long at, int length) throws IOException {
    byte[] rubbish = new byte[length];
    random.nextBytes(rubbish);
    try (RandomAccessFile pages = new RandomAccessFile(file.toFile(), "rw")) {
      pages.seek(at);
      pages.write(rubbish, 0, (int) Math.min(length, pages.length() - at));
    }
  }

  private List<String> aside() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(f -> f.contains(".corrupt-"))
          .toList();
    }
  }

  private String ask(String sql) throws Exception {
    try (Connection connection = Recording.outside(file)) {
      return Recording.ask(connection, sql);
    }
  }

  /** Opened as run does; the fixture leaves that to the first connection. */
  private String start(Store store, Backups backups) {
    Repair repair = new Repair(store, settings(), backups, clock);
    return repair.open(store::open);
  }

  private Map<String, String> settings() {
    return Map.of(
        "uproute.store", "sqlite",
        "uproute.store.path", file.toString(),
        "uproute.backup.cron", "none",
        "uproute.backup.dir", copies.toString(),
        "uproute.backup.keep", "7");
  }

  private String start() throws Exception {
    try (Store store = new Store("sqlite", file.toString())) {
      return start(store, new Backups(settings(), clock));
    }
  }

  @Test
  void a_damaged_file_is_set_aside_and_the_copy_of_last_night_takes_its_place() throws Exception {
    damage(0, PAGE);
    String sentence = start();
    assertTrue(
        sentence.matches(
            "The database \\Q%s\\E was damaged \\(.*\\) and is set aside as uptime_history\\.db\\.corrupt-\\S+\\. Uproute goes on with the copy \\Q%s\\E/uptime_history-\\S+\\.db: the history since 2026-06-17T21:37:05Z is lost"
                .formatted(file, copies)),
        sentence);
    assertEquals(1, aside().size());
    assertEquals("200", ask("select count(*) from result"));
    assertNull(start());
  }

  @Test
  void without_a_copy_that_is_whole_it_goes_on_with_an_empty_file() throws Exception {
    damage(PAGE, 20 * PAGE);
    for (Path copy : new Backups(settings(), clock).files()) {
      Files.write(copy, new byte[PAGE]);
    }
    String sentence = start();
    assertTrue(
        sentence.endsWith(
            ". Uproute goes on with an empty one: the history before 2026-06-17T12:00:00Z is lost"),
        sentence);
    assertEquals("0", ask("select count(*) from result"));
  }

  @Test
  void a_file_that_was_cut_off_is_damaged() throws Exception {
    try (RandomAccessFile pages = new RandomAccessFile(file.toFile(), "rw")) {
      pages.setLength(pages.length() / 2 + 100);
    }
    assertTrue(start().contains("Uproute goes on with the copy"));
  }

  @Test
  void a_text_that_was_named_by_mistake_is_refused_and_stays() throws Exception {
    Files.writeString(file, "services: []\n");
    String message = assertThrows(IllegalStateException.class, this::start).getMessage();
    assertTrue(message.contains("is not a whole SQLite database"), message);
    assertEquals("services: []\n", Files.readString(file));
    assertEquals(List.of(), aside());
  }

  @Test
  void a_newer_schema_and_a_folder_where_it_cannot_be_are_no_damage() throws Exception {
    try (Connection connection = Recording.outside(file);
        Statement statement = connection.createStatement()) {
      statement.execute("update flyway_schema_history set version = '99' where version = '2'");
    }
    assertTrue(
        assertThrows(IllegalStateException.class, this::start).getMessage().contains("schema 99"));
    file = Path.of("/proc/uproute/uptime_history.db");
    assertThrows(IllegalStateException.class, this::start);
    assertEquals(List.of(), aside());
  }

  @Test
  void damage_that_a_batch_finds_is_repaired_and_what_waits_is_written() throws Exception {
    try (Recording recording =
            new Recording(
                file,
                Map.of(
                    "uproute.backup.dir",
                    copies.toString(),
                    "uproute.store.busy-timeout",
                    "50ms"));
        Connection outside = recording.outside();
        Statement other = outside.createStatement()) {
      recording.record(batch(11));
      other.execute("pragma wal_checkpoint(truncate)");
      // a failure of another kind, after which the next connection has nothing of the file in
      // memory
      other.execute("begin immediate");
      recording.send("direct:record-try", batch(12));
      other.execute("rollback");
      damage(PAGE, 1000 * PAGE);
      recording.send("direct:record-try", batch(13));
      assertEquals(1, aside().stream().filter(f -> f.endsWith("Z")).count());
      recording.send("direct:record-try", List.of());
      assertFalse(recording.backlog().failing());
      assertEquals("280", recording.ask("select count(*) from result"));
      assertEquals("7", recording.ask("select max(checks) from streak"));
      assertTrue(
          recording
              .ask("select group_concat(reason) from flip where event = 'self'")
              .contains("Uproute goes on with the copy"));
    }
  }

  @Test
  void a_lock_is_no_damage() throws Exception {
    try (Recording recording = new Recording(file, Map.of("uproute.store.busy-timeout", "50ms"));
        Connection outside = recording.outside();
        Statement lock = outside.createStatement()) {
      lock.execute("begin immediate");
      recording.send("direct:record-try", batch(3));
      assertTrue(recording.backlog().failing());
      assertEquals(List.of(), aside());
    }
  }

  @Test
  @Tag("figures")
  void files_overwritten_at_random_are_opened_within_ten_seconds() throws Exception {
    byte[] whole = Files.readAllBytes(file);
    int files = Integer.getInteger("figures.files", 20);
    long slowest = 0;
    List<String> kept = new ArrayList<>();
    for (int i = 0; i < files; i++) {
      clock.pass(Duration.ofSeconds(1));
      Files.write(file, whole);
      damage(i == 0 ? 0 : random.nextLong(whole.length - PAGE), PAGE);
      long begin = System.nanoTime();
      String sentence = start();
      slowest = Math.max(slowest, (System.nanoTime() - begin) / 1_000_000);
      assertEquals("ok", ask("pragma quick_check"), "seed " + seed);
      String results = ask("select count(*) from result");
      if (sentence == null) {
        kept.add(results);
      } else {
        assertEquals("200", results, "seed " + seed);
      }
    }
    assertEquals(files - kept.size(), aside().stream().filter(f -> f.matches(".*Z")).count());
    assertTrue(slowest < 10_000, slowest + " ms");
    assertFalse(kept.size() == files, "no damage was found");
    Figures.print(
        "database overwritten with 4 kB at random",
        "%d of %d files set aside, the copy of before in their place, the others usable; slowest start %d ms",
        files - kept.size(),
        files,
        slowest);
  }
}
