package dev.uproute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.check.Status;
import dev.uproute.record.HistoryEraser;
import dev.uproute.report.Retention;
import dev.uproute.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What goes when, and how much at a time: rows made by SQL, pruned by the shipped routes. */
@Execution(ExecutionMode.CONCURRENT)
class RetentionTest {
  private static final long HOUR = 3_600_000;
  private static final long DAY = 24 * HOUR;
  private static final long NOW = Instant.now().toEpochMilli();
  private static final long TODAY = Instant.now().truncatedTo(ChronoUnit.DAYS).toEpochMilli();
  @TempDir Path folder;

  private Recording open(TestDatabase database, Map<String, String> settings) throws Exception {
    return new Recording(database, folder.resolve("x.db"), settings);
  }

  private static void change(Recording recording, String... sql) throws SQLException {
    try (Connection connection = recording.outside();
        Statement statement = connection.createStatement()) {
      for (String each : sql) {
        statement.execute(each);
      }
    }
  }

  /** Numbered from 1; their hours and days are closed until now. */
  private static void services(Recording recording, int services) throws SQLException {
    change(
        recording,
        "insert into service (id, name, hours_until, days_until) with recursive n (i) as"
            + " (select 1 union all select i + 1 from n where i < "
            + services
            + ") select 's' || i, 's' || i, "
            + NOW / HOUR * HOUR
            + ", "
            + TODAY
            + " from n order by i");
  }

  /** So many of each service, the first at that time. */
  private static void results(Recording recording, int each, long from, long step)
      throws SQLException {
    change(
        recording,
        """
        insert into result (service, at, status, online, response, attempts, maintenance)
        with recursive n (i) as (select cast(0 as bigint) union all select i + 1 from n where i < %d)
        select s.key, %d + i * %d, 0, 1, 5000, 1, 0 from n cross join service s order by i, s.key
        """
            .formatted(each - 1, from, step));
  }

  private static void rollups(Recording recording, String table, int each, long from, long step)
      throws SQLException {
    change(
        recording,
        """
        insert into %s (service, start, checks, counted, online, responses)
        with recursive n (i) as (select cast(0 as bigint) union all select i + 1 from n where i < %d)
        select s.key, %d + i * %d, 1, 1, 1, 1 from n cross join service s
        """
            .formatted(table, each - 1, from, step));
  }

  private static long count(Recording recording, String rows) throws SQLException {
    return Long.parseLong(recording.ask("select count(*) from " + rows));
  }

  @ParameterizedTest
  @EnumSource
  void single_results_are_kept_as_long_as_the_setting_says_or_their_service(TestDatabase database)
      throws Exception {
    try (Recording recording = open(database, Map.of())) {
      services(recording, 3);
      change(recording, "update service set keep = " + 2 * HOUR + " where id = 's1'");
      change(recording, "update service set keep = " + 90 * DAY + " where id = 's2'");
      results(recording, 100, NOW - 100 * DAY, DAY);
      recording.send("direct:keep-all", null);
      assertEquals(
          0, count(recording, "result r join service s on s.key = r.service and s.id = 's1'"));
      assertEquals(
          90, count(recording, "result r join service s on s.key = r.service and s.id = 's2'"), 1);
      assertEquals(
          35, count(recording, "result r join service s on s.key = r.service and s.id = 's3'"), 1);
      assertEquals(
          (NOW - 2 * HOUR) / HOUR * HOUR,
          Long.parseLong(recording.ask("select results_from from service where id = 's1'")),
          HOUR);
    }
  }

  @ParameterizedTest
  @EnumSource
  void hours_stay_as_long_as_results_and_days_as_long_as_their_setting_says(TestDatabase database)
      throws Exception {
    try (Recording recording = open(database, Map.of("uproute.keep.daily", "500d"))) {
      services(recording, 2);
      change(recording, "update service set keep = " + 450 * DAY + " where id = 's1'");
      rollups(recording, "hourly", 600, TODAY - 600 * DAY, DAY);
      rollups(recording, "daily", 600, TODAY - 600 * DAY, DAY);
      recording.send("direct:keep-all", null);
      assertEquals(
          "450/400",
          recording.ask(
              "select string_agg(n, '/') from (select cast(count(*) as text) as n from hourly group by service order by service) x"));
      assertEquals(1000, count(recording, "daily"));
    }
  }

  @Test
  void no_hour_goes_before_its_day_is_there_and_no_result_before_its_hour() throws Exception {
    try (Recording recording = open(TestDatabase.SQLITE, Map.of())) {
      services(recording, 1);
      change(
          recording,
          "update service set hours_until = %d, days_until = %d"
              .formatted((NOW - 50 * DAY) / HOUR * HOUR, TODAY - 450 * DAY));
      rollups(recording, "hourly", 600, TODAY - 600 * DAY, DAY);
      results(recording, 100, NOW - 100 * DAY, DAY);
      send(recording, "direct:keep-prune");
      assertEquals(50, count(recording, "result"), 1);
      assertEquals(450, count(recording, "hourly"));
    }
  }

  private static Exchange send(Recording recording, String route) {
    Object limits = recording.bean("retention", Retention.class).limits();
    return recording
        .context()
        .createProducerTemplate()
        .send(
            route,
            exchange -> {
              exchange.setVariable("limits", limits);
              exchange.setVariable("from", 0L);
            });
  }

