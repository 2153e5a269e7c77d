package dev.uproute.report;

import dev.uproute.service.Objective;
import dev.uproute.service.Service;
import dev.uproute.service.Services;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * What is left of the error budgets of all services: keeps what was counted last. {@link #count}
 * asks the database a few times for all services together. Thread-safe.
 */
public final class Budgets {
  private final BudgetCounts history;
  private final Services services;
  private final InstantSource clock;
  private volatile Map<String, Counted> counted = Map.of();

  /** What was counted of a service, for which objective. */
  private record Counted(Objective objective, List<Budget> budgets) {}

  public Budgets(DataSource reader, Services services, InstantSource clock) {
    this.history = new BudgetCounts(reader);
    this.services = services;
    this.clock = clock;
  }

  /** Whether any is counted. */
  public boolean any() {
    return !counted.isEmpty();
  }

  /** Those of a service, as they were counted last; none while its present objective was not. */
  public List<Budget> of(Service service) {
    Counted found = counted.get(service.id());
    return found != null && found.objective().equals(service.objective())
        ? found.budgets()
        : List.of();
  }

  /**
   * Counts anew.
   *
   * @throws org.springframework.dao.DataAccessException when the database cannot be read
   */
  public synchronized void count() {
    Instant now = clock.instant();
    Map<String, Counted> next = new HashMap<>();
    services.current().stream()
        .filter(Budgets::judged)
        .collect(Collectors.groupingBy(each -> each.objective().window()))
        .forEach((window, group) -> count(window, group, now, next));
    history.forget();
    counted = next;
  }

  private static boolean judged(Service service) {
    Objective objective = service.objective();
    return objective != null && (objective.failing() != null || objective.slower() != null);
  }

  private void count(Duration window, List<Service> group, Instant now, Map<String, Counted> next) {
    List<Duration> spans = BurnRules.spans(window);
    List<String> ids =
        group.stream().filter(each -> each.objective().failing() != null).map(Service::id).toList();
    Map<String, Long> limits = limits(group);
    Map<String, List<Uptime.Counts>> results = history.results(ids, spans, now);
    Map<String, List<Uptime.Counts>> responses = history.responses(limits, spans, now);
    List<Uptime.Counts> none = spans.stream().map(_ -> Uptime.Counts.NONE).toList();
    for (Service each : group) {
      List<Budget> budgets = new ArrayList<>();
      if (each.objective().failing() != null) {
        budgets.add(Budget.uptime(each, results.getOrDefault(each.id(), none)));
      }
      if (each.objective().slower() != null) {
        budgets.add(Budget.response(each, responses.getOrDefault(each.id(), none)));
      }
      next.put(each.id(), new Counted(each.objective(), List.copyOf(budgets)));
    }
  }

  /** From where on responses are slow, in microseconds, of the services that say so. */
  static Map<String, Long> limits(List<Service> services) {
    return services.stream()
        .filter(each -> each.objective().slower() != null)
        .collect(
            Collectors.toMap(
                Service::id, each -> each.objective().response().below().toNanos() / 1000));
  }
}
