package dev.uproute.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.PostgresServer;
import dev.uproute.Recording;
import dev.uproute.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A store on a real PostgreSQL server: how it begins, and what it refuses. */
@Execution(ExecutionMode.CONCURRENT)
class PostgresDatabaseTest {
  @TempDir Path folder;

  private static String refused(String address) {
    try (Store store = new Store(TestDatabase.settings(address))) {
      return assertThrows(IllegalStateException.class, store::open).getMessage();
    }
  }

  private static void change(String address, String... statements) throws Exception {
    try (Store store = new Store(TestDatabase.settings(address));
        Connection connection = new Connections(store, true).getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  @Test
  void several_first_starts_at_once_make_the_tables_once() throws Exception {
    String address = PostgresServer.empty();
    List<Callable<Integer>> starts = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      starts.add(
          () -> {
            try (Store store = new Store(TestDatabase.settings(address));
                Connection connection = new Connections(store, true).getConnection()) {
              return Schema.version(connection);
            }
          });
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(starts.size())) {
      for (Future<Integer> version : threads.invokeAll(starts)) {
        assertEquals(Schema.VERSION, version.get());
      }
    }
  }

  @Test
  void views_have_the_column_types_of_the_monitors_that_are_replaced() throws Exception {
    try (Connection outside = TestDatabase.POSTGRESQL.outside(folder.resolve("x.db"))) {
      String types =
          "select string_agg(column_name || ' ' || data_type, ', ' order by ordinal_position)"
              + " from information_schema.columns where table_name = '%s'";
      assertEquals(
          "id bigint, service_name text, checked_at text, is_online integer,"
              + " response_time_ms double precision",
          Recording.ask(outside, types.formatted("checks")));
      assertEquals(
          "id bigint, service_id text, timestamp timestamp with time zone, status text,"
              + " response_time integer, status_code integer, error text",
          Recording.ask(outside, types.formatted("service_checks")));
    }
  }

  @Test
  void readers_cannot_write_and_what_is_committed_is_on_the_disk() throws Exception {
    String address = PostgresServer.address(folder.resolve("x.db"));
    try (Store store = new Store(TestDatabase.settings(address));
        Connection writer = new Connections(store, true).getConnection();
        Connection reader = new Connections(store, false).getConnection();
        Statement statement = reader.createStatement()) {
      assertEquals("on", Recording.ask(writer, "show synchronous_commit"));
      assertEquals("5s", Recording.ask(writer, "show lock_timeout"));
      assertEquals("20s", Recording.ask(writer, "show idle_in_transaction_session_timeout"));
      assertEquals("repeatable read", Recording.ask(reader, "show transaction_isolation"));
      assertThrows(SQLException.class, () -> statement.execute("delete from result"));
    }
  }

  @Test
  void a_database_of_a_newer_program_is_refused() throws Exception {
    String address = PostgresServer.address(folder.resolve("x.db"));
    change(address, "update flyway_schema_history set version = '99' where version = '2'");
    String message = refused(address);
    assertTrue(message.startsWith("The database postgresql://127.0.0.1:"), message);
    assertTrue(message.contains("has schema 99, written by a newer Uproute"), message);
  }

  @Test
  void a_table_of_another_monitor_is_not_touched() throws Exception {
    String address = PostgresServer.empty();
    try (Connection outside = outside(address);
        Statement statement = outside.createStatement()) {
      statement.execute("create table service_checks (id serial)");
    }
    String message = refused(address);
    assertTrue(message.contains("has a table service_checks of another program"), message);
    try (Connection outside = outside(address);
        Statement statement = outside.createStatement()) {
      assertEquals("0", Recording.ask(outside, "select count(*) from service_checks"));
      statement.execute("create schema uproute");
    }
    try (Store store = new Store(TestDatabase.settings(address + "?currentSchema=uproute"))) {
      store.open();
    }
  }

  private static Connection outside(String address) throws SQLException {
    return java.sql.DriverManager.getConnection(
        "jdbc:" + address.replace("postgres@", ""), "postgres", "");
  }

  @Test
  void what_only_people_can_help_with_is_said_at_once() throws Exception {
    String address = PostgresServer.empty();
    String none = address.replaceFirst("/[^/]*$", "/none");
    assertEquals(
        "The database "
            + none.replace("postgres@", "")
            + " cannot be used, database \"none\" does not exist",
        refused(none));
    PostgresServer.run("create role limited login");
    String message = refused(address.replace("postgres@", "limited@"));
    assertTrue(message.endsWith("permission denied for schema public"), message);
  }
}
