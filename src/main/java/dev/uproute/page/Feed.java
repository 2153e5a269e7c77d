package dev.uproute.page;

import dev.uproute.report.Report;
import dev.uproute.report.ServiceReport;
import dev.uproute.report.StatusLabel;
import dev.uproute.text.Words;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The incidents of all services for a feed reader.
 *
 * @param id names the feed for ever
 * @param updated ISO-8601 in UTC
 * @param entries the newest first
 */
public record Feed(String id, String updated, List<Entry> entries) {
  private static final int MOST = 50;

  /**
   * One incident.
   *
   * @param id stays the same when it ends
   * @param href page of the service, from the folder of pages
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
    List<Entry> entries =
        report.services().stream()
            .flatMap(Feed::incidents)
            .sorted(Comparator.comparing((Found f) -> f.incident().start()).reversed())
            .limit(MOST)
            .map(found -> entry(found, language))
            .toList();
    // without an incident it is as new as its day, so that the file stays the same
    String updated =
        entries.stream()
            .map(Entry::updated)
            .max(Comparator.naturalOrder())
            .orElse(iso(report.at().truncatedTo(ChronoUnit.DAYS)));
    return new Feed(urn("feed\n" + title), updated, entries);
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
