package dev.uproute.page;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The strips of one page. Most look alike, so a page draws each once and lines refer to it by its
 * number. Not thread-safe.
 */
public final class Strips {
  private final StripSpan span;
  private final Language language;
  private final Map<Strip, Integer> numbers = new LinkedHashMap<>();

  Strips(StripSpan span, Language language) {
    this.language = language;
    this.span = span;
  }

  /** What they show, for example {@code Last 4 h}. */
  public String label() {
    return span.label(language);
  }

  /** The number of the strip of this service. */
  public int number(ServiceView service) {
    return numbers.computeIfAbsent(Strip.of(service.report(), span), _ -> numbers.size());
  }

  /** Those that were asked for, in the order of their numbers. */
  public List<Strip> all() {
    return List.copyOf(numbers.keySet());
  }
}
