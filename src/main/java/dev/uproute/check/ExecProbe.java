package dev.uproute.check;

import dev.uproute.service.Command;
import dev.uproute.service.Service;
import dev.uproute.service.Source;
import dev.uproute.text.Deadline;
import dev.uproute.text.Sentence;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Variable;

/**
 * Runs a program in the folder of the installation, without a shell, and judges it as Nagios does.
 *
 * <ol>
 *   <li>It finds the variables {@value #INHERITED} of our environment and those of the service, and
 *       nothing to read.
 *   <li>What it prints is read while it runs; it is over when the program has ended, whoever keeps
 *       its output open.
 *   <li>At the deadline it is killed with all it has started, and the check is a TIMEOUT.
 *   <li>Else its exit code decides: {@link ExitCode}.
 * </ol>
 *
 * Thread-safe; needs no thread of its own.
 */
public final class ExecProbe implements AutoCloseable {
  private static final String INHERITED = "PATH|HOME|TZ|LANG|LC_[A-Z]+";
  private static final Pattern OURS = Pattern.compile(INHERITED);

  /** As Java's message ends, by one or the other way to start a process. */
  private static final Pattern SYSTEM_ERROR = Pattern.compile("error[=:] ?\\d+,? \\(?([^)]*)");

  private static final File NOTHING = new File("/dev/null");

  /** How long output and end are waited for at a time: longer while nothing happens. */
  private static final long LONGEST_PAUSE = 16;

  private final Judge verdict;
  private final Map<String, String> inherited = new HashMap<>();
  private final Set<Process> running = ConcurrentHashMap.newKeySet();
  private volatile boolean stopped;

  public ExecProbe(Judge verdict) {
    this.verdict = verdict;
    System.getenv()
        .forEach(
            (name, value) -> {
              if (OURS.matcher(name).matches()) {
                inherited.put(name, value);
              }
            });
  }

  public Result check(@Variable("attempt") Attempt attempt) throws InterruptedException {
    CheckTrace trace = new CheckTrace(attempt.deadline());
    String source = attempt.service().source();
    if (!source.equals(Source.FILE.name())) {
      String no = "commands are run for services.yaml only, not for " + source;
      return attempt.result(Status.UNKNOWN, no, Evidence.NONE);
    }
    try {
      Path folder = Files.createTempDirectory("uproute-exec");
      try (OutputPipe out = OutputPipe.in(folder, "out");
          OutputPipe err = OutputPipe.in(folder, "err")) {
        return check(attempt, trace, out, err);
      } finally {
        Files.deleteIfExists(folder);
      }
    } catch (IOException e) {
      String here = "no command can be run here: " + FailureKinds.sentence(e);
      return attempt.result(Status.UNKNOWN, here, trace.silent());
    }
  }

  private Result check(Attempt attempt, CheckTrace trace, OutputPipe out, OutputPipe err)
      throws IOException, InterruptedException {
    Command command = command(attempt.service());
    trace.begin();
    Process process;
    try {
      process = start(command, attempt.service(), out, err);
    } catch (IOException e) {
      return attempt.result(Status.UNKNOWN, notStarted(command, e), trace.silent());
    }
    running.add(process);
    try {
      out.forget();
      err.forget();
      if (!ended(process, out, err, attempt.deadline())) {
        String limit = Sentence.duration(attempt.deadline().length());
        String late = "did not end within " + limit + " and was killed";
        return attempt.result(Status.TIMEOUT, late, trace.silent());
      }
    } finally {
      kill(process);
      running.remove(process);
    }
    if (stopped) {
      return attempt.result(Status.UNKNOWN, "ended by the stop of Uproute", trace.silent());
    }
    trace.transfer();
    return judged(attempt, process.exitValue(), out, err, trace.answered());
  }

  /** The command of a service of this type. */
  static Command command(Service service) {
    return Command.of(service.target().url().substring(Command.SCHEME.length()));
  }

  private Process start(Command command, Service service, OutputPipe out, OutputPipe err)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command.words())
            .redirectInput(NOTHING)
            .redirectOutput(out.end())
            .redirectError(err.end());
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.putAll(inherited);
    environment.putAll(service.request().environment());
    return builder.start();
  }

  /** Whether it ended in time; what it printed is read. */
  private static boolean ended(Process process, OutputPipe out, OutputPipe err, Deadline deadline)
      throws IOException, InterruptedException {
    long pause = 1;
    while (!process.waitFor(Math.min(pause, deadline.leftMillis()), TimeUnit.MILLISECONDS)) {
      boolean said = out.read() | err.read();
      if (deadline.expired()) {
        return false;
      }
      // what is not kept need not be read as fast as it comes
      pause = !said ? Math.min(2 * pause, LONGEST_PAUSE) : out.cut() || err.cut() ? 1 : 0;
    }
    out.read();
    err.read();
    return true;
  }

  private Result judged(
      Attempt attempt, int code, OutputPipe out, OutputPipe err, Evidence evidence) {
    String text = out.text();
    PluginOutput printed = PluginOutput.of(text, err.text());
    ExitCode exit = ExitCode.of(code);
    String reason = exit.reason(printed.sentence());
    Evidence all = evidence.with(printed.perfdata());
    attempt.details().answered(text);
    return exit.status() == Status.UP
        ? verdict.output(attempt, reason, new HttpBody(text, out.cut(), null), all)
        : attempt.result(exit.status(), reason, all);
  }

  /** Why a program cannot be run here; it says nothing about what it was to check. */
  private static String notStarted(Command command, IOException e) {
    String problem = problem(Path.of(command.program()));
    Matcher system = SYSTEM_ERROR.matcher(String.valueOf(e.getMessage()));
    String why = system.find() ? system.group(1).strip() : FailureKinds.sentence(e);
    return problem == null ? command.program() + " cannot be started: " + why : problem;
  }

  /** What is wrong with a program, as far as its file shows; null when nothing is. */
  public static String problem(Service service) {
    return problem(Path.of(command(service).program()));
  }

  private static String problem(Path program) {
    if (!Files.exists(program)) {
      return "there is no program " + program;
    }
    return Files.isRegularFile(program) && Files.isExecutable(program)
        ? null
        : program + " is not executable for the user of Uproute";
  }

  /** It has ended, or is ended by force with what it started. */
  private static void kill(Process process) {
    if (process.isAlive()) {
      List<ProcessHandle> started = process.descendants().toList();
      process.destroyForcibly();
      started.forEach(ProcessHandle::destroyForcibly);
    }
  }

  /** Ends what runs; that says nothing about what it checks. */
  @Override
  public void close() {
    stopped = true;
    running.forEach(ExecProbe::kill);
  }
}
