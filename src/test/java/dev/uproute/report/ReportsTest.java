package dev.uproute.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.Recording;
import dev.uproute.ServiceBuilder;
import dev.uproute.TestDatabase;
import dev.uproute.Wait;
import dev.uproute.Watched;
import dev.uproute.check.Evidence;
import dev.uproute.check.Result;
import dev.uproute.check.Status;
import dev.uproute.record.SelfEvents;
import dev.uproute.record.SelfSentences;
import dev.uproute.service.Objective;
import dev.uproute.service.Policy;
import dev.uproute.service.Service;
import dev.uproute.service.Services;
import dev.uproute.store.KeyValues;
import dev.uproute.text.Words;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Weeks and months of real results in a real database, and when and how they are reported. */
@Execution(ExecutionMode.CONCURRENT)
class ReportsTest {
  private static final Instant MONDAY = Instant.parse("2026-11-09T00:00:00Z");
  private static final String HEADER = ReportCsv.HEADER + "\r\n";

  @TempDir Path folder;
  private Instant now;
  private SelfEvents selfEvents;

  private Reports reports(Recording recording, String of, String zone) throws Exception {
    DataSource reader = recording.bean("reader", DataSource.class);
    selfEvents = new SelfEvents(() -> now);
    return new Reports(
        new KeyValues(reader),
        new PeriodFigures(reader, new Statistics(reader, () -> now)),
        new ReportFiles(folder.resolve("reports").toString()),
        recording.bean("services", Services.class),
        selfEvents,
        new ReportSchedule(of, "0 0 8 ? * MON", "0 0 8 1 * ?", zone),
        () -> now);
  }

  private Reports weekly(Recording recording) throws Exception {
    return reports(recording, "week", "UTC");
  }

  private Recording open() throws Exception {
    return new Recording(folder.resolve("week.db"));
  }

  private static List<Result> hours(String id, int from, int to, Status status) {
    Service service = Watched.service(id);
    List<Result> results = new ArrayList<>();
    for (int hour = from; hour < to; hour++) {
      results.add(Watched.result(service, MONDAY.plus(Duration.ofHours(hour)), status));
    }
    return results;
  }

  private static void record(Recording recording) {
    // b is down from Sunday night before the week to 3:00 on Monday, and after the week
    recording.record(hours("b", -2, 3, Status.DOWN));
    recording.record(hours("b", 3, 170, Status.UP));
    recording.record(hours("b", 170, 172, Status.DOWN));
    recording.record(hours("x.a", 0, 168, Status.UP));
    recording.record(hours("c", 10, 16, Status.UNKNOWN));
    recording.record(hours("gone", -9, -5, Status.UP));
  }

  /** What route report-files does with what is due; returns it. */
  private static List<String> write(Reports reports, Recording recording) throws Exception {
    List<String> written = new ArrayList<>();
    for (Period period : reports.filesDue()) {
      if (reports.writeFile(period)) {
        store(recording, reports.fileRow(period));
        reports.fileWritten(period);
        written.add(period.label());
      }
    }
    return written;
  }

  private static List<String> labels(List<Period> periods) {
    return periods.stream().map(Period::label).toList();
  }

  private static void store(Recording recording, Map<String, Object> row) throws Exception {
    try (var connection = recording.outside();
        var statement =
            connection.prepareStatement(
                "insert or replace into remembered (name, value, at) values (?, ?, 0)")) {
      statement.setString(1, row.get("name").toString());
      statement.setString(2, row.get("value").toString());
      assertEquals(1, statement.executeUpdate());
    }
  }

