package dev.uproute.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.ServiceBuilder;
import dev.uproute.Wait;
import dev.uproute.service.Expect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real programs, through the shipped route. */
class ExecCheckTest {
  private static Routes routes;

  @TempDir private Path folder;

  @BeforeAll
  static void open() throws Exception {
    routes = new Routes();
  }

  @AfterAll
  static void close() {
    routes.close();
  }

  private static Result shell(String script) {
    return check(shellOf(script));
  }

  private static ServiceBuilder shellOf(String script) {
    return ServiceBuilder.command("/bin/sh -c '" + script.replace("'", "'\\''") + "'");
  }

  private static Result check(ServiceBuilder given) {
    return routes.check(given.service());
  }

  @ParameterizedTest(name = "{0} → {1} {2}")
  @CsvSource(
      delimiter = '!',
      textBlock =
          """
          echo DISK OK; exit 0                      ! UP       ! DISK OK
          echo "DISK WARNING | /=9%"; exit 1        ! DEGRADED ! DISK WARNING
          echo DISK CRITICAL; exit 2                ! DOWN     ! DISK CRITICAL
          echo no idea; exit 3                      ! UNKNOWN  ! no idea
          exit 0                                    ! UP       ! exit code 0
          exit 2                                    ! DOWN     ! exit code 2
          exit 7                                    ! DOWN     ! exit code 7
          echo oops; exit 7                         ! DOWN     ! exit code 7: oops
          echo bad >&2; exit 2                      ! DOWN     ! bad
          echo out; echo err >&2; exit 2            ! DOWN     ! out
          exit 255                                  ! DOWN     ! exit code 255
          kill -9 $$                                ! DOWN     ! exit code 137 (signal 9)
          kill -SEGV $$                             ! DOWN     ! exit code 139 (signal 11)
          nosuchcommand                             ! UNKNOWN  ! exit code 127 (command not found): /bin/sh: 1: nosuchcommand: not found
          /etc/passwd                               ! UNKNOWN  ! exit code 126 (not executable): /bin/sh: 1: /etc/passwd: Permission denied
          echo; echo second                         ! UP       ! second
          printf "\\033[31mred\\033[0m\\n"          ! UP       ! red
          printf "bell \\007 \\042\\n"              ! UP       ! bell \uFFFD "
          printf "a\\377b\\n"                       ! UP       ! a\uFFFDb
          """)
  void the_exit_code_decides_and_the_first_line_says_why(
      String script, Status status, String reason) {
    Result result = shell(script);
    assertEquals(reason, result.reason());
    assertEquals(status, result.status());
  }

  @Test
  void what_a_plugin_measured_is_kept() {
    Result result =
        shell(
            "echo \"PING OK | rta=0.049ms;100.0;500.0;0; pl=0%;20;60;0\"; echo long; "
                + "echo \"text | 'a b'=3;; c=1,5MB d=U e=x\"; echo f=-2e3c");
    Map<String, Double> expected =
        Map.of("rta [ms]", 0.049, "pl [%]", 0.0, "a b", 3.0, "c [MB]", 1.5, "f [c]", -2000.0);
    assertEquals("PING OK", result.reason());
    assertEquals(expected, result.evidence().perfdata().values());
    assertEquals(result.evidence().perfdata(), stored(result.evidence().perfdata()));
    assertEquals("ms", Perfdata.unit("rta [ms]"));
    assertEquals("rta", Perfdata.label("rta [ms]"));
    assertNull(shell("echo nothing measured").evidence().perfdata());
  }

  private static Perfdata stored(Perfdata perfdata) {
    return Perfdata.parse(perfdata.text());
  }

  @Test
  void a_command_has_a_response_time() {
    Result result = shell("sleep 0.2; echo done");
    // it is measured from when the command runs, of which this process hears a little later
    assertTrue(result.evidence().response() >= 100_000, result.evidence().toString());
    ServiceBuilder slow = shellOf("sleep 0.2; echo done");
    slow.slowerThan = Duration.ofMillis(100);
    assertEquals(Status.DEGRADED, check(slow).status());
    assertEquals("done, slower than 100ms", check(slow).reason());
  }

