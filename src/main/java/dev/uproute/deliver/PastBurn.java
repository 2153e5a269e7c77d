package dev.uproute.deliver;

import dev.uproute.check.Status;
import dev.uproute.record.Burn;
import dev.uproute.report.BurnRules;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was stored of the error budgets of a service last.
 *
 * @param burn how fast they were used up then
 * @param calm how long they had been used up slower before that; null when they had not, or it
 *     became slower
 * @param channels who was notified
 */
record PastBurn(Burn burn, Duration calm, Set<String> channels) {
  static final PastBurn NONE = new PastBurn(Burn.CALM, null, Set.of());
  private static final Status[] STATUSES = Status.values();

  /** By id, of the rows of select-budgets.sql. */
  static Map<String, PastBurn> all(List<Map<String, Object>> rows) {
    Map<String, PastBurn> all = new HashMap<>();
    Map<String, Long> begun = new HashMap<>();
    for (Map<String, Object> row : rows) {
      String id = (String) row.get("id");
      Burn from = burn(row.get("from_status"));
      Burn to = burn(row.get("to_status"));
      long at = ((Number) row.get("at")).longValue();
      PastBurn last = all.get(id);
      if (((Number) row.get("place")).intValue() == 1) {
        Set<String> channels = new HashSet<>(last == null ? Set.of() : last.channels);
        if (row.get("channel") != null) {
          channels.add((String) row.get("channel"));
        }
        all.put(id, new PastBurn(to, null, channels));
        if (to.compareTo(from) > 0) {
          begun.put(id, at);
        }
      } else if (begun.containsKey(id) && to.compareTo(from) < 0) {
        all.put(id, new PastBurn(last.burn, Duration.ofMillis(begun.get(id) - at), last.channels));
      }
    }
    return all;
  }

  private static Burn burn(Object status) {
    return Burn.of(STATUSES[((Number) status).intValue()]);
  }

  /** Whether it began again soon after it was over. */
  boolean again(Duration window) {
    return calm != null && BurnRules.soon(burn, calm, window);
  }
}
