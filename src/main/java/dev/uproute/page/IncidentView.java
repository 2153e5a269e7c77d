package dev.uproute.page;

import dev.uproute.check.Status;
import dev.uproute.record.Streak;
import dev.uproute.report.ServiceReport;
import dev.uproute.report.StatusLabel;
import dev.uproute.text.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * An incident, or a spell of them, as pages show it.
 *
 * @param name of the service
 * @param href page of the service, from the folder of pages
 * @param start null when it is not known
 * @param end null while it lasts
 * @param length how long it took, or has taken so far
 * @param outages how many there were, for example {@code 5 outages, 23 min in all}; empty for one
 * @param acknowledged who knows of it; empty when nobody does
 */
public record IncidentView(
    String name,
    String href,
    StatusLabel face,
    TimeElement start,
    TimeElement end,
    String length,
    String reason,
    String outages,
    String acknowledged) {

  /** Those of one service, newest first. */
  static List<IncidentView> of(ServiceReport report, Instant now, Language language) {
    return Spell.of(report.incidents()).stream().map(s -> of(report, s, now, language)).toList();
  }

  /**
   * What is wrong now with services that are neither paused nor in maintenance, incident or not,
   * the worst first, then the newest.
   */
  static List<IncidentView> current(List<ServiceReport> services, Instant now, Language language) {
    record Found(int order, Instant start, IncidentView view) {}
    List<Found> found = new ArrayList<>();
    for (ServiceReport each : services) {
      IncidentView view = each.active() ? current(each, now, language) : null;
      if (view != null) {
        Instant start = each.since() == null ? Instant.MIN : each.since();
        found.add(new Found(order(each.status()), start, view));
      }
    }
    found.sort(
        Comparator.comparing(Found::order).thenComparing(Found::start, Comparator.reverseOrder()));
    return found.stream().map(Found::view).toList();
  }

  private static int order(Status status) {
    return status == Status.UNKNOWN ? 1 : -status.severity();
  }

  /** Null when nothing is wrong, or nothing is known yet. */
  private static IncidentView current(ServiceReport report, Instant now, Language language) {
    List<Spell> spells = Spell.of(report.incidents());
    if (!spells.isEmpty() && spells.getFirst().end() == null) {
      return of(report, spells.getFirst(), now, language);
    }
    if (report.status() == Status.UP || report.latest() == null) {
      return null;
    }
    ServiceReport.Incident unconfirmed =
        new ServiceReport.Incident(
            report.service().id(), report.since(), null, report.status(), report.latest().reason());
    return of(report, new Spell(List.of(unconfirmed), false), now, language);
  }

  /** Those that ended within the last seven days, newest first. */
  static List<IncidentView> past(List<ServiceReport> services, Instant now, Language language) {
    Instant week = now.minus(Duration.ofDays(7));
    record Found(ServiceReport report, Spell spell) {}
    Function<ServiceReport, List<Found>> ended =
        report ->
            Spell.of(report.incidents()).stream()
                .filter(spell -> spell.end() != null && spell.end().isAfter(week))
                .map(spell -> new Found(report, spell))
                .toList();
    return services.stream()
        .map(ended)
        .flatMap(List::stream)
        .sorted(Comparator.comparing((Found f) -> f.spell().end()).reversed())
        .map(found -> of(found.report(), found.spell(), now, language))
        .toList();
  }

  private static IncidentView of(
      ServiceReport report, Spell spell, Instant now, Language language) {
    Instant until = Objects.requireNonNullElse(spell.end(), now);
    // while it lasts it is the newest outage that people ask about
    Instant start = spell.end() == null ? spell.newest().start() : spell.start();
    String reason = spell.newest().reason();
    return new IncidentView(
        Words.visible(report.service().name()),
        PageName.service(report.service().id()),
        language.label(
            spell.end() == null ? StatusLabel.of(spell.newest().status()) : spell.worst()),
        TimeElement.of(start, now, language),
        TimeElement.of(spell.end(), start, language),
        start == null ? Words.NONE : language.duration(Duration.between(start, until)),
        Words.visible(reason == null ? "" : reason),
        spell.words(now, language),
        spell.end() == null ? acknowledged(report.acknowledged(), language) : "");
  }

  private static String acknowledged(Streak.Acknowledged by, Language language) {
    if (by == null) {
      return "";
    }
    if (by.name().isEmpty()) {
      return language.text("acknowledged");
    }
    String name = Words.visible(by.name());
    return by.note().isEmpty()
        ? language.text("acknowledged.by", name)
        : language.text("acknowledged.note", name, Words.visible(by.note()));
  }
}
