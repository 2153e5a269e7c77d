package dev.uproute.check;

import dev.uproute.service.Service;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The checks that somebody asked for, whose details are gathered: of each service the last, in
 * memory. Keeps those of the last {@value #MOST} services; thread-safe.
 */
public final class DetailedChecks {
  private static final int MOST = 100;

  /** Ids whose next check is to be gathered. */
  private final Set<String> asked = ConcurrentHashMap.newKeySet();

  private final Map<String, CheckDetails> last = new LinkedHashMap<>();

  /** The next check of this service is to gather details. */
  public void ask(String id) {
    asked.add(id);
  }

  /** A check begins; gathers nothing when nobody asked for it. */
  CheckDetails begin(Service service, Instant at) {
    if (asked.isEmpty() || !asked.remove(service.id())) {
      return CheckDetails.NONE;
    }
    CheckDetails details = new CheckDetails(at);
    synchronized (last) {
      last.remove(service.id());
      last.put(service.id(), details);
      if (last.size() > MOST) {
        last.remove(last.keySet().iterator().next());
      }
    }
    return details;
  }

  /** Of the last check that was asked for and has begun; null when there is none. */
  public CheckDetails of(String id) {
    synchronized (last) {
      return last.get(id);
    }
  }
}
