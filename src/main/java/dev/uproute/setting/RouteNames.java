package dev.uproute.setting;

import java.util.List;
import java.util.stream.Stream;

/** Turns names out of a property into the routes they stand for. */
public final class RouteNames {
  /**
   * For example {@code summary} and {@code console, site} → {@code direct:summary-console}, {@code
   * direct:summary-site}.
   */
  public List<String> of(String kind, String names) {
    return Stream.of(names.split(","))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .map(name -> "direct:" + kind + "-" + name)
        .toList();
  }
}
