package dev.uproute.service;

import java.util.List;

/**
 * A set of HTTP status codes, as ranges. Text forms: {@code 200}, {@code 2xx}, {@code 200-399},
 * {@code <500} (which is 100-499).
 */
public record Statuses(List<Range> ranges) {
  public static final Statuses NONE = new Statuses(List.of());

  public record Range(int from, int to) {}

  public boolean contains(int status) {
    for (Range range : ranges) {
      if (status >= range.from && status <= range.to) {
        return true;
      }
    }
    return false;
  }

  /** As a person would write it: {@code 200-399, 418}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Range range : ranges) {
      text.append(text.isEmpty() ? "" : ", ").append(range.from);
      if (range.to != range.from) {
        text.append('-').append(range.to);
      }
    }
    return text.toString();
  }
}
