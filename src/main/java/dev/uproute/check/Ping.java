package dev.uproute.check;

import dev.uproute.service.Service;
import dev.uproute.text.Deadline;
import dev.uproute.text.Sentence;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Variable;

/**
 * One ICMP echo, by the first way this system allows: an unprivileged ICMP socket, raw ICMP of a
 * privileged process, or the program {@code ping}. Thread-safe.
 */
public final class Ping {
  /** The three outcomes; IMPOSSIBLE says nothing about the host. */
  enum Echo {
    ANSWERED,
    SILENT,
    IMPOSSIBLE
  }

  /**
   * What came of an echo.
   *
   * @param micros from sending it to the answer
   */
  record Reply(Echo echo, long micros) {}

  /** How long the ping after a silent UDP probe waits. */
  static final Duration TIEBREAK = Duration.ofSeconds(1);

  /** An echo ends by itself; this is for a call of the system that does not. */
  private static final Duration MARGIN = Duration.ofMillis(500);

  static final String IMPOSSIBLE_HERE =
      "ping is not possible here (see net.ipv4.ping_group_range, CAP_NET_RAW, or install ping)";

  private static final int CAP_NET_RAW = 13;

  private final Resolver resolver;
  private final Judge verdict;
  // the calls block in native code, which would hold a carrier of the virtual threads
  private final ExecutorService threads =
      Executors.newFixedThreadPool(32, Thread.ofPlatform().daemon().name("ping-", 0).factory());
  private final boolean raw = privileged();

  public Ping(Resolver resolver, Judge verdict) {
    this.resolver = resolver;
    this.verdict = verdict;
  }

  public Result check(@Variable("attempt") Attempt attempt) throws IOException {
    Service service = attempt.service();
    Deadline deadline = attempt.deadline();
    CheckTrace trace = new CheckTrace(deadline);
    InetAddress address;
    try {
      address = resolver.resolve(service, service.target().host(), -1, deadline, trace).getFirst();
    } catch (NoAnswer e) {
      return Judge.none(attempt, e, trace.silent());
    }
    trace.address = address.getHostAddress();
    Reply reply = echo(address, Duration.ofNanos(Math.max(1_000_000, deadline.leftNanos())));
    return switch (reply.echo()) {
      case ANSWERED -> {
        Evidence all = trace.answered();
        Evidence evidence =
            new Evidence(null, reply.micros(), all.phases(), all.address(), 1, null);
        yield verdict.up(attempt, trace.address + " answered", evidence);
      }
      case SILENT ->
          attempt.result(
              Status.TIMEOUT,
              "no echo from %s within %s"
                  .formatted(trace.address, Sentence.duration(deadline.length())),
              trace.silent());
      case IMPOSSIBLE -> attempt.result(Status.UNKNOWN, IMPOSSIBLE_HERE, trace.silent());
    };
  }

  /** One echo, answered or not within the time given. */
  Reply echo(InetAddress address, Duration patience) throws IOException {
    try {
      return Deadline.after(patience.plus(MARGIN)).call(threads, () -> timed(address, patience));
    } catch (TimeoutException e) {
      return new Reply(Echo.SILENT, 0);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw NoAnswer.unknown("interrupted while waiting for an echo");
    } catch (ExecutionException e) {
      throw new IOException("ping failed: " + FailureKinds.sentence(e), e.getCause());
    }
  }

  /** Timed in the thread that sends: waiting for one is not the target's time. */
  private Reply timed(InetAddress address, Duration patience)
      throws IOException, InterruptedException {
    long since = System.nanoTime();
    long paused = GcPauses.nanos();
    Echo echo = send(address, patience);
    long nanos = System.nanoTime() - since - (GcPauses.nanos() - paused);
    return new Reply(echo, Math.max(0, nanos) / 1000);
  }

  private Echo send(InetAddress address, Duration patience)
      throws IOException, InterruptedException {
    Echo echo = Icmp.echo(address, patience);
    if (echo != Echo.IMPOSSIBLE) {
      return echo;
    }
    if (raw) {
      // with this privilege isReachable is a real echo; without, it would take a refused TCP
      // connection for an answer
      return address.isReachable((int) Math.max(1, patience.toMillis()))
          ? Echo.ANSWERED
          : Echo.SILENT;
    }
    return program(address, patience);
  }

  /** The address is a literal of ours and comes after "--": no word of it is read as an option. */
  private static Echo program(InetAddress address, Duration patience)
      throws IOException, InterruptedException {
    String seconds = String.valueOf(Math.max(1, patience.toSeconds()));
    Process ping;
    try {
      ping =
          new ProcessBuilder("ping", "-n", "-c", "1", "-W", seconds, "--", address.getHostAddress())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      return Echo.IMPOSSIBLE;
    }
    try {
      if (!ping.waitFor(patience.toMillis() + 400, TimeUnit.MILLISECONDS)) {
        return Echo.SILENT;
      }
      // 0 answered, 1 not answered, 2 could not be sent
      return switch (ping.exitValue()) {
        case 0 -> Echo.ANSWERED;
        case 1 -> Echo.SILENT;
        default -> Echo.IMPOSSIBLE;
      };
    } finally {
      ping.destroyForcibly();
    }
  }

  private static boolean privileged() {
    Path status = Path.of("/proc/self/status");
    try {
      for (String line : Files.readAllLines(status)) {
        if (line.startsWith("CapEff:")) {
          return (Long.parseUnsignedLong(line.substring(7).strip(), 16) >> CAP_NET_RAW & 1) == 1;
        }
      }
    } catch (IOException e) {
      // not Linux: without knowing we do not rely on it
      return false;
    }
    return false;
  }
}
