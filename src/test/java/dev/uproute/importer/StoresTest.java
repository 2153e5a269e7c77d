package dev.uproute.importer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.PostgresServer;
import dev.uproute.Recording;
import dev.uproute.importer.Imported.History;
import dev.uproute.importer.Imported.PastSum;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What other monitors keep in databases that hold no addresses. */
class StoresTest {
  @TempDir Path folder;

  /** An empty database with these statements run, as an argument of the command. */
  private String database(boolean server, String... statements) throws Exception {
    Path file = folder.resolve("store.db");
    String address = server ? PostgresServer.empty() : file.toString();
    try (Connection connection =
            server
                ? DriverManager.getConnection(
                    "jdbc:" + address.replace("postgres@", "") + "?user=postgres")
                : Recording.outside(file);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
    return address;
  }

  private static Imported read(String name, String from) {
    Input input = Input.named(List.of(name));
    Import monitor = new Imports().of(null, input);
    assertEquals(from, monitor.name());
    return monitor.read(input);
  }

  private static String results(History history) {
    try (Stream<Imported.PastResult> results = history.results().get()) {
      return results
          .map(
              r ->
                  r.at()
                      + " "
                      + r.status()
                      + " "
                      + r.response()
                      + " "
                      + r.httpStatus()
                      + " "
                      + r.reason())
          .collect(Collectors.joining(", "));
    }
  }

  private static String sums(History history) {
    return history.sums().stream()
        .map(
            s ->
                s.start()
                    + "/"
                    + s.length().toHours()
                    + " "
                    + s.online()
                    + " of "
                    + s.checks()
                    + " in "
                    + s.sum())
        .collect(Collectors.joining(", "));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void service_checks_belong_to_the_service_of_their_id(boolean server) throws Exception {
    String time = server ? "timestamptz" : "text";
    String name =
        database(
            server,
            "create table service_checks (id integer primary key, service_id text, timestamp "
                + time
                + ", status text, response_time integer, status_code integer, error text)",
            "insert into service_checks values (1, 'git', '2026-06-17T21:37:00.123Z', 'online', 183, 200, null)",
            "insert into service_checks values (2, 'git', '2026-06-17T21:39:00+02:00', 'degraded', 900, 503, 'slow')",
            "insert into service_checks values (3, 'nas', '2026-06-17T21:38:00Z', 'offline', null, null, 'refused')");
    Imported found = read(name, "service-checks");
    assertEquals(List.of("git", "nas"), found.histories().stream().map(History::service).toList());
    assertEquals(
        "2026-06-17T21:38:00Z DOWN null null refused", results(found.histories().getLast()));
    if (server) {
      assertEquals(
          "2026-06-17T19:39:00Z DEGRADED 900000 503 slow, 2026-06-17T21:37:00.123Z UP 183000 200 null",
          results(found.histories().getFirst()));
    }
    assertEquals(false, found.histories().getFirst().degradedIsOnline());
    assertEquals(1, found.losses().size());
    assertFalse(found.losses().toString().contains("postgres@"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void the_store_of_gatus_has_results_hours_and_days(boolean server) throws Exception {
    String flag = server ? "boolean" : "integer";
    String one = server ? "true" : "1";
    String none = server ? "false" : "0";
    String time = server ? "" : " +0000 UTC m=+0.123";
    String name =
        database(
            server,
            "create table endpoints (endpoint_id integer primary key, endpoint_key text, endpoint_name text, endpoint_group text)",
            "create table endpoint_results (endpoint_result_id integer primary key, endpoint_id integer, success "
                + flag
                + ", errors text, status integer, duration bigint, timestamp timestamp)",
            "create table endpoint_uptimes (endpoint_id integer, hour_unix_timestamp bigint,"
                + " total_executions bigint, successful_executions bigint, total_response_time bigint)",
            "insert into endpoints values (1, 'core_front-end', 'front end', 'core')",
            "insert into endpoint_results values (1, 1, "
                + one
                + ", '', 200, 183000000, '2026-06-17 21:37:00.5"
                + time
                + "')",
            "insert into endpoint_results values (2, 1, "
                + none
                + ", 'refused|~|again', 0, 1000000, '2026-06-17 22:01:00"
                + time
                + "')",
            // a day of 14 June, hours of 17 June: that of 21 h is there in part only, that of 22 h
            // whole
            "insert into endpoint_uptimes values (1, 1781395200, 288, 280, 28800)",
            "insert into endpoint_uptimes values (1, 1781726400, 12, 11, 1200)",
            "insert into endpoint_uptimes values (1, 1781730000, 12, 12, 1200)",
            "insert into endpoint_uptimes values (1, 1781733600, 1, 0, 1)");
    History history = read(name, "gatus-store").histories().getFirst();
    assertEquals("core.front-end front end", history.service() + " " + history.name());
    assertEquals("2026-06-17T22:01:00Z DOWN 1000 null refused; again", results(history));
    assertEquals(
        "2026-06-14T00:00:00Z/24 280 of 288 in 28800000, 2026-06-17T20:00:00Z/1 11 of 12 in 1200000,"
            + " 2026-06-17T21:00:00Z/1 12 of 12 in 1200000",
        sums(history));
    assertTrue(PastSum.end(history.sums()).toString().equals("2026-06-17T22:00:00Z"));
  }

  @Test
  void checks_belong_to_the_service_of_their_name() throws Exception {
    String name =
        database(
            false,
            "create table checks (id integer primary key, service_name text, checked_at text, is_online integer, response_time_ms real)",
            "insert into checks values (1, 'Git', '2026-06-17T21:37:00.123456+00:00', 1, 183.4)",
            "insert into checks values (2, 'Git', 'last Tuesday', 1, 183.4)",
            "insert into checks values (3, 'Git', '2026-06-17 21:38:00', 0, null)");
    Imported found = read(name, "uptime-history");
    assertEquals(
        "2026-06-17T21:37:00.123Z UP 183400 null null, 2026-06-17T21:38:00Z DOWN null null null",
        results(found.histories().getFirst()));
    assertEquals(
        List.of("Git: 1 checks have a time that cannot be read", "checks: no addresses"),
        found.losses().stream()
            .map(l -> (l.what() + ": " + l.why()).replaceFirst("addresses .*", "addresses"))
            .toList());
  }

  @Test
  void our_own_database_is_none_of_these_and_an_address_that_is_wrong_is_said_without_its_password()
      throws Exception {
    String own = PostgresServer.address(folder.resolve("own.db"));
    assertTrue(
        assertThrows(
                IllegalArgumentException.class,
                () -> new Imports().of(null, Input.named(List.of(own))))
            .getMessage()
            .contains("is of none of the monitors that can be imported"));
    for (String wrong :
        List.of("mysql://u:secret@db/kuma", "postgresql://u:secret@127.0.0.1:1/x")) {
      String message =
          assertThrows(
                  IllegalArgumentException.class,
                  () -> new Imports().of(null, Input.named(List.of(wrong))))
              .getMessage();
      assertFalse(message.contains("secret"), message);
    }
  }
}