  @Test
  void no_step_reads_a_whole_table() throws Exception {
    List<String> steps = new ArrayList<>();
    try (Stream<Path> routes = Files.list(Path.of("routes"))) {
      for (Path route : routes.filter(r -> r.toString().contains("/keep")).toList()) {
        Pattern.compile("classpath:sql/([a-z-]+)\\.sql")
            .matcher(Files.readString(route))
            .results()
            .map(m -> Store.sql(m.group(1)))
            .forEach(steps::add);
      }
    }
    assertTrue(steps.size() > 15, steps::toString);
    List<String> scans = new ArrayList<>();
    try (Recording recording = open(TestDatabase.SQLITE, Map.of());
        Connection connection = recording.outside();
        Statement statement = connection.createStatement()) {
      for (String step : steps) {
        String plain = step.replaceAll(":#(\\$\\{[^}]*}|\\w+)", "1");
        try (ResultSet row = statement.executeQuery("explain query plan " + plain)) {
          while (row.next()) {
            if (row.getString("detail")
                .matches(
                    "SCAN (result|hourly|daily|flip|delivery|service)\\b.*|SCAN [a-z]( .*)?|.*TEMP B-TREE.*")) {
              scans.add(row.getString("detail") + ": " + step);
            }
          }
        }
      }
    }
    assertEquals(List.of(), scans);
  }

  @Test
  void a_step_takes_many_small_services_and_at_most_500_rows() throws Exception {
    try (Recording recording = open(TestDatabase.SQLITE, Map.of())) {
      services(recording, 300);
      results(recording, 3, NOW - 40 * DAY, 1000);
      Exchange step = send(recording, "direct:keep-prune-step");
      assertEquals(400, count(recording, "result"));
      step = recording.context().createProducerTemplate().send("direct:keep-prune-step", step);
      assertEquals(300, count(recording, "result"), "the first 200 services");
      step = recording.context().createProducerTemplate().send("direct:keep-prune-step", step);
      assertEquals(200L, ((Number) step.getVariable("from")).longValue());
      recording.send("direct:keep-all", null);
      assertEquals(0, count(recording, "result"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_deleted_history_is_gone_at_once_and_its_rows_go_in_steps(TestDatabase database)
      throws Exception {
    try (Recording recording = open(database, Map.of())) {
      services(recording, 2);
      results(recording, 700, NOW - 30 * DAY, HOUR);
      rollups(recording, "hourly", 700, TODAY - 30 * DAY, HOUR);
      rollups(recording, "daily", 700, TODAY - 700 * DAY, DAY);
      change(
          recording,
          "insert into flip (service, at, event, from_status, to_status)"
              + " select key, 1, 'down', 0, 4 from service");
      change(
          recording,
          "insert into delivery (flip, channel, state, at)"
              + " select id, 'team', 'waiting', %d from flip".formatted(NOW));
      HistoryEraser eraser = new HistoryEraser(recording.bean("writer", DataSource.class));
      recording.record(List.of(Watched.result(Watched.service("s1"), Instant.now(), Status.UP)));
      assertTrue(eraser.erase("s1"));
      assertFalse(eraser.erase("s1"), "there is none any more");
      assertEquals(List.of("s2"), eraser.ids());
      recording.record(List.of(Watched.result(Watched.service("s1"), Instant.now(), Status.UP)));
      assertFalse(recording.backlog().failing());
      assertEquals(
          "1",
          recording.ask(
              "select k.checks from streak k join service s on s.key = k.service and s.id = 's1'"));
      assertEquals(1, count(recording, "delivery where state = 'suppressed'"));
      recording.send("direct:keep-all", null);
      assertEquals(701, count(recording, "result"));
      assertEquals(700, count(recording, "hourly"));
      assertEquals(700, count(recording, "daily"));
      assertEquals(1, count(recording, "flip"));
      assertEquals(1, count(recording, "delivery"));
      assertEquals(2, count(recording, "service"));
    }
  }

  @Test
  void above_its_size_the_oldest_results_go_then_hours_and_the_file_gets_smaller()
      throws Exception {
    Path file = folder.resolve("x.db");
    try (Recording recording = open(TestDatabase.SQLITE, Map.of("uproute.keep.size", "10MB"))) {
      services(recording, 10);
      results(recording, 24_000, NOW - 30 * DAY, HOUR / 40);
      rollups(recording, "daily", 300, TODAY - 300 * DAY, DAY);
      change(recording, "pragma wal_checkpoint(truncate)");
      assertTrue(Files.size(file) > 11_000_000, Files.size(file) + "");
      recording.send("direct:keep-all", null);
      change(recording, "pragma wal_checkpoint(truncate)");
      assertTrue(Files.size(file) <= 10_000_000, Files.size(file) + "");
      long left = count(recording, "result");
      assertTrue(left > 150_000 && left < 220_000, left + " are left");
      assertEquals(
          "10",
          recording.ask("select count(distinct results_from) + 9 from service"),
          "the same of each service");
      assertEquals(3000, count(recording, "daily"));
      assertEquals("ok", recording.ask("pragma integrity_check"));
    }
  }

  @Test
  void what_may_not_go_stays_above_the_size_and_people_are_notified_once() throws Exception {
    try (Recording recording = open(TestDatabase.SQLITE, Map.of("uproute.keep.size", "10MB"))) {
      services(recording, 10);
      rollups(recording, "hourly", 2_000, TODAY - 90 * DAY, HOUR);
      rollups(recording, "daily", 22_000, TODAY - 22_000 * DAY, DAY);
      // as the file of an older version
      change(recording, "pragma auto_vacuum = none", "vacuum");
      recording.send("direct:keep-all", null);
      recording.send("direct:keep-all", null);
      assertEquals(220_000, count(recording, "daily"));
      assertEquals(0, count(recording, "hourly where start < " + (TODAY - DAY)));
      recording.record(List.of());
      assertEquals(
          "nothing is left,only used again",
          recording.ask(
              "select group_concat(case when reason like '%nothing is left in it%' then 'nothing is left'"
                  + " when reason like '%only used again%' then 'only used again' end) from flip"
                  + " where event = 'self'"));
    }
  }
}
