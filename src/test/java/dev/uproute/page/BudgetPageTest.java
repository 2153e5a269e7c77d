package dev.uproute.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.report.Budget;
import dev.uproute.report.RefusedChanges;
import dev.uproute.report.Report;
import dev.uproute.report.Sample;
import dev.uproute.report.Uptime;
import dev.uproute.report.Windows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Error budgets on the page of a service and among all. */
@Execution(ExecutionMode.CONCURRENT)
class BudgetPageTest {
  @TempDir Path folder;
  @TempDir Path templates;

  /** The same in all times. */
  static Budget budget(Budget.Kind kind, double share, String target, long counted, long bad) {
    return new Budget(
        kind,
        share,
        target,
        Duration.ofDays(30),
        Duration.ofMinutes(1),
        Collections.nCopies(6, new Uptime.Counts(counted, counted - bad)));
  }

  static Report report() {
    return Sample.report(
        Sample.service("calm").budgets(budget(Budget.Kind.UPTIME, 0.001, "99.9 %", 43_200, 13)),
        Sample.service("scarce")
            .budgets(
                budget(Budget.Kind.UPTIME, 0.001, "99.9 %", 43_200, 40),
                budget(Budget.Kind.RESPONSE, 0.05, "p95 < 300ms", 43_200, 1_000)),
        Sample.service("over").budgets(budget(Budget.Kind.UPTIME, 0.0005, "99.95 %", 43_200, 400)),
        Sample.service("young").budgets(budget(Budget.Kind.UPTIME, 0.001, "99.9 %", 0, 0)),
        Sample.service("none"));
  }

  private void write(Language language) throws IOException {
    new Pages(
            folder.toString(),
            templates.toString(),
            Branding.titled("Status"),
            0,
            Duration.ofSeconds(30),
            Windows.none(),
            language,
            new RefusedChanges(InstantSource.system()))
        .write(report());
  }

  private String read(String name) throws IOException {
    return Files.readString(folder.resolve(name))
        .replaceAll("<[^>]*>", "|")
        .replaceAll("\\|+", "|");
  }

  private void assertShown(String name, String... parts) throws IOException {
    String page = read(name);
    for (String part : parts) {
      assertTrue(page.contains(part), () -> part + " is not in " + page);
    }
  }

  @Test
  void a_service_says_what_is_left() throws Exception {
    write(Language.ENGLISH);
    assertShown(
        "service/calm.html",
        "Error budget",
        "Uptime of 99.9 % in 30 d",
        "Left|69 %|",
        "Downtime left|30 min|",
        "Failed checks|13 of 43,200|");
    assertFalse(read("service/calm.html").contains("being used up"));
    assertShown(
        "service/scarce.html",
        "Left|7 %|",
        "Downtime left|3 min|",
        "Response time p95 &lt; 300ms in 30 d",
        "Slow responses|1,000 of 43,200|",
        "Left|53 %|");
    assertShown("service/over.html", "Left|−1,751 %|", "It is being used up fast.");
    assertFalse(read("service/over.html").contains("Downtime left"));
    assertShown("service/young.html", "Left|—|", "Failed checks|0 of 0|");
    assertFalse(read("service/none.html").contains("Error budget"));
  }

  @Test
  void among_all_only_those_have_a_sign_of_which_little_is_left() throws Exception {
    write(Language.ENGLISH);
    assertShown("index.html", "|scarce| |budget: 7 %|", "|over| |budget used up|");
    String index = read("index.html");
    assertEquals(2, index.split("\\|budget", -1).length - 1);
  }

  @Test
  void in_german() throws Exception {
    write(Language.read("", "de"));
    assertShown(
        "service/over.html",
        "Fehlerbudget",
        "Verfügbarkeit von 99,95 % in 30",
        "Übrig|−1.751 %|",
        "Es wird gerade schnell aufgebraucht.");
  }
}
