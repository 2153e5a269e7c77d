package dev.uproute.service;

import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who lists services, and how far that is trusted.
 *
 * @param name {@code file}, {@code notion}, {@code api} or x of a route {@code services-x}
 * @param operator whether only the operator can write there: then any Camel endpoint may be
 *     checked, and any command run
 * @param shortest the shortest interval it may ask for
 * @param most the services it may list
 * @param types of check it may ask for; empty = all but commands and Camel endpoints, which are the
 *     operator's
 */
public record Source(
    String name, boolean operator, Duration shortest, int most, Set<String> types) {
  public static final Source FILE =
      new Source("file", true, Duration.ofSeconds(1), 100_000, Set.of());

  /** Whoever edits a table may have hosts asked, and neither this machine nor routes of ours. */
  public static final Source NOTION =
      new Source(
          "notion",
          false,
          Duration.ofSeconds(5),
          20_000,
          Stream.concat(CheckType.networkWords().stream(), Stream.of(CheckType.HEARTBEAT.word()))
              .collect(Collectors.toUnmodifiableSet()));

  /** Whoever has a token that writes; its list is in the database. */
  public static final Source API =
      new Source("api", false, NOTION.shortest(), NOTION.most(), NOTION.types());

  /** What a route of the user's own fetches from somewhere: trusted as far as the API is. */
  public static Source own(String name) {
    return new Source(name, false, API.shortest(), API.most(), API.types());
  }

  /** Whether it may ask for a type. */
  public boolean allows(String type) {
    return types.isEmpty() || types.contains(type);
  }

  /** Whether it gives its whole list or none: then whoever took services out of it meant it. */
  public static boolean whole(String name) {
    return name.equals(FILE.name) || name.equals(API.name);
  }

  /** Whether its services are rows, which all have the same columns. */
  public boolean table() {
    return equals(NOTION);
  }
}
