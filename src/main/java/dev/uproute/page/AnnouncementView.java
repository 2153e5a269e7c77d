package dev.uproute.page;

import dev.uproute.report.Report;
import dev.uproute.service.Announcement;
import dev.uproute.text.Words;
import java.util.Comparator;
import java.util.List;

/**
 * An announcement as pages show it.
 *
 * @param css info, warning or critical
 * @param word the same for people
 * @param to when it ends; null when that is not said
 */
public record AnnouncementView(String css, String word, String text, TimeElement to) {

  /** Those that are shown now, the most urgent first. */
  static List<AnnouncementView> of(Report report) {
    return report.plans().announcements().stream()
        .filter(each -> each.open(report.at()))
        .sorted(Comparator.comparing(Announcement::severity).reversed())
        .map(AnnouncementView::of)
        .toList();
  }

  private static AnnouncementView of(Announcement announcement) {
    String text = Words.visible(announcement.text());
    TimeElement to = TimeElement.full(announcement.to());
    return switch (announcement.severity()) {
      case INFO -> new AnnouncementView("info", "Notice", text, to);
      case WARNING -> new AnnouncementView("warning", "Warning", text, to);
      case CRITICAL -> new AnnouncementView("critical", "Important", text, to);
    };
  }
}
