package dev.uproute.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.uproute.Recording;
import dev.uproute.ServiceBuilder;
import dev.uproute.check.Evidence;
import dev.uproute.check.Result;
import dev.uproute.check.Status;
import dev.uproute.service.Objective;
import dev.uproute.service.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether an objective was reached, and what is left of its budgets. */
class AttainmentTest {
  private static final Instant MONDAY = Instant.parse("2026-06-15T00:00:00Z");

  @TempDir Path folder;

  private static Objective objective(Objective.Figure figure) {
    Objective.Response limit = new Objective.Response(figure, Duration.ofMillis(300));
    return new Objective(99.0, Duration.ofDays(7), limit);
  }

  @Test
  void responses_have_a_budget_unless_it_is_of_their_average() {
    Uptime.Counts counts = new Uptime.Counts(1_000, 980);
    Objective p95 = objective(Objective.Figure.P95);
    assertEquals(0.6, new Attainment(p95, 1.0, 1L, counts).responsesLeft(), 1e-9);
    Objective p99 = objective(Objective.Figure.P99);
    assertEquals(-1, new Attainment(p99, 1.0, 1L, counts).responsesLeft(), 1e-9);
    Objective average = objective(Objective.Figure.AVG);
    assertNull(new Attainment(average, 1.0, 1L, counts).responsesLeft());
    assertNull(new Attainment(p95, 1.0, null, Uptime.Counts.NONE).responsesLeft());
  }

  @Test
  void the_report_of_a_week_says_how_much_of_the_budgets_is_left() throws Exception {
    Objective objective = objective(Objective.Figure.P95);
    Service shop =
        ServiceBuilder.named("shop")
            .with(b -> b.name = "Shop")
            .with(b -> b.objective = objective)
            .service();
    try (Recording recording = new Recording(folder.resolve("x.db"))) {
      List<Result> results = new ArrayList<>();
      for (int i = 0; i < 1_000; i++) {
        Instant at = MONDAY.plusSeconds(60L * i);
        boolean down = i < 4;
        long response = i >= 500 && i < 520 ? 400_000 : 200_000;
        Evidence evidence =
            down
                ? Evidence.NONE
                : new Evidence(200, response, Evidence.Timings.NONE, "127.0.0.1", 1, null);
        results.add(new Result(shop, at, down ? Status.DOWN : Status.UP, "", evidence));
      }
      recording.record(results);
      DataSource reader = recording.bean("reader", DataSource.class);
      Instant now = MONDAY.plus(Duration.ofDays(8));
      PeriodFigures figures = new PeriodFigures(reader, new Statistics(reader, () -> now));
      Period week = Period.parse("2026-W25", ZoneOffset.UTC);
      PeriodReport report = figures.report(week, List.of(shop), now);
      String line = report.text().lines().toList().get(1);
      assertEquals(
          "met: 99.60 % of 99 % in 7d, 60 % of the error budget left, p95 201 ms of 300ms in 7d,"
              + " 59 % of the error budget left",
          line.replaceFirst(".*; objective ", ""));
    }
  }
}
