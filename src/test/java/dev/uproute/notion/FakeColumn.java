package dev.uproute.notion;

import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * One column of a table.
 *
 * @param options the names that may be chosen; a select gets new ones by itself
 */
record FakeColumn(String id, String name, String type, String format, Set<String> options) {
  FakeColumn(String id, String name, String type, String format) {
    this(id, name, type, format, new ConcurrentSkipListSet<>());
  }

  FakeColumn named(String other) {
    return new FakeColumn(id, other, type, format, options);
  }
}
