package dev.uproute.record;

import dev.uproute.check.Result;
import dev.uproute.service.Service;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whose history moves to a new id: that of a former id ({@code was}) which nobody has any more, to
 * a service that has none yet. What moves nothing is logged, once. A move is remembered until the
 * database has it. Not thread-safe.
 */
final class Renames {
  private static final Logger LOG = LoggerFactory.getLogger(Renames.class);

  private final RemovedServices removedServices;
  private final Set<String> warned = new HashSet<>();
  // id → its former one, while the database has the former one
  private final Map<String, String> moves = new LinkedHashMap<>();

  Renames(RemovedServices removedServices) {
    this.removedServices = removedServices;
  }

  /**
   * Moves the histories of services that are checked under a new id for the first time.
   *
   * @param known the ids of which there is a history
   * @return the former id of each of them, by the new one
   */
  Map<String, String> begin(List<Result> results, Set<String> known) {
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
    moves.putAll(former);
    return former;
  }

  /** The id a service has now. */
  String present(String id) {
    for (Map.Entry<String, String> move : moves.entrySet()) {
      if (move.getValue().equals(id)) {
        return move.getKey();
      }
    }
    return id;
  }

  /** A row that begins with the id of its service, which may have another one now. */
  List<Object> presently(List<Object> row) {
    if (row.getFirst() != null) {
      row.set(0, present((String) row.getFirst()));
    }
    return row;
  }

  /** Rows of rename-service.sql. */
  List<List<Object>> rows() {
    return moves.entrySet().stream()
        .map(move -> List.<Object>of(move.getKey(), move.getValue()))
        .toList();
  }

  /** The database has this move. */
  void written(String id) {
    moves.remove(id);
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
