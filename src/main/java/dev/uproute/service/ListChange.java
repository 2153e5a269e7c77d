package dev.uproute.service;

import dev.uproute.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a new list of services changes.
 *
 * @param size how many are listed now
 * @param added ids, as are the others, in the order of the list
 * @param changed those of which anything is written otherwise
 */
public record ListChange(int size, List<String> added, List<String> changed, List<String> removed) {
  /** Ids that a line of the log names. */
  private static final int NAMED = 5;

  public static ListChange between(List<Service> before, List<Service> now) {
    Map<String, Service> former =
        before.stream().collect(Collectors.toMap(Service::id, Function.identity()));
    Map<String, Service> listed =
        now.stream().collect(Collectors.toMap(Service::id, Function.identity()));
    return new ListChange(
        now.size(),
        ids(now, each -> !former.containsKey(each.id())),
        ids(now, each -> former.containsKey(each.id()) && !each.equals(former.get(each.id()))),
        ids(before, each -> !listed.containsKey(each.id())));
  }

  private static List<String> ids(List<Service> services, Predicate<Service> which) {
    return services.stream().filter(which).map(Service::id).toList();
  }

  /** Whether the list is as it was. */
  public boolean none() {
    return added.isEmpty() && changed.isEmpty() && removed.isEmpty();
  }

  /** For example {@code 12 services; plex added; nas, web changed}. */
  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    parts.add(Words.count(size, "service"));
    part(added, "added", parts);
    part(changed, "changed", parts);
    part(removed, "removed", parts);
    return String.join("; ", parts) + (none() ? ", none of them changed" : "");
  }

  private static void part(List<String> ids, String what, List<String> parts) {
    if (!ids.isEmpty()) {
      String named = ids.stream().limit(NAMED).collect(Collectors.joining(", "));
      String more = ids.size() > NAMED ? " and %,d more".formatted(ids.size() - NAMED) : "";
      parts.add(named + more + " " + what);
    }
  }
}
