package dev.uproute.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.ServiceBuilder;
import dev.uproute.Wait;
import dev.uproute.record.AlertRules;
import dev.uproute.record.Event;
import dev.uproute.record.Streak;
import dev.uproute.service.Expect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The machine the tests run on, through the shipped route, and limits made for it. */
class HostCheckTest {
  private static final double NONE = Double.POSITIVE_INFINITY;
  private static final Expect.HostLimits USUAL = new Expect.HostLimits(90, 2, 90, 50, 90, 80, 50);

  @TempDir Path folder;

  private static Expect.HostLimits none() {
    return new Expect.HostLimits(NONE, NONE, NONE, NONE, NONE, NONE, NONE);
  }

  private static ServiceBuilder host(Expect.HostLimits limits) {
    ServiceBuilder given = ServiceBuilder.type("host");
    given.limits = limits;
    given.timeout = Duration.ofSeconds(10);
    return given;
  }

  @Test
  void a_machine_within_its_limits_is_up_and_tells_its_figures() throws Exception {
    try (Routes routes = new Routes()) {
      Result result = routes.check(host(none()).service());
      assertEquals(Status.UP, result.status(), result.reason());
      assertTrue(
          result.reason().matches("CPU \\d+ %, load per core \\d+\\.\\d\\d, RAM \\d+ %.*disk /.*"),
          result.reason());
    }
  }

  @Test
  void what_is_above_its_limit_is_named_with_both_figures() throws Exception {
    try (Routes routes = new Routes()) {
      Result result =
          routes.check(
              host(new Expect.HostLimits(NONE, NONE, 0.01, NONE, NONE, NONE, NONE)).service());
      assertEquals(Status.DEGRADED, result.status());
      assertTrue(result.reason().matches("RAM \\d+ % \\(limit 0 %\\)"), result.reason());
    }
  }

  @Test
  void a_machine_that_leaves_its_limits_is_an_event_of_its_own() {
    Attempt attempt = host(USUAL).attempt();
    Result up = attempt.result(Status.UP, "CPU 12 %", Evidence.NONE);
    Result full = attempt.result(Status.DEGRADED, "disk / 97 % (limit 90 %)", Evidence.NONE);
    AlertRules.Outcome calm = AlertRules.observe(Streak.NONE, up);
    assertEquals(Event.HOST, AlertRules.observe(calm.streak(), full).flips().getFirst().event());
  }

  @Test
  void the_ram_is_what_the_kernel_says() throws Exception {
    // asked again when another program took some between the two
    assertTrue(Wait.until(Wait.LONG, () -> Math.abs(ram() - new HostMetrics().ram()) < 5));
  }

  private static double ram() throws Exception {
    Map<String, Long> kernel = new TreeMap<>();
    for (String line : Files.readAllLines(Path.of("/proc/meminfo"))) {
      String[] words = line.split("[: ]+");
      kernel.put(words[0], Long.valueOf(words[1]));
    }
    return 100 - 100.0 * kernel.get("MemAvailable") / kernel.get("MemTotal");
  }

  @Test
  void a_busy_core_is_seen_over_the_time_since_the_last_check() {
    HostMetrics machine = new HostMetrics();
    long[] before = machine.ticks();
    long end = System.nanoTime() + Duration.ofSeconds(1).toNanos();
    long spins = 0;
    while (System.nanoTime() < end) {
      spins++;
    }
    double cpu = machine.cpu(before, machine.ticks());
    double core = 100.0 / Runtime.getRuntime().availableProcessors();
    assertTrue(cpu > core / 3, cpu + " % after " + spins);
  }

  @Test
  void every_figure_is_judged_by_its_own_limit() {
    HostFigures calm = reading(12.0, 1.0, 40.0, null, Map.of("/", 50.0), 50.0, 3.0, null);
    assertEquals(
        new HostFigures.Verdict(
            Status.UP,
            "CPU 12 %, load per core 1.00, RAM 40 %, temperature 50 °C, pending updates 3, disk / 50 %"),
        calm.judge(USUAL));
    HostFigures bad =
        reading(
            95.0, 2.5, 91.0, 60.0, Map.of("/", 91.4, "/var", 97.0, "/home", 9.0), 85.0, 51.0, null);
    assertEquals(
        "CPU 95 % (limit 90 %), load per core 2.50 (limit 2.00), RAM 91 % (limit 90 %),"
            + " swap 60 % (limit 50 %), temperature 85 °C (limit 80 °C),"
            + " pending updates 51 (limit 50), disk /var 97 % (limit 90 %), disk / 91 % (limit 90 %)",
        bad.judge(USUAL).sentence());
    assertEquals(Status.UP, bad.judge(none()).status());
    HostFigures nothing = reading(null, null, null, null, Map.of(), null, null, null);
    assertEquals(Status.UNKNOWN, nothing.judge(USUAL).status());
  }

  private static HostFigures reading(
      Double cpu,
      Double load,
      Double ram,
      Double swap,
      Map<String, Double> disks,
      Double temperature,
      Double updates,
      String moved) {
    return new HostFigures(cpu, load, ram, swap, disks, temperature, updates, moved);
  }

  @Test
  void pending_updates_are_counted_by_the_package_manager() throws Exception {
    program(
        "apt-get",
        "echo 'Reading package lists...'; echo 'Inst a [1] (2)'; echo 'Conf a (2)'; echo 'Inst b [1] (2)'");
    assertEquals(2, updates().pending(Wait.LONG));
  }

  @Test
  void dnf_says_with_its_exit_code_that_there_are_some() throws Exception {
    program("dnf", "echo; echo 'kernel.x86_64   6.1-2   updates'; exit 100");
    assertEquals(1, updates().pending(Wait.LONG));
  }

  @Test
  void updates_nobody_knows_of_are_not_judged() throws Exception {
    assertNull(updates().pending(Wait.LONG));
    program("apt-get", "exit 2");
    assertNull(updates().pending(Wait.LONG));
  }

  private PendingUpdates updates() {
    return new PendingUpdates(List.of(folder));
  }

  private void program(String name, String script) throws Exception {
    Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void a_public_address_that_changed_is_told_until_it_is_asked_again() throws Exception {
    Deque<String> answers =
        new ArrayDeque<>(List.of("192.0.2.1\n", "192.0.2.1", "sorry", "2001:db8::7"));
    try (Routes routes = new Routes();
        RawServer server =
            new RawServer(
                (_, _, out) -> {
                  String body = answers.poll();
                  out.write(
                      ("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                          .getBytes(StandardCharsets.UTF_8));
                })) {
      HttpProbe http =
          routes.context().getRegistry().lookupByNameAndType("httpProbe", HttpProbe.class);
      String url = "http://127.0.0.1:" + server.port() + "/";
      PublicAddress address = new PublicAddress(http, url, Duration.ZERO);
      ServiceBuilder given = host(USUAL);
      assertNull(address.moved(given.attempt()));
      assertNull(address.moved(given.attempt()));
      assertNull(address.moved(given.attempt()));
      assertEquals(
          "the public address changed from 192.0.2.1 to 2001:db8:0:0:0:0:0:7",
          address.moved(given.attempt()));
      PublicAddress rarely = new PublicAddress(http, url);
      answers.add("192.0.2.1");
      assertNull(rarely.moved(given.attempt()));
      assertNull(rarely.moved(given.attempt()));
      assertTrue(answers.isEmpty());
    }
  }
}
