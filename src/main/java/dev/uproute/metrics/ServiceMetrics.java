package dev.uproute.metrics;

import dev.uproute.check.Evidence;
import dev.uproute.check.HostFigures;
import dev.uproute.check.LocationVote;
import dev.uproute.check.Maintenance;
import dev.uproute.check.Perfdata;
import dev.uproute.check.Status;
import dev.uproute.record.Streak;
import dev.uproute.report.Budget;
import dev.uproute.report.Budgets;
import dev.uproute.report.LiveState;
import dev.uproute.report.ServiceReport;
import dev.uproute.service.Service;
import dev.uproute.service.Services;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What is known of each service, as metrics, from memory. Each has the labels id, site and zone and
 * at most one more, whose values are few. What is not known is absent, never a number that looks
 * like one. Immutable; thread-safe.
 */
public final class ServiceMetrics {
  private static final double MICROS = 1e6;
  private static final double PERCENT = 100;

  /** One value of each service; null = absent. */
  private record Figure(String name, String help, Function<ServiceReport, Double> value) {}

  /** Several, by what the label is called; in the order of their names. */
  private record Split(
      String name,
      String help,
      String label,
      Function<ServiceReport, Map<String, Double>> values) {}

  private static final List<Figure> FIGURES =
      List.of(
          new Figure(
              "uproute_up",
              "1 when the last check found the service online, 0 when not; absent when nothing is"
                  + " known, and while it is paused",
              ServiceMetrics::up),
          new Figure(
              "uproute_status",
              "What the last check found: 0 up, 1 degraded, 2 bot detected, 3 timeout, 4 down, 5"
                  + " unknown, 6 partial; absent while it is paused",
              each -> each.service().enabled() ? (double) each.status().ordinal() : null),
          new Figure(
              "uproute_paused",
              "1 when the service is not checked, else 0",
              each -> flag(!each.service().enabled())),
          new Figure(
              "uproute_response_seconds",
              "Response time of the last check; absent when nothing answered, and for UDP",
              each -> seconds(evidence(each).response())),
          new Figure(
              "uproute_http_status_code",
              "Status code of the last answer over HTTP",
              each -> number(evidence(each).httpStatus())),
          new Figure(
              "uproute_certificate_expiry_timestamp_seconds",
              "When the certificate ends that ends first of those the server sent, in Unix time",
              each -> timestamp(latest(each).certificateExpires())),
          new Figure(
              "uproute_last_check_timestamp_seconds",
              "When the last check began, in Unix time",
              each -> each.latest() == null ? null : timestamp(each.latest().at())),
          new Figure(
              "uproute_host_cpu_usage_ratio",
              "CPU in use on this machine, of all cores",
              each -> percent(host(each).cpu())),
          new Figure(
              "uproute_host_load_ratio",
              "Load of five minutes on this machine, divided by its cores",
              each -> host(each).load()),
          new Figure(
              "uproute_host_memory_usage_ratio",
              "Memory in use on this machine",
              each -> percent(host(each).ram())),
          new Figure(
              "uproute_host_swap_usage_ratio",
              "Swap in use on this machine",
              each -> percent(host(each).swap())),
          new Figure(
              "uproute_host_temperature_celsius",
              "Temperature of the CPU of this machine",
              each -> host(each).temperature()),
          new Figure(
              "uproute_host_pending_updates",
              "Package updates this machine waits for",
              each -> host(each).updates()));

