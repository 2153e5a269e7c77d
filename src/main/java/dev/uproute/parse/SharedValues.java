package dev.uproute.parse;

import java.util.HashMap;
import java.util.Map;

/**
 * Of equal values of one list, the first: most of 100,000 services wait, ask and judge alike. Not
 * thread-safe.
 */
final class SharedValues {
  private final Map<Object, Object> first = new HashMap<>();

  /** The value itself, or an equal one that came before; null stays null. */
  @SuppressWarnings("unchecked") // what equals a value can stand for it
  <T> T of(T value) {
    Object before = value == null ? null : first.putIfAbsent(value, value);
    return before == null ? value : (T) before;
  }
}
