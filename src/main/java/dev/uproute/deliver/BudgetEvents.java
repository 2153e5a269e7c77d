package dev.uproute.deliver;

import dev.uproute.record.Burn;
import dev.uproute.record.Flip;
import dev.uproute.report.Budget;
import dev.uproute.report.Budgets;
import dev.uproute.report.BurnRules;
import dev.uproute.service.Service;
import dev.uproute.service.Services;
import dev.uproute.text.CommaList;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which error budgets burn faster, or less, than was notified; that of a service that left the list
 * is over, which whoever was notified of it is. What was notified is what the database says, so a
 * restart repeats nothing. Thread-safe.
 */
public final class BudgetEvents {
  private static final String GONE = "It was taken out of the list";

  private final Budgets budgets;
  private final Services services;
  private final Silence silence;
  private final InstantSource clock;
  private final List<String> sources;

  /**
   * @param from names of all sources, with commas between them; before each gave its list nothing
   *     is taken for gone
   */
  public BudgetEvents(
      Budgets budgets, Services services, Silence silence, InstantSource clock, String from) {
    this.budgets = budgets;
    this.services = services;
    this.silence = silence;
    this.clock = clock;
    this.sources = CommaList.of(from);
  }

  /**
   * What is to be stored and notified now; the service is null where it left the list.
   *
   * @param stored the rows of select-budgets.sql
   */
  public Map<Flip, Service> changes(List<Map<String, Object>> stored) {
    Map<String, PastBurn> past = PastBurn.all(stored);
    Instant now = clock.instant();
    Map<Flip, Service> flips = new LinkedHashMap<>();
    for (Service service : services.current()) {
      // what is stored under its former id becomes its own with its next result
      PastBurn former = past.remove(service.was());
      PastBurn own = past.remove(service.id());
      PastBurn before = own == null ? former : own;
      Flip flip = change(service, before == null ? PastBurn.NONE : before, now);
      if (flip != null && !(flip.burns() && silence.reason(flip, service) != null)) {
        flips.put(flip, service);
      }
    }
    if (services.received(sources)) {
      past.forEach(
          (id, left) -> {
            if (left.burn() != Burn.CALM) {
              flips.put(Burn.CALM.flip(id, now, left.burn(), GONE).to(left.channels()), null);
            }
          });
    }
    return flips;
  }

  private Flip change(Service service, PastBurn before, Instant now) {
    List<Budget> left = budgets.of(service);
    if (left.isEmpty() && (before.burn() == Burn.CALM || service.objective() != null)) {
      // none, or one that was not counted yet
      return null;
    }
    boolean again = service.objective() != null && before.again(service.objective().window());
    BurnRules.Change change = BurnRules.next(before.burn(), again, left);
    return change == null
        ? null
        : change.to().flip(service.id(), now, before.burn(), change.reason());
  }
}
