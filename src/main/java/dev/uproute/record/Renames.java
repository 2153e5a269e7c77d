package dev.uproute.record;

import dev.uproute.check.Result;
import dev.uproute.service.Service;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whose history moves to a new id: that of a former id ({@code was}) which nobody has any more, to
 * a service that has none yet. What moves nothing is logged, once. Not thread-safe.
 */
final class Renames {
  private static final Logger LOG = LoggerFactory.getLogger(Renames.class);

  private final RemovedServices removedServices;
  private final Set<String> warned = new HashSet<>();

  Renames(RemovedServices removedServices) {
    this.removedServices = removedServices;
  }

  /**
   * The former ids of services that are checked under a new one for the first time.
   *
   * @param known the ids of which there is a history
   */
  Map<String, String> of(List<Result> results, Set<String> known) {
    Map<String, String> former = new HashMap<>();
    for (Result result : results) {
      Service service = result.service();
      String id = service.id();
      String was = service.was();
      if (was == null || former.containsKey(id) || known.contains(id) && !known.contains(was)) {
        continue;
      }
      String reason = former.containsValue(was) ? "it moved to another" : why(id, was, known);
      if (reason == null) {
        former.put(id, was);
      } else if (warned.add(id)) {
        LOG.warn("{}: was: {} moves no history: {}", id, was, reason);
      }
    }
    return former;
  }

  private String why(String id, String was, Set<String> known) {
    if (!known.contains(was)) {
      return "there is none of a service " + was;
    }
    if (removedServices.lists(was)) {
      return was + " is still listed";
    }
    return known.contains(id) ? id + " has one of its own" : null;
  }
}