  private List<String> files() throws Exception {
    try (Stream<Path> all = Files.list(folder.resolve("reports"))) {
      return all.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void the_worst_is_named_first_and_only_that_week_counts() throws Exception {
    try (Recording recording = open()) {
      record(recording);
      now = Instant.parse("2026-11-16T08:00:00Z");
      Reports reports = weekly(recording);
      assertEquals(
          """
          Week 2026-W46: 3 services, 1 of them with an outage
          b: 98.21 % of 168 checks, 1 flip, down for 3 h
          x.a: 100 % of 168 checks
          c: — of 6 checks""",
          reports.flips(reports.due().getFirst()).getFirst().reason());
    }
  }

  @Test
  void the_time_between_failures_of_a_service_that_is_new_begins_with_its_first_check()
      throws Exception {
    try (Recording recording = open()) {
      record(recording);
      recording.record(hours("new", 144, 150, Status.UP));
      recording.record(hours("new", 150, 152, Status.DOWN));
      recording.record(hours("new", 152, 168, Status.UP));
      PeriodReport report =
          recording
              .bean("periodFigures", PeriodFigures.class)
              .report(
                  Period.parse("2026-W46", ZoneOffset.UTC),
                  List.of(),
                  MONDAY.plus(Duration.ofDays(8)));
      Map<String, String> between = new TreeMap<>();
      for (ReportLine line : report.lines()) {
        between.put(line.id(), ReportTable.cells(line, report.known(line)).get(6));
      }
      assertEquals("22 h", between.get("new"), "of a day, not of a week");
      assertEquals("6 d 21 h", between.get("b"), "of the whole week");
      assertEquals("—", between.get("x.a"));
    }
  }

  @Test
  void the_file_of_a_week_has_a_line_for_each_service_that_was_checked() throws Exception {
    Objective objective =
        new Objective(
            99.0,
            Duration.ofDays(7),
            new Objective.Response(Objective.Figure.P95, Duration.ofMillis(300)));
    try (Recording recording = open()) {
      record(recording);
      recording
          .bean("services", Services.class)
          .accept(
              "file",
              List.of(
                  ServiceBuilder.named("b").with(s -> s.objective = objective).service(),
                  ServiceBuilder.named("x.a")
                      .with(s -> s.site = "shop")
                      .with(s -> s.zone = Service.Zone.EXTERNAL)
                      .service()));
      now = Instant.parse("2026-11-16T00:05:00Z");
      assertEquals(List.of("2026-W46"), write(weekly(recording), recording));
      assertEquals(
          HEADER
              + """
              b,default,local,168,165,98.214,183,183,1,10800,no,-78.572,100.000\r
              c,default,,6,0,,183,183,0,0,,,\r
              x.a,shop,external,168,168,100.000,183,183,0,0,,,\r
              """,
          Files.readString(folder.resolve("reports/weekly-2026-W46.csv")));
    }
  }

  /** The week in which the clocks of Berlin are put back has 169 hours. */
  @ParameterizedTest
  @EnumSource
  void a_file_is_what_a_recount_of_its_results_gives(TestDatabase database) throws Exception {
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    Period week = Period.parse("2026-W43", berlin);
    Random random = new Random(43);
    List<Result> results = new ArrayList<>();
    Instant at = week.from().minus(Duration.ofHours(5));
    while (at.isBefore(week.to().plus(Duration.ofHours(5)))) {
      results.add(random(at, random));
      at = at.plusSeconds(60 + random.nextInt(900));
    }
    try (Recording recording = new Recording(database, folder.resolve("week.db"))) {
      recording.record(results);
      now = week.to().plus(Duration.ofHours(9));
      assertTrue(reports(recording, "week", "Europe/Berlin").writeFile(week));
      String[] line =
          Files.readAllLines(folder.resolve("reports/weekly-2026-W43.csv")).get(1).split(",");
      Recount expected = Recount.of(results, week.from(), week.to());
      assertEquals(Duration.ofHours(169), Duration.between(week.from(), week.to()));
      assertEquals(expected.text(), line[3] + " " + line[4] + " " + line[5] + " " + line[6]);
      assertEquals(expected.p95, Double.parseDouble(line[7]), expected.p95 / 100.0 + 1);
      assertEquals(expected.flips + " " + expected.down, line[8] + " " + line[9]);
    }
  }

  private static Result random(Instant at, Random random) {
    // an escalation would be a flip when its status is another
    Policy never = new Policy(1, 1, 0, null, List.of());
    Status status =
        random.nextInt(4) > 0 ? Status.UP : random.nextBoolean() ? Status.DOWN : Status.TIMEOUT;
    Evidence took =
        new Evidence(
            200, 1_000L + random.nextInt(900_000), Evidence.Timings.NONE, "127.0.0.1", 1, null);
    return new Result(Watched.service("a", "A", never, true), at, status, "why", took);
  }

  /** The same from the results one by one. */
  private record Recount(int checks, int online, double average, long p95, int flips, long down) {
    static Recount of(List<Result> all, Instant from, Instant to) {
      List<Long> times = new ArrayList<>();
      int online = 0;
      int flips = 0;
      Duration down = Duration.ZERO;
      Result state = all.getFirst();
      Instant since = from;
      for (Result result : all) {
        boolean inside = !result.at().isBefore(from) && result.at().isBefore(to);
        if (inside) {
          online += result.up() ? 1 : 0;
          times.add(result.evidence().response());
        }
        if (result.up() != state.up() && result.at().isBefore(to)) {
          if (inside) {
            flips++;
            down = state.up() ? down : down.plus(Duration.between(since, result.at()));
            since = result.at();
          }
          state = result;
        }
      }
      down = state.up() ? down : down.plus(Duration.between(since, to));
      times.sort(null);
      return new Recount(
          times.size(),
          online,
          times.stream().mapToLong(time -> time).average().orElseThrow(),
          Math.round(times.get((int) Math.ceil(0.95 * times.size()) - 1) / 1000.0),
          flips,
          down.toSeconds());
    }

    private String text() {
      return checks
          + " "
          + online
          + " "
          + Words.percent((double) online / checks, 3)
          + " "
          + Math.round(average / 1000);
    }
  }

  @Test
  void a_file_is_written_once_and_neither_again_nor_over_another() throws Exception {
    Path file = folder.resolve("reports/weekly-2026-W46.csv");
    try (Recording recording = open()) {
      record(recording);
      Reports reports = weekly(recording);
      now = Instant.parse("2026-11-16T00:04:59Z");
      write(reports, recording);
      assertFalse(Files.exists(file), "results of its end may be on their way");
      now = Instant.parse("2026-11-16T00:05:00Z");
      write(reports, recording);
      assertEquals(List.of(), labels(reports.filesDue()));
      Files.writeString(file, "changed");
      // a crash before that was remembered
      try (var connection = recording.outside();
          var statement = connection.createStatement()) {
        statement.executeUpdate("delete from remembered");
      }
      assertEquals(List.of("2026-W46"), write(weekly(recording), recording));
      assertEquals("changed", Files.readString(file));
      Files.delete(file);
      assertEquals(List.of(), labels(weekly(recording).filesDue()), "what somebody moved away");
      now = Instant.parse("2026-11-11T12:00:00Z");
      assertEquals(List.of(), labels(weekly(recording).filesDue()), "the clock was put back");
    }
  }

  @Test
  void weeks_that_ended_while_it_was_stopped_are_made_up_for() throws Exception {
    try (Recording recording = open()) {
      record(recording);
      now = Instant.parse("2026-11-09T12:00:00Z");
      assertEquals(List.of("2026-W45"), write(weekly(recording), recording));
      // stopped in the week after the next one
      recording.record(hours("b", 200, 210, Status.UP));
      now = Instant.parse("2026-12-09T12:00:00Z");
      assertEquals(
          List.of("2026-W46", "2026-W47", "2026-W48", "2026-W49"),
          write(weekly(recording), recording));
      assertEquals(
          List.of("weekly-2026-W45.csv", "weekly-2026-W46.csv", "weekly-2026-W47.csv"), files());
      assertEquals(List.of("2026-W49"), labels(weekly(recording).due()), "of the last one");
      assertEquals(List.of(), weekly(recording).flips(weekly(recording).due().getFirst()));
    }
  }

  @Test
  void a_folder_that_cannot_be_written_is_reported_once_and_tried_again() throws Exception {
    try (Recording recording = open()) {
      record(recording);
      now = Instant.parse("2026-11-16T08:00:00Z");
      Files.writeString(folder.resolve("reports"), "no folder");
      Reports reports = weekly(recording);
      assertEquals(List.of(), write(reports, recording));
      assertEquals(List.of(), write(reports, recording));
      assertEquals(1, SelfSentences.of(selfEvents).size());
      Files.delete(folder.resolve("reports"));
      assertEquals(List.of("2026-W46"), write(weekly(recording), recording));
      assertEquals(List.of("weekly-2026-W46.csv"), files());
    }
  }

  @Test
  void a_week_is_notified_once_also_after_a_restart_and_by_a_clock_put_back() throws Exception {
    try (Recording recording = open()) {
      Reports reports = weekly(recording);
      now = Instant.parse("2026-11-16T07:59:59Z");
      assertEquals(List.of(), reports.due());
      now = Instant.parse("2026-11-18T12:00:00Z");
      assertEquals(List.of("2026-W46"), labels(reports.due()), "two days late is not never");
      assertEquals(List.of(), reports.flips(reports.due().getFirst()), "nothing was checked");
      store(recording, reports.row(reports.due().getFirst()));
      reports.notified(reports.due().getFirst());
      assertEquals(List.of(), reports.due());
    }
    try (Recording recording = open()) {
      Reports reports = weekly(recording);
      assertEquals(List.of(), reports.due());
      now = Instant.parse("2026-11-11T12:00:00Z");
      assertEquals(List.of(), reports.due(), "the clock was put back by a week");
      now = Instant.parse("2026-11-23T08:00:00Z");
      assertEquals(List.of("2026-W47"), labels(reports.due()));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin,       2026-03-01T00:00:00Z, 2026-04-06T12:00:00Z",
    "Europe/Berlin,       2026-10-01T00:00:00Z, 2026-11-09T12:00:00Z",
    "Australia/Lord_Howe, 2026-09-20T00:00:00Z, 2026-10-20T12:00:00Z",
    "Pacific/Apia,        2011-12-12T00:00:00Z, 2012-01-20T12:00:00Z",
  })
  void each_week_and_month_once_while_clocks_change(String zone, Instant from, Instant to)
      throws Exception {
    try (Recording recording = open()) {
      recording.record(List.of());
      Reports reports = reports(recording, "week,month", zone);
      List<String> notified = new ArrayList<>();
      List<String> written = new ArrayList<>();
      for (now = from; now.isBefore(to); now = now.plusSeconds(1800)) {
        for (Period period : reports.due()) {
          reports.notified(period);
          notified.add(period.label());
        }
        for (Period period : reports.filesDue()) {
          reports.fileWritten(period);
          written.add(period.label());
        }
      }
      List<String> expected = new ArrayList<>();
      for (Period.Kind kind : Period.Kind.values()) {
        Period last = Period.finished(kind, to, ZoneId.of(zone));
        for (Period p = Period.finished(kind, from, ZoneId.of(zone));
            !p.from().isAfter(last.from());
            p = p.plus(1)) {
          expected.add(p.label());
        }
      }
      assertEquals(expected.stream().sorted().toList(), notified.stream().sorted().toList());
      assertEquals(expected.stream().sorted().toList(), written.stream().sorted().toList());
    }
  }

  @Test
  void no_file_is_written_while_results_wait_for_the_database() throws Exception {
    Instant lastWeek = Instant.now().minus(Duration.ofDays(7));
    Map<String, String> settings =
        Map.of(
            "uproute.monitor", "false", "uproute.report.dir", folder.resolve("reports").toString());
    try (Recording recording = new Recording(folder.resolve("week.db"), settings)) {
      recording.record(List.of(Watched.result(Watched.service("a"), lastWeek, Status.UP)));
      load(recording);
      recording.backlog().failed(new SQLException("locked"), null);
      recording.send("direct:report-files", null);
      assertFalse(Files.exists(folder.resolve("reports")));
      recording.backlog().stored(List.of());
      recording.send("direct:report-files", null);
      assertEquals(1, files().size());
    }
  }

  private static void load(Recording recording) throws Exception {
    for (String file : List.of("report-files", "report-store", "report")) {
      PluginHelper.getRoutesLoader(recording.context())
          .loadRoutes(
              PluginHelper.getResourceLoader(recording.context())
                  .resolveResource("file:routes/" + file + ".camel.yaml"));
    }
  }

  @Test
  void the_route_stores_the_report_and_that_it_was_notified_together() throws Exception {
    Path file = folder.resolve("week.db");
    Instant lastWeek = Instant.now().minus(Duration.ofDays(7));
    try (Recording recording =
        new Recording(
            file,
            Map.of(
                "uproute.report.cron", "0 0 0 ? * MON",
                "uproute.report.dir", folder.resolve("reports").toString(),
                "uproute.alert.channels", "team,ops",
                "uproute.alert.team.events", "report"))) {
      recording.record(List.of(Watched.result(Watched.service("a"), lastWeek, Status.UP)));
      load(recording);
      assertTrue(
          Wait.until(
              Wait.LONG,
              () -> recording.ask("select value from remembered where name = 'report'") != null));
      assertEquals(
          "1 1",
          recording.ask(
              "select count(*) || ' ' || sum(reason like 'Week %: 1 service,%') from flip"
                  + " where event = 'report' and service is null"));
      assertEquals("team", recording.ask("select group_concat(channel) from delivery"));
      String week = recording.ask("select value from remembered where name = 'report-file-week'");
      assertEquals(List.of("weekly-" + week + ".csv"), files());
    }
  }
}
