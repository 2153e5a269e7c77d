package dev.uproute.page;

import dev.uproute.report.Report;
import dev.uproute.report.ServiceReport;
import dev.uproute.report.StatusLabel;
import dev.uproute.service.Announcement;
import dev.uproute.text.Words;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What is announced, and the incidents of all services, for a feed reader.
 *
 * @param id names the feed for ever
 * @param updated ISO-8601 in UTC
 * @param entries announcements that are open, then the newest incident first
 */
public record Feed(String id, String updated, List<Entry> entries) {
  private static final int MOST = 50;
  private static final String OVERVIEW = "index.html";

  /**
   * One incident, or one announcement.
   *
   * @param id stays the same when it ends
   * @param href page of the service, or the overview, from the folder of pages
   */
  public record Entry(
      String id, String title, String published, String updated, String href, String text) {}

  private record Found(ServiceReport report, ServiceReport.Incident incident) {}

  /**
   * Of what readers may see.
   *
   * @param title of the pages
   */
  static Feed of(Report report, String title, Language language) {
    Stream<Entry> incidents =
        report.services().stream()
            .flatMap(Feed::incidents)
            .sorted(Comparator.comparing((Found f) -> f.incident().start()).reversed())
            .limit(MOST)
            .map(found -> entry(found, language));
    Stream<Entry> announced =
        report.plans().announcements().stream()
            .filter(each -> each.open(report.at()))
            .map(each -> entry(each, report.at(), language));
    List<Entry> entries = Stream.concat(announced, incidents).toList();
    // without an incident it is as new as its day, so that the file stays the same
    String updated =
        entries.stream()
            .map(Entry::updated)
            .max(Comparator.naturalOrder())
            .orElse(iso(report.at().truncatedTo(ChronoUnit.DAYS)));
    return new Feed(urn("feed\n" + title), updated, entries);
  }

  /** One that does not say since when it holds is as new as the day, while it is shown. */
  private static Entry entry(Announcement announcement, Instant now, Language language) {
    Instant from = announcement.from();
    String since = iso(from == null ? now.truncatedTo(ChronoUnit.DAYS) : from);
    String severity = announcement.severity().name().toLowerCase(Locale.ROOT);
    String text = text(announcement.text());
    String whole =
        announcement.to() == null
            ? text
            : language.text("feed.announcement-until", text, language.fullTime(announcement.to()));
    String id = urn("announcement\n" + (from == null ? "" : iso(from)) + "\n" + text);
    String title = language.text("feed.title", language.text("announcement." + severity), text);
    return new Entry(id, title, since, since, OVERVIEW, whole);
  }

  private static Stream<Found> incidents(ServiceReport report) {
    return report.incidents().stream()
        .filter(each -> each.start() != null)
        .map(each -> new Found(report, each));
  }

  private static Entry entry(Found found, Language language) {
    ServiceReport.Incident incident = found.incident();
    String id = found.report().service().id();
    boolean over = incident.end() != null;
    return new Entry(
        urn(id + "\n" + incident.start().toEpochMilli()),
        title(found, language),
        iso(incident.start()),
        iso(over ? incident.end() : incident.start()),
        PageName.service(id),
        sentence(incident, language)
            + (incident.reason() == null ? "" : ". " + text(incident.reason())));
  }

  private static String title(Found found, Language language) {
    ServiceReport.Incident incident = found.incident();
    String name = text(found.report().service().name());
    String word = language.label(StatusLabel.of(incident.status())).word();
    if (incident.end() == null) {
      return language.text("feed.title", name, word);
    }
    Duration length = Duration.between(incident.start(), incident.end());
    return language.text("feed.title-over", name, word, language.duration(length));
  }

  private static String sentence(ServiceReport.Incident incident, Language language) {
    String word = language.label(StatusLabel.of(incident.status())).word();
    String start = language.fullTime(incident.start());
    return incident.end() == null
        ? language.text("feed.since", word, start)
        : language.text("feed.over", word, start, language.fullTime(incident.end()));
  }

  private static String iso(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static String urn(String name) {
    return "urn:uuid:" + UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }

  /** XML has no U+FFFE and U+FFFF, in whatever form. */
  private static String text(String text) {
    return Words.visible(text).replaceAll("[\\uFFFE\\uFFFF]", "\uFFFD");
  }
}
