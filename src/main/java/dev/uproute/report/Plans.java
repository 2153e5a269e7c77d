package dev.uproute.report;

import dev.uproute.service.Window;
import java.util.List;

/**
 * What people wrote down for readers, beside what was found.
 *
 * @param windows planned maintenance
 */
public record Plans(List<Window> windows) {
  public static final Plans NONE = new Plans(List.of());
}
