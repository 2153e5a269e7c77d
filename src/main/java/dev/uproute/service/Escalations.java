package dev.uproute.service;

import dev.uproute.service.OnCall.Calendar;
import dev.uproute.service.OnCall.Shift;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The escalation lists, with who is on call by the calendars they name. Thread-safe. */
public final class Escalations {
  /** What a service names that wants no list, whichever is for it. */
  public static final String NONE = "none";

  private final Map<Calendar, List<Shift>> shifts = new HashMap<>();
  private volatile List<Escalation> lists = List.of();

  /** Takes lists in place of those before; what is known of a calendar stays. */
  synchronized void accept(List<Escalation> next) {
    shifts.keySet().retainAll(calendars(next).keySet());
    lists = next.stream().map(list -> list.with(shifts)).toList();
  }

  /** What a calendar says now; of one that no list names it is forgotten. */
  public synchronized void shifts(Calendar calendar, List<Shift> said) {
    shifts.put(calendar, List.copyOf(said));
    accept(lists);
  }

  /** Whether there is any list. */
  public boolean any() {
    return !lists.isEmpty();
  }

  /** Who is on call by a calendar: each calendar once, in the order of the lists. */
  public Map<Calendar, OnCall> calendars() {
    return calendars(lists);
  }

  private static Map<Calendar, OnCall> calendars(List<Escalation> lists) {
    Map<Calendar, OnCall> all = new LinkedHashMap<>();
    onCall(lists)
        .filter(each -> each.calendar() != null)
        .forEach(each -> all.putIfAbsent(each.calendar(), each));
    return all;
  }

  private static Stream<OnCall> onCall(List<Escalation> lists) {
    return lists.stream()
        .flatMap(list -> list.steps().stream())
        .flatMap(step -> step.onCall().stream());
  }

  /**
   * The list for a service: the one it names, else the first that is for it. Where there is none of
   * the name it is as if it named none, so that somebody is notified.
   *
   * @return null when none is
   */
  Escalation of(Service service) {
    List<Escalation> all = lists;
    if (NONE.equals(service.escalation())) {
      return null;
    }
    Escalation named = named(all, service.escalation());
    return named != null
        ? named
        : all.stream().filter(list -> list.of().covers(service)).findFirst().orElse(null);
  }

  private static Escalation named(List<Escalation> all, String name) {
    return all.stream().filter(list -> list.name().equals(name)).findFirst().orElse(null);
  }

  /** Whether a service names a list that there is not; those of the file were asked before. */
  public boolean unknown(Service service) {
    String name = service.escalation();
    return name != null && !name.equals(NONE) && named(lists, name) == null;
  }

  /** The names of all lists, in their order. */
  public List<String> names() {
    return lists.stream().map(Escalation::name).toList();
  }
}
