package dev.uproute.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.report.Attainment;
import dev.uproute.report.Figures;
import dev.uproute.report.Outages;
import dev.uproute.report.Period;
import dev.uproute.report.PeriodReport;
import dev.uproute.report.ReportLine;
import dev.uproute.report.ReportTable;
import dev.uproute.report.Uptime;
import dev.uproute.service.Objective;
import dev.uproute.service.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A week as a table for a terminal and as a page. */
class ReportPageTest {
  private static final Period WEEK = Period.parse("2026-W46", ZoneId.of("Europe/Berlin"));

  @TempDir Path templates;

  private static ReportLine line(
      String name, long counted, long online, Outages outages, Objective objective) {
    Uptime.Counts counts = new Uptime.Counts(counted, online);
    boolean timed = counted > 0;
    Figures figures =
        new Figures(
            10_080,
            counts,
            outages,
            timed ? 120_000.4 : null,
            timed ? 90_000L : null,
            timed ? 900_000L : null,
            timed ? 110_000L : null,
            timed ? 310_000L : null,
            timed ? 800_000L : null);
    Attainment reached =
        objective == null
            ? null
            : new Attainment(
                objective,
                counts.uptime(),
                figures.p95(),
                timed ? new Uptime.Counts(1_000, 960) : Uptime.Counts.NONE);
    return new ReportLine(
        "shop." + name.length(),
        name,
        "shop",
        Service.Zone.EXTERNAL,
        WEEK.from(),
        figures,
        reached);
  }

  private static PeriodReport week() {
    Duration month = Duration.ofDays(30);
    return new PeriodReport(
        WEEK,
        WEEK.to(),
        List.of(
            line(
                "Checkout <b>",
                10_080,
                9_900,
                new Outages(4, 2, Duration.ofHours(3), Duration.ofHours(2)),
                new Objective(99.9, month, null)),
            line(
                "Search",
                10_080,
                10_075,
                new Outages(2, 1, Duration.ofMinutes(5), Duration.ofMinutes(5)),
                new Objective(
                    99.9,
                    month,
                    new Objective.Response(Objective.Figure.P95, Duration.ofMillis(500)))),
            line(
                "Paused",
                0,
                0,
                Outages.NONE,
                new Objective(
                    null,
                    month,
                    new Objective.Response(Objective.Figure.P95, Duration.ofMillis(300)))),
            line("Landing page", 10_080, 10_080, Outages.NONE, null)));
  }

  @Test
  void a_terminal_shows_a_table() {
    assertEquals(
        "Week 2026-W46, 9 Nov 2026 to 15 Nov 2026 (Europe/Berlin): 4 services, 2 of them with an outage",
        ReportTable.lines(week()).getFirst());
    assertEquals(
        List.of(
            "SERVICE        UPTIME  CHECKS  INCIDENTS   DOWN        MTTR      MTBF     AVG     P95",
            "Checkout <b>  98.21 %  10,080          2    3 h  1 h 30 min  3 d 10 h  120 ms  310 ms",
            "Search        99.95 %  10,080          1  5 min       5 min  6 d 23 h  120 ms  310 ms",
            "Landing page    100 %  10,080          0      —           —         —  120 ms  310 ms",
            "Paused              —  10,080          0      —           —         —       —       —",
            "",
            "OBJECTIVE OF       IS",
            "Checkout <b>   missed: 98.21 % of 99.9 % in 30d, error budget exceeded by 1685 %",
            "Search            met: 99.95 % of 99.9 % in 30d, 50 % of the error budget left, p95 310 ms of 500ms in 30d, 20 % of the error budget left",
            "Paused        unknown: p95 — of 300ms in 30d"),
        ReportTable.lines(week()).subList(2, 12));
  }

  @Test
  void what_goes_on_is_so_far() {
    PeriodReport open = new PeriodReport(WEEK, Instant.parse("2026-11-11T12:00:00Z"), List.of());
    assertEquals(
        List.of(
            "Week 2026-W46, 9 Nov 2026 to 11 Nov 2026 (Europe/Berlin, so far)",
            "Nothing was checked."),
        ReportTable.lines(open));
  }

  @ParameterizedTest
  @CsvSource({
    "99.9, 0.999,   true,  0.0",
    "99.9, 0.9995,  true,  0.5",
    "99.9, 0.99899, false, -0.01",
    "99.9, 1,       true,  1.0",
    "100,  1,       true,  ",
    "100,  0.99999, false, ",
    "99.9, ,        ,      ",
  })
  void an_error_budget_is_what_may_fail(double wanted, Double uptime, Boolean met, Double left) {
    Attainment reached =
        new Attainment(
            new Objective(wanted, Duration.ofDays(30), null), uptime, null, Uptime.Counts.NONE);
    assertEquals(met, reached.met());
    if (left == null) {
      assertNull(reached.budgetLeft());
    } else {
      assertEquals(left, reached.budgetLeft(), 1e-6);
    }
  }

  @Test
  void a_page_says_the_same_and_escapes_names() throws Exception {
    String page = new ReportPage(templates.toString()).of(week());
    for (String part :
        List.of(
            "<title>Week 2026-W46</title>",
            "9 Nov 2026 to 15 Nov 2026 (Europe/Berlin)",
            "Checkout &lt;b&gt;",
            "98.21 %",
            "1 h 30 min",
            "<dd class=\"bad\">1 of 3</dd>",
            "✗ missed",
            "✓ met",
            "99.95 % of 99.9 % in 30d, 50 % of the error budget left")) {
      assertTrue(page.contains(part), part + "\n" + page);
    }
    assertFalse(page.contains("<script"), page);
  }

  @Test
  void a_template_of_ones_own_replaces_the_packaged_one() throws IOException {
    Files.writeString(
        templates.resolve("report.ftlh"), "${title}: <#list rows as row>${row.id} </#list>");
    assertEquals(
        "Week 2026-W46: shop.12 shop.6 shop.12 shop.6 ",
        new ReportPage(templates.toString()).of(week()));
  }
}
