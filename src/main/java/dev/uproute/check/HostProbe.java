package dev.uproute.check;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.camel.Variable;

/** Measures this machine: a figure above its limit makes it DEGRADED. Thread-safe. */
public final class HostProbe {
  /** The CPU is measured over at least this time. */
  private static final Duration SPAN = Duration.ofMillis(500);

  private final PublicAddress address;
  private final PendingUpdates updates;
  private final Map<String, Ticks> before = new ConcurrentHashMap<>();
  private HostMetrics machine;

  /** The counters of the processor at a time of the monotonic clock. */
  private record Ticks(long[] counters, long at) {}

  public HostProbe(PublicAddress address) {
    this(
        address,
        new PendingUpdates(
            Stream.of(System.getenv().getOrDefault("PATH", "/usr/bin").split(File.pathSeparator))
                .map(Path::of)
                .toList()));
  }

  HostProbe(PublicAddress address, PendingUpdates updates) {
    this.address = address;
    this.updates = updates;
  }

  /** Reads every figure there is and judges it by the limits of the service. */
  public Result check(@Variable("attempt") Attempt attempt)
      throws IOException, InterruptedException {
    HostFigures reading = read(attempt);
    HostFigures.Verdict found = reading.judge(attempt.service().expect().limits());
    return attempt.result(found.status(), found.sentence(), Evidence.of(reading));
  }

  private HostFigures read(Attempt attempt) throws IOException, InterruptedException {
    HostMetrics all = machine();
    Double cpu = cpu(all, attempt.service().id());
    return new HostFigures(
        cpu,
        all.load(),
        all.ram(),
        all.swap(),
        all.disks(),
        all.temperature(),
        pending(attempt),
        address.moved(attempt));
  }

  /** Null, without asking, when no number of updates would be too many. */
  private Double pending(Attempt attempt) throws InterruptedException {
    return Double.isInfinite(attempt.service().expect().limits().updates())
        ? null
        : updates.pending(Duration.ofMillis(attempt.deadline().leftMillis() / 2));
  }

  /**
   * The mean since the last check of this service. At the first it is over half a second and
   * without what we used ourselves: the CPU time of our own start would be most of it.
   */
  private Double cpu(HostMetrics all, String service) throws InterruptedException {
    Ticks last = before.get(service);
    boolean first = last == null;
    long own = all.ownCpu();
    if (last == null || System.nanoTime() - last.at() < SPAN.toNanos()) {
      last = last == null ? new Ticks(all.ticks(), System.nanoTime()) : last;
      Thread.sleep(SPAN);
    }
    Ticks now = new Ticks(all.ticks(), System.nanoTime());
    before.put(service, now);
    Double busy = all.cpu(last.counters(), now.counters());
    return first && busy != null
        ? Double.valueOf(Math.max(0, busy - all.share(all.ownCpu() - own, now.at() - last.at())))
        : busy;
  }

  private synchronized HostMetrics machine() {
    if (machine == null) {
      machine = new HostMetrics();
    }
    return machine;
  }
}
