package dev.uproute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The program goes on when the clock jumps and when the machine sleeps. */
@Execution(ExecutionMode.CONCURRENT)
class ClockTest {
  private static final Duration INTERVAL = Duration.ofSeconds(2);

  @TempDir Path folder;

  @Test
  void a_clock_that_jumps_neither_stops_the_checks_nor_makes_up_for_any() throws Exception {
    try (Farm farm = new Farm();
        Jar jar = start(farm, faked())) {
      awaitMore(farm, 2, jar);
      for (String hours : List.of("-1h", "+1h", "+0")) {
        clock(hours);
        awaitMore(farm, 4, jar);
      }
      assertNoBurst(farm);
    }
  }

  @Test
  void a_machine_that_slept_checks_each_service_once_when_it_wakes() throws Exception {
    try (Farm farm = new Farm();
        Jar jar = start(farm, Map.of())) {
      awaitMore(farm, 2, jar);
      signal("STOP", jar);
      int before = asked(farm).size();
      Wait.until(INTERVAL.multipliedBy(4), () -> asked(farm).size() > before + 1);
      assertTrue(asked(farm).size() <= before + 1, "it does sleep");
      signal("CONT", jar);
      awaitMore(farm, 3, jar);
      assertNoBurst(farm);
    }
  }

  /**
   * Of three checks in a row at most two are near each other: one late, however much, one on time.
   */
  private static void assertNoBurst(Farm farm) {
    List<Long> times = asked(farm);
    for (int i = 2; i < times.size(); i++) {
      long apart = times.get(i) - times.get(i - 2);
      assertTrue(apart > INTERVAL.toMillis() / 4, "three checks in " + apart + " ms: " + times);
    }
  }

  /**
   * What makes a Java program see the clock that a file says; skips the test where it is missing.
   */
  private Map<String, String> faked() throws IOException {
    clock("+0");
    return Map.of(
        "LD_PRELOAD", library().toString(),
        "FAKETIME_TIMESTAMP_FILE", folder.resolve("clock").toString(),
        "FAKETIME_NO_CACHE", "1",
        "FAKETIME_DONT_FAKE_MONOTONIC", "1",
        // else waiting on a condition of Java's never ends
        "FAKETIME_FORCE_MONOTONIC_FIX", "0");
  }

  private static Path library() throws IOException {
    Path usr = Path.of("/usr/lib");
    try (Stream<Path> found =
        Files.find(usr, 3, (file, _) -> file.endsWith("faketime/libfaketime.so.1"))) {
      List<Path> libraries = found.toList();
      assumeTrue(!libraries.isEmpty(), "no libfaketime below /usr/lib: apt install faketime");
      return libraries.getFirst();
    }
  }

  private void clock(String hours) throws IOException {
    Path next = folder.resolve("clock.new");
    Files.writeString(next, hours);
    Files.move(next, folder.resolve("clock"), StandardCopyOption.ATOMIC_MOVE);
  }

  private Jar start(Farm farm, Map<String, String> environment) throws IOException {
    Files.writeString(
        folder.resolve("services.yaml"),
        "services: [{ id: web, url: \"%s\", interval: %ds, timeout: 1s }]"
            .formatted(farm.url("/ok/1"), INTERVAL.toSeconds()));
    return Jar.start(folder, environment);
  }

  private static List<Long> asked(Farm farm) {
    return farm.asked().getOrDefault("/ok/1", List.of());
  }

  private static void awaitMore(Farm farm, int checks, Jar jar) throws Exception {
    int before = asked(farm).size();
    assertTrue(
        Wait.until(Wait.LONG, () -> asked(farm).size() >= before + checks),
        () -> "the checks stopped after " + before + "\n" + said(jar));
  }

  private static String said(Jar jar) {
    try {
      return jar.err();
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static void signal(String name, Jar jar) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + name, "" + jar.process().pid()).start();
    assertEquals(0, kill.waitFor());
  }
}
