package dev.uproute;

import dev.uproute.service.MonotonicClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A wall clock and a monotonic one that stand still until a test moves them. Thread-safe. */
public final class FakeClock implements InstantSource {
  private static final String SHIPPED = "type: java.time.InstantSource, factoryMethod: system";

  private static final String MONOTONIC = "type: dev.uproute.service.MonotonicClock";

  private Instant now = Instant.parse("2026-06-17T12:00:00Z");
  private long nanos;

  /** A file in this folder with the shipped beans, but for the clocks. */
  public static Path beans(Path folder) throws IOException {
    String shipped = Files.readString(Path.of("routes/beans.camel.yaml"));
    if (!shipped.contains(SHIPPED)) {
      throw new IllegalStateException("routes/beans.camel.yaml has no line with " + SHIPPED);
    }
    String own =
        shipped
            .replace(SHIPPED, "type: " + FakeClock.class.getName())
            .replace(
                MONOTONIC,
                "type: %s, factoryMethod: monotonic, constructors: { \"0\": \"#bean:clock\" }"
                    .formatted(FakeClock.class.getName()));
    return Files.writeString(folder.resolve("beans.camel.yaml"), own);
  }

  @Override
  public synchronized Instant instant() {
    return now;
  }

  /** A clock that only goes on when time passes. */
  public static MonotonicClock monotonic(FakeClock clock) {
    return new MonotonicClock(clock::nanos);
  }

  private synchronized long nanos() {
    return nanos;
  }

  /** So much time goes by, on both clocks. */
  public synchronized void pass(Duration time) {
    now = now.plus(time);
    nanos += time.toNanos();
  }

  /** The wall clock is set, by so much; no time goes by. */
  public synchronized void set(Duration by) {
    now = now.plus(by);
  }
}
