package dev.uproute.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.OnEachDatabaseNightly;
import dev.uproute.Recording;
import dev.uproute.TestDatabase;
import dev.uproute.Watched;
import dev.uproute.check.Certificates;
import dev.uproute.check.Evidence;
import dev.uproute.check.HostFigures;
import dev.uproute.check.Result;
import dev.uproute.check.Status;
import dev.uproute.service.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** What charts are drawn of, and what is stored for them. */
@OnEachDatabaseNightly
class SeriesTest {
  private static final Service A = Watched.service("a");
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.HOURS);

  @Parameter TestDatabase database;
  @TempDir Path folder;

  private static Result took(Instant at, long micros) {
    Evidence evidence = new Evidence(200, micros, Evidence.Timings.NONE, null, 1, null);
    return new Result(A, at, Status.UP, "", evidence);
  }

  private static Result sent(Instant at, Certificates certificates) {
    Evidence evidence =
        new Evidence(200, 1L, Evidence.Timings.NONE, null, 1, NOW, null, certificates, null, null);
    return new Result(A, at, Status.UP, "", evidence);
  }

  private static Result measured(Instant at, HostFigures host) {
    Evidence evidence =
        new Evidence(null, null, Evidence.Timings.NONE, null, 1, null, null, null, host, null);
    return new Result(A, at, Status.UP, "CPU", evidence);
  }

  private static HostFigures cpu(double percent) {
    return new HostFigures(percent, 0.5, 40.0, null, Map.of("/", 61.238), null, null, null);
  }

  private static Certificates chain(String subject) {
    return new Certificates(
        List.of(new Certificates.Certificate(subject, "R3", NOW, NOW.plusSeconds(60))));
  }

  @Test
  void a_line_has_each_result_then_minutes_then_hours_then_days() throws Exception {
    try (Recording recording = new Recording(database, folder.resolve("x.db"))) {
      List<Result> results = new ArrayList<>();
      for (int hour = 24 * 40; hour > 0; hour--) {
        results.add(took(NOW.minus(Duration.ofHours(hour)).plusSeconds(60), 1_000L * hour));
      }
      for (int minute = 59; minute > 0; minute--) {
        results.add(took(NOW.minus(Duration.ofMinutes(minute)).plusMillis(5), 7_000));
      }
      recording.record(results);
      recording.send("direct:keep-all", null);
      Series series = new Series(recording.bean("reader", DataSource.class));

      Series.Line hour = series.of("a", NOW.minus(Duration.ofHours(1)), NOW, MINUTE);
      assertNull(hour.bucket());
      assertEquals(60, hour.points().size());
      recording.record(List.of(new Result(A, NOW, Status.DOWN, "", Evidence.NONE)));
      Series.Line silent = series.of("a", NOW, NOW.plusMillis(1), MINUTE);
      assertNull(silent.points().getFirst().p50(), "without an answer there is no time");
      assertEquals(0.0, silent.points().getFirst().counts().uptime());
      Series.Line two = series.of("a", NOW.minus(Duration.ofHours(30)), NOW, MINUTE);
      assertEquals(Duration.ofMinutes(5), two.bucket());
      assertTrue(two.points().stream().anyMatch(each -> each.p50() == null), "broken at gaps");
      Series.Line month = series.of("a", NOW.minus(Duration.ofDays(30)), NOW, MINUTE);
      assertEquals(Duration.ofHours(1), month.bucket());
      assertEquals(30 * 24, month.points().size());
      assertEquals(720_000, month.points().getFirst().p50(), 720_000 / 128.0);
      assertEquals(60, month.points().getLast().counts().counted(), "the hour that is not written");
      Series.Line year = series.of("a", NOW.minus(Duration.ofDays(365)), NOW, MINUTE);
      assertEquals(Duration.ofDays(1), year.bucket());
      long all = year.points().stream().mapToLong(each -> each.counts().counted()).sum();
      assertEquals(24 * 40 + 59, all, "each result once, in days, hours and results");

      Instant pruned = NOW.minus(Duration.ofDays(38));
      Series.Line old = series.of("a", pruned, pruned.plus(Duration.ofHours(2)), MINUTE);
      assertEquals(Duration.ofHours(1), old.bucket(), "results are gone, hours are not");
      assertEquals(2, old.points().size());
      assertEquals(List.of(), series.of("nobody", pruned, NOW, MINUTE).points());
    }
  }

  @Test
  void figures_of_a_host_are_kept_with_its_results_and_go_with_them() throws Exception {
    try (Recording recording = new Recording(database, folder.resolve("x.db"))) {
      recording.record(
          List.of(
              measured(NOW.minus(Duration.ofDays(40)), cpu(90)),
              measured(NOW.minusSeconds(600), cpu(10)),
              measured(NOW.minusSeconds(590), cpu(20)),
              took(NOW.minusSeconds(580), 1),
              measured(NOW.minusSeconds(120), cpu(30))));
      HostSeries series = new HostSeries(recording.bean("reader", DataSource.class));
      Instant start = NOW.minus(Duration.ofDays(1));
      HostSeries.Lines lines = series.of("a", start, NOW, MINUTE, Duration.ofMinutes(2));
      assertEquals(Set.of("cpu", "load", "ram", "disk /"), lines.values().keySet());
      assertEquals(Arrays.asList(15.0, null, 30.0), lines.values().get("cpu"));
      assertEquals(
          61.24, lines.values().get("disk /").stream().filter(Objects::nonNull).findFirst().get());
      assertEquals("4", recording.ask("select count(*) from result where figures is not null"));
      recording.send("direct:keep-all", null);
      assertEquals("3", recording.ask("select count(*) from result where figures is not null"));
    }
  }

  @Test
  void certificates_are_written_when_they_change_and_known_after_a_restart() throws Exception {
    try (Recording recording = new Recording(database, folder.resolve("x.db"))) {
      recording.record(List.of(sent(NOW.minusSeconds(60), chain("a.example"))));
      try (var outside = recording.outside();
          var statement = outside.createStatement()) {
        statement.execute("update certificate set path = 'by hand'");
      }
      recording.record(List.of(sent(NOW.minusSeconds(50), chain("a.example"))));
      assertEquals("by hand", recording.ask("select path from certificate"));
      recording.record(List.of(sent(NOW.minusSeconds(40), chain("b.example"))));
    }
    try (Recording recording = new Recording(database, folder.resolve("x.db"))) {
      Report report = recording.liveState().report(List.of(A), null);
      Evidence evidence = report.services().getFirst().latest().evidence();
      assertEquals(chain("b.example"), evidence.certificates());
      recording.record(List.of(took(NOW, 1)));
    }
    try (Recording recording = new Recording(database, folder.resolve("x.db"))) {
      Report report = recording.liveState().report(List.of(A), null);
      assertNull(report.services().getFirst().latest().evidence().certificates(), "no longer TLS");
    }
  }
}