  @Test
  void what_it_prints_is_judged() {
    ServiceBuilder given = shellOf("echo {\\\"queue\\\": 12}");
    given.bodyContains = "queue";
    assertEquals(Status.UP, check(given).status());
    given.json = List.of(JsonRuleLine.of("$.queue < 5"));
    Result json = check(given);
    assertEquals(Status.DOWN, json.status(), json.reason());
    given.json = List.of();
    given.bodyContains = "stack";
    Result lacks = check(given);
    assertEquals(Status.DOWN, lacks.status());
    assertTrue(lacks.reason().startsWith("answer does not contain \"stack\""), lacks.reason());
  }

  @Test
  void at_the_deadline_it_is_killed_with_all_it_started() throws Exception {
    Path pids = folder.resolve("pids");
    ServiceBuilder given =
        shellOf(
            "trap '' TERM; (trap '' TERM; echo $$ >> %1$s; sleep 61; sleep 61) & ".formatted(pids)
                + "sleep 62 & echo $! >> %s; while :; do sleep 63; done".formatted(pids));
    given.timeout = Duration.ofMillis(700);
    Result result = check(given);
    assertEquals(Status.TIMEOUT, result.status());
    assertEquals("did not end within 700ms and was killed", result.reason());
    for (String pid : Files.readAllLines(pids)) {
      assertTrue(Wait.until(Wait.LONG, () -> gone(Long.parseLong(pid))), pid);
    }
    assertEquals(0, running("sleep 6[123]"));
  }

  private static boolean gone(long pid) {
    return ProcessHandle.of(pid).map(p -> !p.isAlive()).orElse(true);
  }

  private static long running(String command) throws Exception {
    Process ps = new ProcessBuilder("ps", "-eo", "args").start();
    return ps.inputReader().lines().filter(line -> line.matches(command)).count();
  }

  @Test
  void a_daemon_that_keeps_its_output_open_is_not_waited_for() throws Exception {
    long begun = System.nanoTime();
    ServiceBuilder given = shellOf("sleep 64 & echo $!");
    given.timeout = Duration.ofSeconds(60);
    Result result = check(given);
    assertEquals(Status.UP, result.status(), result.reason());
    assertTrue(Duration.ofNanos(System.nanoTime() - begun).toSeconds() < 30);
    ProcessHandle.of(Long.parseLong(result.reason())).ifPresent(ProcessHandle::destroy);
  }

  @Test
  void a_daemon_that_goes_on_writing_fails_and_costs_nothing() throws Exception {
    Result result = shell("yes & echo $!");
    assertEquals(Status.UP, result.status());
    long pid = Long.parseLong(result.reason().lines().findFirst().orElseThrow());
    assertTrue(Wait.until(Wait.LONG, () -> gone(pid)), "it got no signal");
  }

  @Test
  void any_amount_and_kind_of_output_is_read_to_its_limit() {
    Result much = shell("echo much; head -c 10000000 /dev/zero");
    assertEquals(Status.UP, much.status());
    assertEquals("much", much.reason());
    ServiceBuilder binary = shellOf("head -c 3000000 /dev/urandom; echo; echo end");
    binary.bodyContains = "end";
    Result cut = check(binary);
    assertEquals(Status.DOWN, cut.status());
    assertTrue(
        cut.reason().startsWith("answer does not contain \"end\" in its first 1 MiB"),
        cut.reason());
    ServiceBuilder endless = shellOf("yes");
    endless.timeout = Duration.ofMillis(500);
    assertEquals(Status.TIMEOUT, check(endless).status());
    Result errors = shell("head -c 300000 /dev/zero >&2; echo fine");
    assertEquals("fine", errors.reason());
    String line = "x".repeat(300);
    assertEquals(200, shell("echo " + line).reason().length());
  }

  @Test
  void it_finds_a_few_variables_nothing_to_read_and_the_folder() {
    assertEquals("0", shell("cat | wc -c").reason());
    assertEquals(Path.of("").toAbsolutePath().toString(), shell("pwd").reason());
    ServiceBuilder given = shellOf("env | sed 's/=.*//' | sort | tr '\\n' ' '");
    given.environment = Map.of("PGPASSWORD", "s3cret");
    String names = check(given).reason();
    for (String name : names.split(" ")) {
      assertTrue(name.matches("PATH|HOME|TZ|LANG|LC_[A-Z]+|PGPASSWORD|PWD|_|SHLVL|OLDPWD"), names);
    }
    ServiceBuilder told = shellOf("echo $PGPASSWORD");
    told.environment = given.environment;
    assertEquals("s3cret", check(told).reason());
    assertFalse(told.service().toString().contains("s3cret"));
  }

