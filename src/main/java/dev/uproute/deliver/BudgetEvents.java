package dev.uproute.deliver;

import dev.uproute.check.Status;
import dev.uproute.record.Burn;
import dev.uproute.record.Flip;
import dev.uproute.report.Budget;
import dev.uproute.report.Budgets;
import dev.uproute.report.BurnRules;
import dev.uproute.service.Service;
import dev.uproute.service.Services;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which error budgets burn faster, or less, than was notified. What was notified is what the
 * database says, so a restart repeats nothing. Thread-safe.
 */
public final class BudgetEvents {
  private static final Status[] STATUSES = Status.values();

  private final Budgets budgets;
  private final Services services;
  private final Silence silence;
  private final InstantSource clock;

  public BudgetEvents(Budgets budgets, Services services, Silence silence, InstantSource clock) {
    this.budgets = budgets;
    this.services = services;
    this.silence = silence;
    this.clock = clock;
  }

  /**
   * What is to be stored and notified now.
   *
   * @param stored the rows of select-budgets.sql
   */
  public Map<Flip, Service> changes(List<Map<String, Object>> stored) {
    Map<String, Burn> burning = new HashMap<>();
    stored.forEach(row -> burning.put((String) row.get("id"), burn(row)));
    Instant now = clock.instant();
    Map<Flip, Service> flips = new LinkedHashMap<>();
    for (Service service : services.current()) {
      Flip flip = change(service, burning.getOrDefault(service.id(), Burn.CALM), now);
      if (flip != null && !(flip.burns() && silence.reason(flip, service) != null)) {
        flips.put(flip, service);
      }
    }
    return flips;
  }

  private static Burn burn(Map<String, Object> row) {
    return Burn.of(STATUSES[((Number) row.get("to_status")).intValue()]);
  }

  private Flip change(Service service, Burn before, Instant now) {
    List<Budget> left = budgets.of(service);
    if (left.isEmpty() && (before == Burn.CALM || service.objective() != null)) {
      // none, or one that was not counted yet
      return null;
    }
    BurnRules.Change change = BurnRules.next(before, left);
    return change == null ? null : change.to().flip(service.id(), now, before, change.reason());
  }
}
