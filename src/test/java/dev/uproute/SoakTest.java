package dev.uproute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A day of 200 services in 24 minutes: what would be checked each minute is checked each second,
 * and reports and pruning come as much oftener. Nothing grows.
 */
@Execution(ExecutionMode.CONCURRENT)
class SoakTest {
  private static final int SERVICES = 200;

  /** {@code -Dsoak.minutes=2} for a first look. */
  private static final Duration WHOLE = Duration.ofMinutes(Integer.getInteger("soak.minutes", 24));

  @TempDir Path folder;

  @Test
  @Tag("nightly")
  void nothing_grows_in_a_day() throws Exception {
    try (Farm farm = new Farm()) {
      Files.writeString(folder.resolve("services.yaml"), services(farm));
      Files.writeString(
          folder.resolve("application.properties"),
          """
          uproute.summary.every = 1s
          uproute.summary.to = console,site,csv
          uproute.keep.cron = 0/15 * * * * ?
          """);
      try (Jar jar = Jar.start(folder)) {
        Duration part = WHOLE.dividedBy(10);
        assertTrue(
            Wait.until(Duration.ofSeconds(60), () -> farm.asked().size() == SERVICES),
            jar.process()::toString);
        TimeUnit.SECONDS.sleep(part.toSeconds());
        Seen early = look(jar.process());
        System.out.println("SOAK after a tenth: " + early);
        TimeUnit.SECONDS.sleep(WHOLE.minus(part).toSeconds());
        Seen late = look(jar.process());
        System.out.println("SOAK at the end:    " + late);
        long checks = farm.asked().values().stream().mapToLong(List::size).sum();
        System.out.println("SOAK checks: " + checks);
        late.assertNoMoreThan(early);
        assertEquals(0, jar.err().lines().filter(l -> l.contains(" ERROR ")).count(), jar.err());
        assertTrue(checks > WHOLE.toSeconds() * SERVICES * 9 / 10, checks + " checks");
      }
    }
  }

  /** Of each ten one hangs until its deadline and one answers 503. */
  private static String services(Farm farm) {
    StringBuilder yaml =
        new StringBuilder("defaults: { interval: 1s, timeout: 900ms }\nservices:\n");
    for (int i = 0; i < SERVICES; i++) {
      String path = (i % 10 == 0 ? "/hang/" : i % 10 == 1 ? "/503/" : "/ok/") + i;
      yaml.append("  - { id: site%d.c%d, url: \"%s\" }%n".formatted(i / 20, i, farm.url(path)));
    }
    return yaml.toString();
  }

  /** Memory in bytes, the rest in pieces. */
  private record Seen(long heap, long rss, int threads, int descriptors, long wal) {
    void assertNoMoreThan(Seen early) {
      assertGrownAtMost("heap after a collection", early.heap, heap, 0);
      // a handful of threads and sockets are those of the checks at work in this moment
      assertGrownAtMost("threads", early.threads, threads, 4);
      assertGrownAtMost("descriptors", early.descriptors, descriptors, 25);
      assertTrue(wal <= 64_000_000, "WAL " + wal);
    }

    private static void assertGrownAtMost(String what, long early, long late, int slack) {
      assertTrue(late <= early * 1.05 + slack, what + " grew from " + early + " to " + late);
    }
  }

  private Seen look(Process process) throws Exception {
    Path proc = Path.of("/proc", Long.toString(process.pid()));
    long rss = 0;
    for (String line : Files.readAllLines(proc.resolve("status"))) {
      rss = line.startsWith("VmRSS:") ? Long.parseLong(line.replaceAll("\\D", "")) * 1024 : rss;
    }
    return new Seen(
        heap(process),
        rss,
        count(proc.resolve("task")),
        count(proc.resolve("fd")),
        Files.size(folder.resolve("data/uptime_history.db-wal")));
  }

  private static int count(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return (int) entries.count();
    }
  }

  /** Bytes of live objects: the histogram collects before it counts. */
  private static long heap(Process process) throws Exception {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process ask =
        new ProcessBuilder(jcmd.toString(), Long.toString(process.pid()), "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    String said = new String(ask.getInputStream().readAllBytes());
    Matcher total = Pattern.compile("Total +\\d+ +(\\d+)").matcher(said);
    assertTrue(ask.waitFor(30, TimeUnit.SECONDS) && total.find(), said);
    return Long.parseLong(total.group(1));
  }
}
