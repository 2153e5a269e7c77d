package dev.uproute.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.Recording;
import dev.uproute.Watched;
import dev.uproute.check.Result;
import dev.uproute.check.Status;
import dev.uproute.service.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quartz.CronExpression;

/** A week of real results in a real database, and when and how it is told. */
class WeeklyTest {
  private static final Instant MONDAY = Instant.parse("2026-11-09T00:00:00Z");

  @TempDir Path folder;
  private Instant now;

  private Weekly weekly(Recording recording) throws Exception {
    DataSource reader = recording.bean("reader", DataSource.class);
    return new Weekly(reader, "0 0 8 ? * MON", "UTC", () -> now);
  }

  private static List<Result> hours(String id, int from, int to, Status status) {
    Service service = Watched.service(id);
    List<Result> results = new ArrayList<>();
    for (int hour = from; hour < to; hour++) {
      results.add(Watched.result(service, MONDAY.plus(Duration.ofHours(hour)), status));
    }
    return results;
  }

  @Test
  void the_worst_is_named_first_and_only_that_week_counts() throws Exception {
    try (Recording recording = new Recording(folder.resolve("week.db"))) {
      // b is down from Sunday night before the week to 3:00 on Monday, and after the week
      recording.record(hours("b", -2, 3, Status.DOWN));
      recording.record(hours("b", 3, 170, Status.UP));
      recording.record(hours("b", 170, 172, Status.DOWN));
      recording.record(hours("a", 0, 168, Status.UP));
      recording.record(hours("c", 10, 16, Status.UNKNOWN));
      recording.record(hours("gone", -9, -5, Status.UP));
      now = Instant.parse("2026-11-16T08:00:00Z");
      assertEquals(
          """
          Week 2026-W46: 3 services, 1 of them with an outage
          b: 98.21 % of 168 checks, 1 flip, down for 3 h
          a: 100 % of 168 checks
          c: — of 6 checks""",
          weekly(recording).flips().getFirst().reason());
    }
  }

  @Test
  void a_week_in_which_nothing_was_checked_is_not_told() throws Exception {
    try (Recording recording = new Recording(folder.resolve("week.db"))) {
      now = Instant.parse("2026-11-16T08:00:00Z");
      assertEquals(List.of(), weekly(recording).flips());
    }
  }

  @Test
  void a_week_is_told_once_also_after_a_restart_and_by_a_clock_put_back() throws Exception {
    Path file = folder.resolve("week.db");
    try (Recording recording = new Recording(file)) {
      Weekly weekly = weekly(recording);
      now = Instant.parse("2026-11-16T07:59:59Z");
      assertNull(weekly.due());
      now = Instant.parse("2026-11-18T12:00:00Z");
      assertEquals("2026-W46", weekly.due(), "two days late is not never");
      store(recording, "2026-W46");
      weekly.notified("2026-W46");
      assertNull(weekly.due());
    }
    try (Recording recording = new Recording(file)) {
      Weekly weekly = weekly(recording);
      assertNull(weekly.due());
      now = Instant.parse("2026-11-11T12:00:00Z");
      assertNull(weekly.due(), "the clock was put back by a week");
      now = Instant.parse("2026-11-23T08:00:00Z");
      assertEquals("2026-W47", weekly.due());
    }
  }

  private static void store(Recording recording, String week) throws Exception {
    try (var connection = recording.outside();
        var statement =
            connection.prepareStatement(
                "insert into remembered (name, value, at) values ('report', ?, 0)")) {
      statement.setString(1, week);
      assertEquals(1, statement.executeUpdate());
    }
  }

  @Test
  void the_route_stores_the_report_and_that_it_was_told_together() throws Exception {
    Path file = folder.resolve("week.db");
    Instant lastWeek = Instant.now().minus(Duration.ofDays(7));
    try (Recording recording =
        new Recording(
            file,
            Map.of(
                "uproute.report.cron", "0 0 0 ? * MON",
                "uproute.alert.channels", "team,ops",
                "uproute.alert.team.events", "report"))) {
      recording.record(List.of(Watched.result(Watched.service("a"), lastWeek, Status.UP)));
      var routes = recording.context();
      var loader = org.apache.camel.support.PluginHelper.getRoutesLoader(routes);
      var resources = org.apache.camel.support.PluginHelper.getResourceLoader(routes);
      loader.loadRoutes(resources.resolveResource("file:routes/report.camel.yaml"));
      assertTrue(
          dev.uproute.Wait.until(
              dev.uproute.Wait.LONG,
              () -> recording.ask("select value from remembered where name = 'report'") != null));
      assertEquals(
          "1 1",
          recording.ask(
              "select count(*) || ' ' || sum(reason like 'Week %: 1 service,%') from flip"
                  + " where event = 'report' and service is null"));
      assertEquals("team", recording.ask("select group_concat(channel) from delivery"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    // the time, on a usual Monday and on a Sunday
    "Europe/Berlin,       2026-03-16, 0 0 8 ? * MON,    2026-03-23T07:00:00Z",
    "Europe/Berlin,       2026-03-23, 0 0 8 ? * MON,    2026-03-30T06:00:00Z",
    // 02:30 does not exist on 29 March, and comes twice on 25 October
    "Europe/Berlin,       2026-03-16, 0 30 2 ? * SUN,   2026-03-29T01:30:00Z",
    "Europe/Berlin,       2026-10-12, 0 30 2 ? * SUN,   2026-10-25T00:30:00Z",
    // half an hour is skipped
    "Australia/Lord_Howe, 2026-09-21, 0 15 2 ? * SUN,   2026-10-03T15:45:00Z",
    // never in that week
    "UTC,                 2026-11-09, 0 0 8 31 12 ?,    ",
  })
  void a_schedule_means_what_the_clock_on_the_wall_shows(
      String zone, LocalDate monday, String cron, Instant time) throws Exception {
    CronExpression schedule = new CronExpression(cron);
    schedule.setTimeZone(TimeZone.getTimeZone("UTC"));
    assertEquals(time, new Week(monday, ZoneId.of(zone)).reportTime(schedule));
  }

  @Test
  void a_week_has_an_hour_less_or_more_when_the_clocks_change() {
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    Week spring = Week.finished(Instant.parse("2026-03-30T06:00:00Z"), berlin);
    assertEquals("2026-W13", spring.label());
    assertEquals(Duration.ofHours(167), Duration.between(spring.from(), spring.to()));
    Week autumn = Week.finished(Instant.parse("2026-10-26T07:00:00Z"), berlin);
    assertEquals(Duration.ofHours(169), Duration.between(autumn.from(), autumn.to()));
    assertEquals("2026-W53", Week.finished(Instant.parse("2027-01-04T09:00:00Z"), berlin).label());
  }
}
