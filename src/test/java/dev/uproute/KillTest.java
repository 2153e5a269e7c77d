package dev.uproute;

import static dev.uproute.Recording.ask;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.store.Schema;
import dev.uproute.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What a kill or a torn write may cost. */
@Execution(ExecutionMode.CONCURRENT)
class KillTest {
  // few enough that none of them has left the log yet
  private static final int BATCHES = 12;
  @TempDir Path folder;
  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  @Test
  @Tag("figures")
  void kill_9_while_writing_loses_nothing_acknowledged() throws Exception {
    killWhileWriting(6);
  }

  @Test
  @Tag("nightly")
  void kill_9_while_writing_loses_nothing_acknowledged_in_a_thousand_times() throws Exception {
    killWhileWriting(1000);
  }

  private void killWhileWriting(int times) throws Exception {
    Path file = folder.resolve("uptime_history.db");
    long acknowledged = 0;
    for (int i = 0; i < times; i++) {
      try (Child child = new Child("write", file)) {
        String first = child.line();
        assertNotNull(first, "the child never wrote");
        acknowledged = Long.parseLong(first);
        child.killAfter(350 + random.nextInt(500));
        for (String line = child.line(); line != null; line = child.line()) {
          acknowledged = Long.parseLong(line);
        }
      }
      try (Connection connection = Recording.outside(file)) {
        assertWhole(connection);
        long stored = Long.parseLong(ask(connection, "select batch from change"));
        assertTrue(stored >= acknowledged, stored + " of " + acknowledged + ", seed " + seed);
      }
    }
    assertTrue(acknowledged >= times, "only " + acknowledged + " batches were written");
    Figures.print(
        "kill -9 of the writing routes after 350 to 850 ms",
        "%d kills: %d whole, 0 of %d acknowledged batches lost, 0 in part",
        times,
        times,
        acknowledged);
  }

  /** {@code -Dfigures.images=400} for all of them. */
  @Test
  @Tag("figures")
  void a_torn_log_holds_whole_transactions_only() throws Exception {
    Path file = folder.resolve("uptime_history.db");
    byte[] database;
    byte[] log;
    try (Recording recording = new Recording(file)) {
      for (int i = 1; i <= BATCHES; i++) {
        recording.record(Child.batch(i));
      }
      database = Files.readAllBytes(file);
      log = Files.readAllBytes(folder.resolve("uptime_history.db-wal"));
    }
    int lost = 0;
    int images = Integer.getInteger("figures.images", 50);
    for (int i = 0; i < images; i++) {
      Path image = Files.createDirectory(folder.resolve("image" + i)).resolve("uptime_history.db");
      Files.write(image, database);
      Files.write(image.resolveSibling("uptime_history.db-wal"), torn(log));
      try (Connection connection = Recording.outside(image)) {
        if (!Schema.exists(connection, "TABLE", "change")) {
          lost++;
          assertEquals("ok", ask(connection, "pragma integrity_check"));
        } else {
          assertWhole(connection);
          lost +=
              ask(connection, "select batch from change").equals(Integer.toString(BATCHES)) ? 0 : 1;
        }
      }
    }
    assertTrue(lost > images / 2, "tearing the log took nothing from " + (images - lost));
    Figures.print(
        "logs cut off or overwritten at random",
        "%d of %d databases whole, with whole transactions only; %d had lost some",
        images,
        images,
        lost);
  }

  /** Cut off, or with 4 kB of rubbish, somewhere. */
  private byte[] torn(byte[] log) {
    int at = random.nextInt(log.length);
    if (random.nextBoolean()) {
      return Arrays.copyOf(log, at);
    }
    byte[] torn = log.clone();
    byte[] rubbish = new byte[Math.min(4096, log.length - at)];
    random.nextBytes(rubbish);
    System.arraycopy(rubbish, 0, torn, at, rubbish.length);
    return torn;
  }

  private void assertWhole(Connection connection) throws SQLException {
    assertEquals("ok", ask(connection, "pragma integrity_check"), "seed " + seed);
    assertEquals(
        "0",
        ask(
            connection,
            "select count(*) from (select reason, count(*) as found from result group by reason)"
                + " where found <> cast(substr(reason, instr(reason, '/') + 1) as integer)"),
        "partial transactions, seed " + seed);
    assertEquals(
        ask(connection, "select count(distinct reason) from result"),
        ask(connection, "select batch from change"),
        "seed " + seed);
    assertEquals(
        ask(connection, "select count(*) from result"),
        ask(connection, "select coalesce(sum(checks), 0) from streak"),
        "streaks that differ from their results, seed " + seed);
  }

  @Test
  void kill_9_while_an_older_file_is_taken_over_loses_nothing() throws Exception {
    Path template = older();
    for (int i = 0; i < 5; i++) {
      Path file = Files.createDirectory(folder.resolve("run" + i)).resolve("uptime_history.db");
      Files.copy(template, file);
      try (Child child = new Child("open", file)) {
        assertEquals("opening", child.line());
        child.killAfter(random.nextInt(1500));
      }
      try (Connection connection = Recording.outside(file)) {
        assertEquals("ok", ask(connection, "pragma integrity_check"));
        boolean aside = Schema.exists(connection, "TABLE", "checks_before");
        assertEquals(
            "30000",
            ask(connection, "select count(*) from " + (aside ? "checks_before" : "checks")),
            "seed " + seed);
      }
      try (Store store = new Store("sqlite", file.toString())) {
        store.open();
      }
      try (Connection connection = Recording.outside(file)) {
        assertEquals("30000", ask(connection, "select count(*) from checks"), "seed " + seed);
        assertEquals("30000", ask(connection, "select sum(checks) from streak"), "seed " + seed);
        assertEquals(
            Integer.toString(Schema.VERSION),
            ask(connection, "select max(cast(version as integer)) from flyway_schema_history"));
      }
    }
  }

  private Path older() throws SQLException {
    Path file = folder.resolve("older.db");
    try (Connection connection = Recording.outside(file);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "create table checks (id integer primary key, service_name text, checked_at text,"
              + " is_online integer, response_time_ms real)");
      statement.execute(
          "with recursive n(i) as (select 0 union all select i + 1 from n where i < 29999)"
              + " insert into checks select null, 'service ' || i % 50,"
              + " strftime('%Y-%m-%dT%H:%M:%f', 1750000000 + i, 'unixepoch'), 1, 1.5 from n");
    }
    return file;
  }
}
