package dev.uproute.page;

import dev.uproute.report.RefusedChanges;
import dev.uproute.report.Report;
import dev.uproute.service.Announcement;
import dev.uproute.text.Words;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * An announcement as pages show it.
 *
 * @param css info, warning or critical
 * @param word the same for people
 * @param to when it ends; null when that is not said
 */
public record AnnouncementView(String css, String word, String text, TimeElement to) {

  /** Those that are shown now, the most urgent first; then changes of files that were refused. */
  static List<AnnouncementView> of(Report report, Language language) {
    Stream<AnnouncementView> announced =
        report.plans().announcements().stream()
            .filter(each -> each.open(report.at()))
            .sorted(Comparator.comparing(Announcement::severity).reversed())
            .map(each -> of(each, language));
    Stream<AnnouncementView> refused =
        report.refused().stream().map(each -> refused(each, language));
    return Stream.concat(announced, refused).toList();
  }

  private static AnnouncementView refused(RefusedChanges.Refused change, Language language) {
    String key = change.later() ? "refused.later" : "refused";
    String text = language.text(key, Words.visible(change.sentence()));
    return new AnnouncementView(
        change.later() ? "info" : "warning", language.text("refused.word"), text, null);
  }

  private static AnnouncementView of(Announcement announcement, Language language) {
    String text = Words.visible(announcement.text());
    TimeElement to = TimeElement.full(announcement.to(), language);
    String css = announcement.severity().name().toLowerCase(Locale.ROOT);
    return new AnnouncementView(css, language.text("announcement." + css), text, to);
  }
}