  private static final List<Split> SPLITS =
      List.of(
          new Split(
              "uproute_phase_seconds",
              "Where the response time of the last check went",
              "phase",
              ServiceMetrics::phases),
          new Split(
              "uproute_location_up",
              "1 when the location found the service online, 0 when not; absent when it does not"
                  + " report, and where only one checks",
              "location",
              ServiceMetrics::votes),
          new Split(
              "uproute_location_response_seconds",
              "Response time from each location; absent when nothing answered",
              "location",
              ServiceMetrics::responses),
          new Split(
              "uproute_uptime_ratio",
              "Results that were online, of all that count, in the last 24 hours, 7 days, 30 days,"
                  + " and of all time",
              "window",
              ServiceMetrics::uptimes),
          new Split(
              "uproute_objective_target_ratio",
              "Results, or responses, that are to be good, of all that count in the window of the"
                  + " objective",
              "objective",
              each -> budgets(each, budget -> 1 - budget.share())),
          new Split(
              "uproute_objective_budget_remaining_ratio",
              "What is left of the error budget in the window of the objective: 1 all, below 0"
                  + " exceeded",
              "objective",
              each -> budgets(each, Budget::left)),
          new Split(
              "uproute_host_disk_usage_ratio",
              "Space in use of each file system of this machine",
              "mount",
              each -> ratios(host(each).disks())),
          new Split(
              "uproute_measurement",
              "What a command, or a route of the user's own, measured, in the unit in brackets",
              "measure",
              ServiceMetrics::measured));

  private static final HostFigures NO_HOST =
      new HostFigures(null, null, null, null, Map.of(), null, null, null);

  private final LiveState state;
  private final Services services;
  private final Maintenance maintenance;
  private final Budgets budgets;

  public ServiceMetrics(
      LiveState state, Services services, Maintenance maintenance, Budgets budgets) {
    this.state = state;
    this.services = services;
    this.maintenance = maintenance;
    this.budgets = budgets;
  }

  /** Of all services that are listed now. */
  List<MetricSnapshot> collect() {
    // in the order of the labels, in which metrics are kept: else each of them would be sorted
    List<Service> listed =
        services.current().stream().sorted(Comparator.comparing(Service::id)).toList();
    List<ServiceReport> reports = latest(listed);
    List<Labels> labels = listed.stream().map(ServiceMetrics::labels).toList();
    List<MetricSnapshot> all = new ArrayList<>();
    for (Figure figure : FIGURES) {
      Family family = new Family(figure.name(), figure.help());
      for (int i = 0; i < reports.size(); i++) {
        Double value = figure.value().apply(reports.get(i));
        if (value != null) {
          family.with(labels.get(i), value);
        }
      }
      all.add(family.gauge());
    }
    SPLITS.forEach(split -> all.add(family(split, reports, labels).gauge()));
    all.add(checks(reports, labels));
    all.add(maintenance(listed, labels));
    all.add(info(listed));
    return all;
  }

