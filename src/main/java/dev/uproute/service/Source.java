package dev.uproute.service;

import java.time.Duration;

/**
 * Who lists services, and how far that is trusted.
 *
 * @param name {@code file}, {@code notion} or {@code api}
 * @param operator whether only the operator can write there: then any Camel endpoint may be checked
 * @param shortest the shortest interval it may ask for
 * @param most the services it may list
 */
public record Source(String name, boolean operator, Duration shortest, int most) {
  public static final Source FILE = new Source("file", true, Duration.ofSeconds(1), 100_000);
  public static final Source NOTION = new Source("notion", false, Duration.ofSeconds(5), 20_000);
  public static final Source API = new Source("api", false, Duration.ofSeconds(5), 20_000);

  /** Whether its services are rows, which all have the same columns. */
  boolean table() {
    return equals(NOTION);
  }
}