  @Test
  void arguments_reach_it_as_they_are() {
    ServiceBuilder given =
        ServiceBuilder.command("/usr/bin/printf '[%s]' 'a b' '$HOME' '*' ';id' '' \"q'q\"");
    assertEquals("[a b][$HOME][*][;id][][q'q]", check(given).reason());
  }

  @Test
  void what_cannot_be_run_is_a_fault_of_ours() throws Exception {
    Path file = folder.resolve("check");
    assertUnknown("there is no program " + file, file);
    Files.writeString(file, "#!/nowhere/interpreter\n");
    assertUnknown(file + " is not executable for the user of Uproute", file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    assertUnknown(file + " cannot be started: No such file or directory", file);
    assertUnknown(folder + " is not executable for the user of Uproute", folder);
    ServiceBuilder notion = shellOf("echo here");
    notion.source = "notion";
    assertEquals("commands are run for services.yaml only, not for notion", check(notion).reason());
    assertEquals(Status.UNKNOWN, check(notion).status());
  }

  private static void assertUnknown(String reason, Path program) {
    Result result = check(ServiceBuilder.command(program.toString()));
    assertEquals(reason, result.reason());
    assertEquals(Status.UNKNOWN, result.status());
    assertNull(result.online());
  }

  @Test
  void a_command_that_cannot_check_is_no_silent_unknown() {
    Checks checks = routes.context().getRegistry().lookupByNameAndType("checks", Checks.class);
    ServiceBuilder given = ServiceBuilder.command("/nowhere/check");
    given.id = "lost";
    given.name = "Lost";
    for (int i = 0; i < 3; i++) {
      check(given);
    }
    assertTrue(
        checks
            .faults()
            .changes()
            .contains("Lost cannot be checked: there is no program /nowhere/check"));
  }

  @Test
  void a_hundred_run_at_once_and_leave_nothing_behind() throws Exception {
    Set<Path> before = outputFiles();
    try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Result>> results =
          IntStream.range(0, 100)
              .mapToObj(i -> many.submit(() -> shell("sleep 0.5; echo " + i)))
              .toList();
      for (int i = 0; i < 100; i++) {
        assertEquals("" + i, results.get(i).get().reason());
      }
    }
    assertTrue(
        Wait.until(Wait.LONG, () -> ProcessHandle.current().children().findAny().isEmpty()),
        "zombies are children, too");
    assertTrue(
        Wait.until(Wait.LONG, () -> before.containsAll(outputFiles())),
        "those of other tests go, too");
  }

  /** Of commands that run now, and what was left by programs that were killed. */
  private static Set<Path> outputFiles() throws IOException {
    try (var left = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return left.filter(f -> f.toString().contains("uproute-exec")).collect(Collectors.toSet());
    }
  }

  @Test
  void it_ends_with_the_program() throws Exception {
    ExecProbe probe = new ExecProbe(new Judge());
    ServiceBuilder given = shellOf("sleep 65");
    given.timeout = Duration.ofSeconds(60);
    try (ExecutorService one = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Result> result = one.submit(() -> probe.check(given.attempt()));
      assertTrue(Wait.until(Wait.LONG, () -> running("sleep 65") == 1));
      probe.close();
      assertEquals("ended by the stop of Uproute", result.get().reason());
      assertEquals(Status.UNKNOWN, result.get().status());
    }
    assertTrue(Wait.until(Wait.LONG, () -> running("sleep 65") == 0));
  }

  /** A line of {@code expect.json}, as the parser makes it. */
  private static final class JsonRuleLine {
    static Expect.JsonTest of(String line) {
      return dev.uproute.parse.ServiceLists.parse(
              "services: [{ id: a, url: \"http://a.example\", expect: { json: ['"
                  + line
                  + "'] } }]")
          .getFirst()
          .expect()
          .json()
          .getFirst();
    }
  }
}
