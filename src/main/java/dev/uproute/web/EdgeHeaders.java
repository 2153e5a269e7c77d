package dev.uproute.web;

import java.util.Locale;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;

/**
 * Which headers of a request reach a route, and which headers of a route leave as those of its
 * answer: these and no others, so that a caller steers no later step and no answer repeats what was
 * asked. Immutable.
 */
public final class EdgeHeaders implements HeaderFilterStrategy {
  private static final Set<String> IN =
      Set.of(
          "accept",
          "accept-language",
          "authorization",
          "content-type",
          "if-match",
          "if-none-match",
          "last-event-id",
          Edge.CLIENT);

  private static final Set<String> OUT =
      Set.of(
          "allow",
          "cache-control",
          "content-disposition",
          "content-type",
          "etag",
          "last-modified",
          "link",
          "location",
          "retry-after",
          "vary",
          "www-authenticate");

  @Override
  public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
    String lower = name.toLowerCase(Locale.ROOT);
    return !IN.contains(lower) && !lower.startsWith(Edge.QUERY);
  }

  @Override
  public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
    return !OUT.contains(name.toLowerCase(Locale.ROOT));
  }
}
