package dev.uproute;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until a test moves it. Thread-safe. */
public final class FakeClock implements InstantSource {
  private static final String SHIPPED = "type: java.time.InstantSource, factoryMethod: system";

  private Instant now = Instant.parse("2026-06-17T12:00:00Z");

  /** A file in this folder with the shipped beans, but for the clock. */
  public static Path beans(Path folder) throws IOException {
    String shipped = Files.readString(Path.of("routes/beans.camel.yaml"));
    if (!shipped.contains(SHIPPED)) {
      throw new IllegalStateException("routes/beans.camel.yaml has no line with " + SHIPPED);
    }
    String own = shipped.replace(SHIPPED, "type: " + FakeClock.class.getName());
    return Files.writeString(folder.resolve("beans.camel.yaml"), own);
  }

  @Override
  public synchronized Instant instant() {
    return now;
  }

  public synchronized void pass(Duration time) {
    now = now.plus(time);
  }
}
