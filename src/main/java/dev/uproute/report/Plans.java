package dev.uproute.report;

import dev.uproute.service.Announcement;
import dev.uproute.service.Window;
import java.util.List;

/**
 * What people wrote down for readers, beside what was found.
 *
 * @param windows planned maintenance
 * @param announcements also those that are not shown now
 */
public record Plans(List<Window> windows, List<Announcement> announcements) {
  public static final Plans NONE = new Plans(List.of(), List.of());
}
