package dev.uproute.service;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Lists that at once lost everything or more than half: a source that answers with half a table is
 * more likely than somebody who deletes it. One is believed when it comes again. Not thread-safe.
 */
final class ShrunkLists {
  /** Further lists that must say the same before one that lost most of its services is believed. */
  static final int DOUBTS = 3;

  private final Map<String, Shrunk> lists = new HashMap<>();

  /** A list that was not believed, and how often it came again. */
  private record Shrunk(Set<String> ids, int again) {}

  /**
   * Why a list is not believed yet; null when it is.
   *
   * @param before the list that is believed now
   * @param refused ids, or other names, of what is listed too but not as allowed; not lost
   */
  String doubt(String source, List<Service> before, List<Service> list, Set<String> refused) {
    int lost = lost(before, list, refused);
    boolean most = lost * 2 > before.size() || list.isEmpty() && !before.isEmpty();
    if (most && doubted(source, list)) {
      String sentence =
          "lost %d of %d services at once; its last good list stays until %d further lists say the same";
      return sentence.formatted(Math.max(lost, before.size() - list.size()), before.size(), DOUBTS);
    }
    lists.remove(source);
    return null;
  }

  private static int lost(List<Service> before, List<Service> list, Set<String> refused) {
    Set<String> kept = new HashSet<>(refused);
    list.forEach(s -> kept.add(s.id()));
    return (int) before.stream().filter(s -> !kept.contains(s.id())).count();
  }

  private boolean doubted(String source, List<Service> list) {
    Set<String> ids = list.stream().map(Service::id).collect(Collectors.toSet());
    Shrunk before = lists.get(source);
    int again = before != null && before.ids().equals(ids) ? before.again() + 1 : 0;
    lists.put(source, new Shrunk(ids, again));
    return again < DOUBTS;
  }
}
