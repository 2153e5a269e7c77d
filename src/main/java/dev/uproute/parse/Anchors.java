package dev.uproute.parse;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.common.Anchor;

/**
 * What {@code &name} marks and {@code *name} repeats. A few lines can repeat themselves into
 * billions of values, so what is repeated is counted as often as it is read.
 */
final class Anchors {
  private static final int REPEATED = 1_000_000;

  private record Anchored(Node node, int size) {}

  private final Map<Anchor, Anchored> named = new HashMap<>();
  private final Set<Anchor> open = new HashSet<>();
  private int size;
  private int repeated;

  /** A value begins; returns the number of values before it. */
  int open(Optional<Anchor> anchor) {
    anchor.ifPresent(open::add);
    return size++;
  }

  /** A value is complete and can be named. */
  void close(Optional<Anchor> anchor, Node node, int before) {
    anchor.ifPresent(open::remove);
    anchor.ifPresent(a -> named.put(a, new Anchored(node, size - before)));
  }

  /** What an alias stands for. */
  Node named(Anchor alias, Location location) {
    Anchored anchored = named.get(alias);
    if (open.contains(alias)) {
      throw ConfigErrors.one(location, "*" + alias + " contains itself");
    }
    if (anchored == null) {
      throw ConfigErrors.one(location, "*" + alias + " is not defined before this");
    }
    size += anchored.size;
    repeated += anchored.size;
    if (repeated > REPEATED) {
      throw ConfigErrors.one(location, "aliases repeat more than 1,000,000 values");
    }
    return anchored.node;
  }
}
