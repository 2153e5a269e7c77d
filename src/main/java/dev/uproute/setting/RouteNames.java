package dev.uproute.setting;

import dev.uproute.text.CommaList;
import java.util.List;

/** Turns names out of a property into the routes they stand for. */
public final class RouteNames {
  /**
   * For example {@code summary} and {@code console, site} → {@code direct:summary-console}, {@code
   * direct:summary-site}.
   */
  public List<String> of(String kind, String names) {
    return CommaList.of(names).stream().map(name -> "direct:" + kind + "-" + name).toList();
  }
}
