package dev.uproute.store;

import static dev.uproute.Recording.ask;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.Child;
import dev.uproute.Figures;
import dev.uproute.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A database of any older program becomes one of this, whatever happens meanwhile. */
@Execution(ExecutionMode.CONCURRENT)
class MigrationTest {
  private static final String TABLES =
      "select group_concat(sql, ';') from (select sql from sqlite_master"
          + " where sql is not null and name not like 'flyway%' order by type, name)";

  @TempDir Path folder;
  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  /** The versions that have tables, but for the newest. */
  private static List<Integer> versions() throws IOException {
    List<Integer> versions = new ArrayList<>();
    for (String each : List.of("migration", "sqlite")) {
      try (Stream<Path> files = Files.list(Path.of("src/main/resources/db", each))) {
        files
            .map(f -> f.getFileName().toString().replaceAll("V(\\d+)__.*", "$1"))
            .map(Integer::valueOf)
            .filter(version -> version < Schema.VERSION)
            .forEach(versions::add);
      }
    }
    return versions.stream().sorted().toList();
  }

  /** So many results of 50 services, one a second in each, as every version has held them. */
  private static void fill(Path file, int results) throws SQLException {
    try (Connection connection = Recording.outside(file);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "with recursive n(i) as (select 1 union all select i + 1 from n where i < 50)"
              + " insert into service (id, name) select 's' || i, 'S' || i from n");
      statement.execute(
          "with recursive n(i) as (select 0 union all select i + 1 from n where i < "
              + (results - 1)
              + ") insert into result (service, at, status, online, response, attempts)"
              + " select i % 50 + 1, 1750000000000 + i / 50 * 1000, 0, 1, 1000 + i, 1 from n");
      statement.execute(
          "insert into streak (service, state, seen, run, good, escalated, at, status, attempts,"
              + " checks, counted, online) select service, 0, 0, 1, 1, 0, max(at), 0, 1, count(*),"
              + " count(*), count(*) from result group by service");
    }
  }

  private static void open(Path file) {
    try (Store store = new Store("sqlite", file.toString())) {
      store.open();
    }
  }

  private static void assertKept(Path file, int results, String tables) throws SQLException {
    String all = Integer.toString(results);
    try (Connection connection = Recording.outside(file)) {
      assertEquals("ok", ask(connection, "pragma integrity_check"));
      assertEquals(all, ask(connection, "select count(*) from result"));
      assertEquals(all, ask(connection, "select count(*) from checks"));
      assertEquals(all, ask(connection, "select sum(checks) from streak"));
      assertEquals(tables, ask(connection, TABLES));
    }
  }

  private String newest() throws SQLException {
    Path file = folder.resolve("newest.db");
    open(file);
    try (Connection connection = Recording.outside(file)) {
      return ask(connection, TABLES);
    }
  }

  @Test
  void each_version_becomes_the_newest_and_keeps_its_rows() throws Exception {
    String tables = newest();
    for (int version : versions()) {
      Path file = folder.resolve("v" + version + ".db");
      OldSchema.make(file, version);
      fill(file, 100);
      open(file);
      assertKept(file, 100, tables);
    }
  }

  /** {@code -Dfigures.migrations=20} for all of them. */
  @Test
  @Tag("nightly")
  @Tag("figures")
  void kill_9_in_the_middle_leaves_what_was_before_or_after_a_step() throws Exception {
    int kills = Integer.getInteger("figures.migrations", 5);
    int results = 200_000;
    int between = 0;
    String tables = newest();
    List<Integer> versions = versions();
    for (int i = 0; i < kills; i++) {
      int version = versions.get(random.nextInt(versions.size()));
      Path file = Files.createDirectory(folder.resolve("run" + i)).resolve("uptime_history.db");
      OldSchema.make(file, version);
      fill(file, results);
      try (Child child = new Child("open", file)) {
        assertEquals("opening", child.line());
        child.killAfter(400 + random.nextInt(1600));
      }
      try (Connection connection = Recording.outside(file)) {
        assertEquals("ok", ask(connection, "pragma integrity_check"), "seed " + seed);
        int reached = Schema.version(connection);
        assertTrue(reached >= version && reached <= Schema.VERSION, reached + ", seed " + seed);
        assertEquals(
            Integer.toString(results),
            ask(connection, "select count(*) from result"),
            "seed " + seed);
        between += reached < Schema.VERSION ? 1 : 0;
      }
      open(file);
      assertKept(file, results, tables);
    }
    Figures.print(
        "kill -9 in the middle of migrations",
        "%d kills, %d before the last step; 0 mixed, 0 rows lost, each is the newest after the next start",
        kills,
        between);
  }
}
