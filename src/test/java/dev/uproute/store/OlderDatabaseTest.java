package dev.uproute.store;

import static dev.uproute.Recording.ask;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.Recording;
import dev.uproute.Watched;
import dev.uproute.check.Status;
import dev.uproute.report.LiveState;
import dev.uproute.report.ServiceReport;
import dev.uproute.service.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The history of an older monitor becomes ours. */
class OlderDatabaseTest {
  @TempDir Path folder;

  private Path older(String... rows) throws SQLException {
    Path file = folder.resolve("uptime_history.db");
    try (Connection connection = Recording.outside(file);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE checks (id INTEGER PRIMARY KEY AUTOINCREMENT, service_name TEXT NOT NULL,"
              + " checked_at TEXT NOT NULL, is_online INTEGER NOT NULL, response_time_ms REAL)");
      statement.execute("CREATE INDEX idx_checks ON checks (service_name, checked_at)");
      for (String row : rows) {
        statement.execute(
            "insert into checks (service_name, checked_at, is_online, response_time_ms) values "
                + row);
      }
    }
    return file;
  }

  private List<Path> backups() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().contains(".before-take-over-")).toList();
    }
  }

  @Test
  void every_way_an_older_monitor_wrote_its_times_is_understood() throws Exception {
    Path file =
        older(
            "('Git', '2026-06-17T21:37:00.123456+00:00', 1, 183.4)",
            "('Git', '2026-06-17T23:38:00+02:00', 0, null)",
            "('Game', '2026-06-17 21:39:00', 1, null)",
            "('Game', '2026-06-17T21:40:00.5Z', 1, null)");
    try (Store store = new Store("sqlite", file.toString())) {
      store.open();
      try (Connection connection = Recording.outside(file)) {
        assertEquals(
            "1 Git 2026-06-17T21:37:00.123Z 1 183.4,2 Git 2026-06-17T21:38:00.000Z 0 -,"
                + "3 Game 2026-06-17T21:39:00.000Z 1 -,4 Game 2026-06-17T21:40:00.500Z 1 -",
            ask(
                connection,
                "select group_concat(id || ' ' || service_name || ' ' || checked_at || ' '"
                    + " || is_online || ' ' || coalesce(response_time_ms, '-')) from checks"));
      }
    }
    assertEquals(1, backups().size());
    try (Connection backup = Recording.outside(backups().getFirst())) {
      assertEquals("4", ask(backup, "select count(*) from checks"));
    }
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(backups().getFirst())));
  }

  @Test
  void the_first_service_of_that_name_gets_the_history() throws Exception {
    Instant now = Instant.parse("2026-06-17T22:00:00Z");
    Path file =
        older(
            "('Git', '2026-06-17T21:37:00+00:00', 1, 183.4)",
            "('Git', '2026-06-17T21:38:00+00:00', 0, null)",
            "('Other', '2026-06-17T21:38:00+00:00', 0, null)");
    Service git = Watched.service("git", "Git", Watched.USUAL, true);
    try (Recording recording = new Recording(file)) {
      recording.record(List.of(Watched.result(git, now, Status.UP)));
      assertEquals("3", recording.ask("select count(*) from checks where service_name = 'Git'"));
      LiveState liveState =
          new LiveState(
              recording.bean("reader", Connections.class), Clock.fixed(now, ZoneOffset.UTC));
      ServiceReport report = liveState.report(List.of(git), null).services().getFirst();
      assertEquals(3, report.checks());
      assertEquals(2 / 3.0, report.uptime().day());
      assertEquals(2 / 3.0, report.uptime().all());
      assertEquals(3, report.recent().size());
    }
  }

  @Test
  void a_running_board_sees_history_that_a_new_service_adopts() throws Exception {
    Path file = older("('Git', '2026-06-17T21:37:00+00:00', 1, 183.4)");
    Service git = Watched.service("git", "Git", Watched.USUAL, true);
    try (Recording recording = new Recording(file)) {
      recording.liveState().report(List.of(git), null);
      recording.record(List.of(Watched.result(git, Instant.now(), Status.DOWN)));
      ServiceReport report = recording.liveState().report(List.of(git), null).services().getFirst();
      assertEquals(2, report.checks());
      assertEquals(Instant.parse("2026-06-17T21:37:00Z"), report.lastOnline());
    }
  }

  @Test
  void a_second_start_takes_nothing_over_again() throws Exception {
    Path file = older("('Git', '2026-06-17T21:37:00+00:00', 1, 183.4)");
    for (int i = 0; i < 2; i++) {
      try (Store store = new Store("sqlite", file.toString())) {
        store.open();
      }
    }
    assertEquals(1, backups().size());
    try (Connection connection = Recording.outside(file)) {
      assertEquals("1", ask(connection, "select count(*) from checks"));
    }
  }

  @Test
  void what_cannot_be_read_is_kept_aside() throws Exception {
    Path file =
        older(
            "('Git', '2026-06-17T21:37:00+00:00', 1, 183.4)", "('Git', 'last Tuesday', 1, 183.4)");
    try (Store store = new Store("sqlite", file.toString())) {
      store.open();
    }
    try (Connection connection = Recording.outside(file)) {
      assertEquals("1", ask(connection, "select count(*) from checks"));
      assertEquals("last Tuesday", ask(connection, "select checked_at from checks_unread"));
    }
  }

  @Test
  void a_table_of_other_columns_is_refused_untouched() throws Exception {
    Path file = folder.resolve("uptime_history.db");
    try (Connection connection = Recording.outside(file);
        Statement statement = connection.createStatement()) {
      statement.execute("create table checks (id integer, url text)");
    }
    byte[] before = Files.readAllBytes(file);
    try (Store store = new Store("sqlite", file.toString())) {
      String message = assertThrows(IllegalStateException.class, store::open).getMessage();
      assertTrue(message.contains("has the columns [id, url]"), message);
    }
    try (Connection connection = Recording.outside(file)) {
      assertEquals("1", ask(connection, "select count(*) from sqlite_master"));
    }
    assertEquals(before.length, Files.size(file));
  }

  @Test
  @Timeout(120)
  void a_hundred_thousand_checks_take_seconds() throws Exception {
    Path file = older();
    try (Connection connection = Recording.outside(file);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "with recursive n(i) as (select 0 union all select i + 1 from n where i < 99999)"
              + " insert into checks (service_name, checked_at, is_online, response_time_ms)"
              + " select 'service ' || i % 50, strftime('%Y-%m-%dT%H:%M:%f+00:00', 1750000000 + i,"
              + " 'unixepoch'), i % 7 > 0, i / 7.0 from n");
    }
    try (Store store = new Store("sqlite", file.toString())) {
      store.open();
    }
    try (Connection connection = Recording.outside(file)) {
      assertEquals("100000", ask(connection, "select count(*) from checks"));
      assertEquals(
          "100000 85714", ask(connection, "select sum(checks) || ' ' || sum(online) from streak"));
      assertFalse(Schema.exists(connection, "TABLE", "checks_before"));
    }
  }

  @Test
  void a_week_of_seven_services_keeps_every_percentage() throws Exception {
    Path file = older();
    // 70,560 checks: seven services, each minute of a week
    try (Connection connection = Recording.outside(file);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "with recursive n(i) as (select 0 union all select i + 1 from n where i < 70559)"
              + " insert into checks (service_name, checked_at, is_online, response_time_ms)"
              + " select 'service ' || i % 7, strftime('%Y-%m-%dT%H:%M:%f+00:00', 1781100000 +"
              + " i / 7 * 60, 'unixepoch'), abs(random()) % 50 > i % 7, i / 7.0 from n");
    }
    String before = percentages(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    try (Store store = new Store("sqlite", file.toString())) {
      store.open();
    }
    assertEquals(before, percentages(file));
    try (Connection connection = Recording.outside(file)) {
      assertEquals("70560", ask(connection, "select count(*) from result"));
      assertEquals(
          before,
          ask(
              connection,
              "select group_concat(line, char(10)) from (select s.name || ' ' || k.checks || ' '"
                  + " || round(100.0 * k.online / k.counted, 9) as line"
                  + " from streak k join service s on s.key = k.service order by s.name)"));
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path each : files.toList()) {
        String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(each));
        assertEquals("rw-------", mode, each.toString());
      }
    }
  }

  private static String percentages(Path file) throws SQLException {
    try (Connection connection = Recording.outside(file)) {
      return ask(
          connection,
          "select group_concat(line, char(10)) from (select service_name || ' ' || count(*) || ' '"
              + " || round(100.0 * sum(is_online) / count(*), 9) as line"
              + " from checks group by service_name order by service_name)");
    }
  }
}