  private List<ServiceReport> latest(List<Service> listed) {
    try {
      return state.latest(listed).stream()
          .map(each -> each.budgets(budgets.of(each.service())))
          .toList();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  private static Labels labels(Service service) {
    return Labels.of("id", service.id(), "site", service.site(), "zone", zone(service));
  }

  private static String zone(Service service) {
    return service.zone().name().toLowerCase(Locale.ROOT);
  }

  private static Family family(Split split, List<ServiceReport> reports, List<Labels> labels) {
    Family family = new Family(split.name(), split.help());
    for (int i = 0; i < reports.size(); i++) {
      Labels of = labels.get(i);
      split
          .values()
          .apply(reports.get(i))
          .forEach((name, value) -> family.with(of.add(split.label(), name), value));
    }
    return family;
  }

  private static MetricSnapshot checks(List<ServiceReport> reports, List<Labels> labels) {
    Family family = new Family("uproute_checks_total", "Results ever stored of the service");
    for (int i = 0; i < reports.size(); i++) {
      family.with(labels.get(i), reports.get(i).checks());
    }
    return family.counter();
  }

  private MetricSnapshot maintenance(List<Service> listed, List<Labels> labels) {
    Family family =
        new Family("uproute_maintenance", "1 while the service is in maintenance, else 0");
    boolean any = maintenance.any();
    for (int i = 0; i < listed.size(); i++) {
      family.with(labels.get(i), any && maintenance.reason(listed.get(i)) != null ? 1 : 0);
    }
    return family.gauge();
  }

  /** What people call it, here alone: a name that changes begins no new series elsewhere. */
  private static MetricSnapshot info(List<Service> listed) {
    Family family =
        new Family("uproute_service_info", "What the service is called, its type, role and source");
    for (Service each : listed) {
      family.with(
          Labels.of(
              "id", each.id(),
              "name", each.name(),
              "role", each.role().name().toLowerCase(Locale.ROOT),
              "site", each.site(),
              "source", each.source(),
              "type", each.type(),
              "zone", zone(each)),
          1);
    }
    return family.info();
  }

  private static Double up(ServiceReport report) {
    boolean known = report.service().enabled() && report.status() != Status.UNKNOWN;
    return known ? flag(report.latest().up()) : null;
  }

  /** Of the last check; nothing of one that says nothing any more. */
  private static Evidence evidence(ServiceReport report) {
    boolean current = report.service().enabled() && report.status() != Status.UNKNOWN;
    return current ? latest(report) : Evidence.NONE;
  }

  private static Evidence latest(ServiceReport report) {
    return report.latest() == null ? Evidence.NONE : report.latest().evidence();
  }

  private static HostFigures host(ServiceReport report) {
    HostFigures host = evidence(report).host();
    return host == null ? NO_HOST : host;
  }

  private static Map<String, Double> votes(ServiceReport report) {
    Map<String, Double> votes = new LinkedHashMap<>();
    for (LocationVote vote : evidence(report).locations()) {
      if (vote.status() != Status.UNKNOWN) {
        votes.put(vote.location(), flag(!Streak.failing(vote.status())));
      }
    }
    return votes;
  }

  private static Map<String, Double> responses(ServiceReport report) {
    Map<String, Double> responses = new LinkedHashMap<>();
    for (LocationVote vote : evidence(report).locations()) {
      if (vote.response() != null) {
        responses.put(vote.location(), seconds(vote.response()));
      }
    }
    return responses;
  }

  private static Map<String, Double> phases(ServiceReport report) {
    Evidence.Timings timings = evidence(report).phases();
    Map<String, Double> phases = new LinkedHashMap<>();
    put(phases, "connect", seconds(timings.connect()));
    put(phases, "dns", seconds(timings.dns()));
    put(phases, "first_byte", seconds(timings.firstByte()));
    put(phases, "tls", seconds(timings.tls()));
    return phases;
  }

  private static Map<String, Double> uptimes(ServiceReport report) {
    Map<String, Double> uptimes = new LinkedHashMap<>();
    put(uptimes, "24h", report.uptime().day());
    put(uptimes, "30d", report.uptime().month());
    put(uptimes, "7d", report.uptime().week());
    put(uptimes, "all", report.uptime().all());
    return uptimes;
  }

  private static Map<String, Double> budgets(
      ServiceReport report, Function<Budget, Double> figure) {
    Map<String, Double> figures = new TreeMap<>();
    report.budgets().forEach(each -> put(figures, each.kind().word(), figure.apply(each)));
    return figures;
  }

  private static Map<String, Double> measured(ServiceReport report) {
    Perfdata found = evidence(report).perfdata();
    return found == null ? Map.of() : new TreeMap<>(found.values());
  }

  private static Map<String, Double> ratios(Map<String, Double> percents) {
    Map<String, Double> ratios = new LinkedHashMap<>();
    percents.keySet().stream()
        .sorted()
        .forEach(each -> put(ratios, each, percent(percents.get(each))));
    return ratios;
  }

  private static void put(Map<String, Double> values, String name, Double value) {
    if (value != null) {
      values.put(name, value);
    }
  }

  private static Double flag(boolean set) {
    return set ? 1.0 : 0.0;
  }

  private static Double number(Integer value) {
    return value == null ? null : value.doubleValue();
  }

  private static Double percent(Double value) {
    return value == null ? null : value / PERCENT;
  }

  private static Double seconds(Long micros) {
    return micros == null ? null : micros / MICROS;
  }

  private static Double timestamp(Instant at) {
    return at == null ? null : at.toEpochMilli() / 1000.0;
  }
}
