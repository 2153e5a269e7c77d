package dev.uproute.store;

import static dev.uproute.Recording.ask;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.Recording;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":memory:",
        ":resource:http://127.0.0.1/evil.db",
        "x/:resource:y",
        "file:data/x.db",
        "data/x.db?enable_load_extension=true",
        "data/x\0.db"
      })
  void only_a_plain_path_is_a_database(String path) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> new Store("sqlite", path)).getMessage();
    assertTrue(message.startsWith("uproute.store.path: '" + path + "' is not allowed"), message);
  }

  @Test
  void another_kind_of_store_is_refused_by_name() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> new Store("mysql", "x")).getMessage();
    assertEquals("uproute.store: 'mysql' is not allowed, sqlite, postgresql or memory is", message);
  }

  @Test
  void folder_and_file_are_for_their_owner_only() throws Exception {
    Path file = folder.resolve("data/uptime_history.db");
    try (Store store = new Store("sqlite", file.toString());
        Connection connection = new Connections(store, true).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("update change set batch = 1");
      assertEquals("rwx------", mode(file.getParent()));
      try (Stream<Path> files = Files.list(file.getParent())) {
        for (Path each : files.toList()) {
          assertEquals("rw-------", mode(each), each.toString());
        }
      }
    }
  }

  private static String mode(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void a_flip_is_found_by_its_service_not_among_all_of_its_moment() throws Exception {
    try (Store store = new Store("sqlite", folder.resolve("x.db").toString());
        Connection writer = new Connections(store, true).getConnection();
        Statement statement = writer.createStatement();
        ResultSet plan =
            statement.executeQuery("explain query plan " + Store.sql("insert-delivery"))) {
      StringBuilder steps = new StringBuilder();
      while (plan.next()) {
        steps.append(plan.getString("detail")).append('\n');
      }
      assertTrue(steps.indexOf("flip_service") >= 0, steps::toString);
      assertTrue(steps.indexOf("flip_at") < 0, steps::toString);
    }
  }

  @Test
  void the_writer_is_alone_and_readers_cannot_write() throws Exception {
    try (Store store = new Store("sqlite", folder.resolve("x.db").toString());
        Connection writer = new Connections(store, true).getConnection();
        Connection reader = new Connections(store, false).getConnection();
        Statement statement = reader.createStatement()) {
      assertEquals("wal", ask(writer, "pragma journal_mode"));
      assertEquals("1", ask(writer, "pragma synchronous"));
      assertEquals("1", ask(writer, "pragma foreign_keys"));
      assertEquals("5000", ask(writer, "pragma busy_timeout"));
      assertEquals("16777216", ask(writer, "pragma journal_size_limit"));
      assertThrows(SQLException.class, () -> statement.execute("delete from result"));
    }
  }

  @Test
  void a_place_that_cannot_be_written_is_named_with_the_way_out() throws Exception {
    Path occupied = Files.createFile(folder.resolve("occupied"));
    for (Path path : List.of(occupied.resolve("x.db"), folder, Path.of("/proc/uproute/x.db"))) {
      try (Store store = new Store("sqlite", path.toString())) {
        String message = assertThrows(IllegalStateException.class, store::open).getMessage();
        assertTrue(message.startsWith("The database " + path + " cannot be opened"), message);
        assertTrue(message.contains("by user " + System.getProperty("user.name")), message);
        assertTrue(message.contains("uproute.store.path"), message);
        assertEquals(1, message.lines().count());
      }
    }
  }

  @Test
  void a_store_in_memory_leaves_nothing_behind() throws Exception {
    Store store = new Store("memory", "");
    Path file;
    try (Connection connection = new Connections(store, true).getConnection()) {
      file = Path.of(ask(connection, "select file from pragma_database_list"));
      assertTrue(Files.exists(file));
    }
    store.close();
    assertFalse(Files.exists(file.getParent()));
  }

  @Test
  void the_file_of_a_newer_program_is_refused_untouched() throws Exception {
    Path file = folder.resolve("x.db");
    try (Store store = new Store("sqlite", file.toString())) {
      store.open();
    }
    try (Connection connection = Recording.outside(file);
        Statement statement = connection.createStatement()) {
      statement.execute("update flyway_schema_history set version = '99' where version = '2'");
    }
    byte[] before = Files.readAllBytes(file);
    try (Store store = new Store("sqlite", file.toString())) {
      String message = assertThrows(IllegalStateException.class, store::open).getMessage();
      assertTrue(message.contains("has schema 99, written by a newer Uproute"), message);
    }
    assertArrayEquals(before, Files.readAllBytes(file));
  }

  @Test
  void an_older_schema_is_copied_before_it_is_migrated() throws Exception {
    Path file = folder.resolve("x.db");
    OldSchema.make(file, 5);
    try (Connection connection = Recording.outside(file);
        Statement statement = connection.createStatement()) {
      statement.execute("insert into service (id, name) values ('a', 'A')");
    }
    try (Store store = new Store("sqlite", file.toString())) {
      store.open();
    }
    try (Connection connection = Recording.outside(file)) {
      assertEquals("A", ask(connection, "select name from service"));
      assertEquals("0", ask(connection, "select epoch from lease"));
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(
          1,
          files
              .filter(f -> f.toString().contains(".before-schema-" + Schema.VERSION + "-"))
              .count());
    }
  }

  @Test
  void the_version_in_the_code_is_that_of_the_newest_migration() throws Exception {
    try (Stream<Path> common = Files.list(Path.of("src/main/resources/db/migration"));
        Stream<Path> views = Files.list(Path.of("src/main/resources/db/sqlite"))) {
      assertEquals(
          Schema.VERSION,
          Stream.concat(common, views)
              .map(f -> f.getFileName().toString().replaceAll("V(\\d+)__.*", "$1"))
              .mapToInt(Integer::parseInt)
              .max()
              .orElseThrow());
    }
  }
}
