package dev.uproute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Many services at once, seen from the target: nobody is missed, and those that hang do not make
 * the healthy ones late.
 */
@Execution(ExecutionMode.CONCURRENT)
class LoadTest {
  private static final int WARM = 10;

  /** Of many services a hanging one is given up and asked once more. */
  private static final String PATIENT =
      "defaults: { timeout: 5s, retries: 1, retry_delay: 1s }\nservices:\n";

  @TempDir Path folder;

  @Test
  @Tag("nightly")
  void a_hundred_services_every_second_are_all_checked_on_time() throws Exception {
    Seen seen = watch(100, 0, 1, 10);
    assertEquals(0, seen.missed, seen.toString());
  }

  @Test
  void an_overloaded_monitor_skips_checks_and_says_so() throws Exception {
    try (Farm farm = new Farm()) {
      StringBuilder yaml = new StringBuilder("services:\n");
      for (int i = 0; i < 6; i++) {
        yaml.append(
            "  - { id: s%d, url: \"%s\", interval: 1 }\n".formatted(i, farm.url("/hang/" + i)));
      }
      Files.writeString(folder.resolve("services.yaml"), yaml);
      Files.writeString(folder.resolve("application.properties"), "uproute.check.workers = 2\n");
      try (Jar jar = Jar.start(folder)) {
        boolean said =
            Wait.until(
                Wait.LONG, () -> jar.err().matches("(?s).* [1-9]\\d* checks were skipped.*"));
        assertTrue(said, jar.err());
      }
    }
  }

  @Test
  @Tag("nightly")
  void a_thousand_services_for_five_minutes_none_missed() throws Exception {
    Seen seen = watch(1_000, 0, 10, 300);
    System.out.println("LOAD healthy only: " + seen);
    assertEquals(0, seen.missed, seen.toString());
  }

  @Test
  @Tag("nightly")
  void hanging_services_make_no_healthy_one_late() throws Exception {
    Seen seen = watch(1_000, 300, 10, 300);
    System.out.println("LOAD 30 % hanging: " + seen);
    assertEquals(0, seen.missed, seen.toString());
    assertTrue(seen.late.percentile(100) <= 1_000, seen.toString());
  }

  @Test
  @Tag("nightly")
  void of_ten_thousand_services_three_thousand_hang_and_the_others_notice_nothing()
      throws Exception {
    Seen calm = watch(10_000, 0, 60, 70);
    System.out.println("LOAD 10,000 healthy: " + calm);
    Seen seen = watch(10_000, 3_000, 60, 130);
    System.out.println("LOAD 10,000, 30 % hanging: " + seen);
    assertEquals(0, seen.missed, seen.toString());
    assertTrue(seen.late.percentile(99) <= 1_000, seen.toString());
    long slower = seen.response.percentile(99) - calm.response.percentile(99);
    assertTrue(slower <= 20_000, slower + " us slower: " + seen);
    assertTrue(seen.rss <= 512_000_000, seen.toString());
  }

  /** What the target saw: lateness against each service's own grid, in milliseconds. */
  private record Seen(
      int missed, int arrivals, Figures late, Figures response, double cpu, long rss) {
    @Override
    public String toString() {
      return String.format(
          "%d checks, %d missed; late p50 %d p99 %d max %d ms; response p50 %.1f p99 %.1f ms; %.2f CPU-s"
              + " per 1,000 checks; at most %d MB",
          arrivals,
          missed,
          late.percentile(50),
          late.percentile(99),
          late.percentile(100),
          response.percentile(50) / 1_000.0,
          response.percentile(99) / 1_000.0,
          cpu * 1_000 / arrivals,
          rss / 1_000_000);
    }
  }

  private record Figures(List<Long> sorted) {
    static Figures of(List<Long> values) {
      return new Figures(values.stream().sorted().toList());
    }

    long percentile(double p) {
      int last = sorted.size() - 1;
      return sorted.isEmpty() ? 0 : sorted.get((int) Math.round(last * p / 100));
    }
  }

  private Seen watch(int services, int hanging, int interval, int seconds) throws Exception {
    try (Farm farm = new Farm()) {
      StringBuilder yaml = new StringBuilder(interval < 30 ? "services:\n" : PATIENT);
      for (int i = 0; i < services; i++) {
        String path = i % 10 < hanging * 10 / services ? "/hang/" + i : "/ok/" + i;
        yaml.append(
            "  - { id: s%d, url: \"%s\", interval: %d }\n".formatted(i, farm.url(path), interval));
      }
      Files.writeString(folder.resolve("services.yaml"), yaml);
      String every = interval < 30 ? "5s" : "30s";
      Files.writeString(
          folder.resolve("application.properties"), "uproute.summary.every = " + every + "\n");
      Duration cpu;
      long rss;
      try (Jar jar = Jar.start(folder)) {
        assertTrue(
            Wait.until(Duration.ofSeconds(60 + interval), () -> farm.asked().size() == services),
            () -> farm.asked().size() + " services were asked: " + jar.process());
        // the measurement: so long, from when the program is warm
        TimeUnit.SECONDS.sleep(WARM);
        farm.asked().values().forEach(List::clear);
        Duration before = jar.process().info().totalCpuDuration().orElseThrow();
        TimeUnit.SECONDS.sleep(seconds);
        cpu = jar.process().info().totalCpuDuration().orElseThrow().minus(before);
        rss = mostMemory(jar);
        jar.process().destroy();
        assertTrue(jar.process().waitFor(15, TimeUnit.SECONDS), "stops within 15 s");
      }
      return seen(farm, interval, cpu, rss);
    }
  }

  private Seen seen(Farm farm, int interval, Duration cpu, long rss) throws Exception {
    int missed = 0;
    int arrivals = 0;
    List<Long> late = new ArrayList<>();
    for (Map.Entry<String, List<Long>> asked : farm.asked().entrySet()) {
      List<Long> times = asked.getValue();
      arrivals += times.size();
      long step = interval * 1_000L;
      long base = times.getFirst() - step / 2;
      long early = times.stream().mapToLong(t -> (t - base) % step).min().orElseThrow();
      for (int i = 1; i < times.size(); i++) {
        long gap = times.get(i) - times.get(i - 1);
        missed += (int) Math.max(0, Math.round(gap / (double) step) - 1);
        if (asked.getKey().startsWith("/ok/")) {
          late.add((times.get(i) - base) % step - early);
        }
      }
    }
    return new Seen(
        missed, arrivals, Figures.of(late), Figures.of(responses()), cpu.toMillis() / 1e3, rss);
  }

  /** The most resident memory it had so far, in bytes (proc(5)). */
  private static long mostMemory(Jar jar) throws Exception {
    Path status = Path.of("/proc/" + jar.process().pid() + "/status");
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .findFirst()
        .orElseThrow();
  }

  private List<Long> responses() throws Exception {
    List<Long> responses = new ArrayList<>();
    try (var db =
            java.sql.DriverManager.getConnection(
                "jdbc:sqlite:" + folder.resolve("data/uptime_history.db"));
        var rows =
            db.createStatement()
                .executeQuery("select response_time_ms * 1000 from checks where is_online = 1")) {
      while (rows.next()) {
        responses.add(rows.getLong(1));
      }
    }
    return responses;
  }
}
