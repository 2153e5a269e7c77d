package dev.uproute.check;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Whether this machine, or this process alone, slept: what a check found that was under way says
 * nothing of its target. It shows when the ticks of route {@code watchdog} are far apart; or by the
 * time since the boot, which Linux counts on while a suspended machine's monotonic clock stands
 * still. Thread-safe.
 */
public final class Sleep {
  /** Ticks are a second apart; more between them than this is no load. */
  static final Duration GAP = Duration.ofSeconds(3);

  private static final Path UPTIME = Path.of("/proc/uptime");

  private final LongSupplier nanos;
  private final LongSupplier boot;
  private Clocks last;
  private Long woke;

  /** The same time on the monotonic clock and since the boot, in nanoseconds. */
  private record Clocks(long nanos, long boot) {
    private boolean far(Clocks before) {
      long passed = nanos - before.nanos;
      long suspended = boot - before.boot - passed;
      return passed > GAP.toNanos() || suspended > GAP.toNanos();
    }
  }

  public Sleep() {
    this(System::nanoTime, () -> uptime(System.nanoTime()));
  }

  Sleep(LongSupplier nanos, LongSupplier boot) {
    this.nanos = nanos;
    this.boot = boot;
  }

  /** Nanoseconds since the boot; where the system does not say, the other clock alone counts. */
  private static long uptime(long otherwise) {
    try {
      String seconds = Files.readString(UPTIME).split(" ", 2)[0];
      return new BigDecimal(seconds).movePointRight(9).longValue();
    } catch (IOException | NumberFormatException e) {
      return otherwise;
    }
  }

  /** Called every second while services are watched. */
  public synchronized void tick() {
    Clocks now = new Clocks(nanos.getAsLong(), boot.getAsLong());
    if (last != null && now.far(last)) {
      woke = now.nanos;
    }
    last = now;
  }

  /**
   * Whether we slept since then. It reads the clocks itself, because a check may ask before the
   * first tick after the sleep.
   *
   * @param begun of {@link System#nanoTime}
   */
  synchronized boolean since(long begun) {
    if (last != null) {
      tick();
    }
    return woke != null && begun - woke < 0;
  }
}
