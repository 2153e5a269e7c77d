package dev.uproute.check;

import dev.uproute.service.Service;
import dev.uproute.text.Sentence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Remembers which services cannot be checked by a fault of ours, so that none is UNKNOWN for ever
 * in silence: {@link #changes} names it after three checks in a row, and once more when its check
 * works again. Thread-safe.
 */
public final class CheckFaults {
  private static final Logger LOG = LoggerFactory.getLogger(Checks.class);
  private static final int MANY = 3;
  private static final int NAMED = 3;

  private final Map<String, Fault> faults = new LinkedHashMap<>();

  /** Faults of one service in a row; guarded by the lock of the whole. */
  private static final class Fault {
    private String name;
    private String cause;
    private int count;
    private boolean notified;
    private boolean over;
  }

  /** A check of a service failed by a fault of ours; logged when that begins or changes. */
  synchronized void failed(Service service, String cause) {
    Fault fault = faults.computeIfAbsent(service.id(), _ -> new Fault());
    boolean again = !fault.over && cause.equals(fault.cause);
    LOG.atLevel(again ? Level.DEBUG : Level.WARN)
        .log("{}: the check itself failed: {}", service.id(), cause);
    fault.name = service.name();
    fault.cause = cause;
    fault.over = false;
    fault.count++;
  }

  /** A check of a service worked, whatever it found. */
  synchronized void worked(Service service) {
    Fault fault = faults.get(service.id());
    if (fault != null && fault.notified) {
      fault.over = true;
      fault.count = 0;
    } else if (fault != null) {
      faults.remove(service.id());
    }
  }

  /** One sentence for each cause that is new or over since the last call. */
  public synchronized List<String> changes() {
    List<String> sentences = new ArrayList<>();
    Predicate<Fault> begun = fault -> !fault.notified && fault.count >= MANY;
    byCause(begun).forEach((cause, names) -> sentences.add(names + " cannot be checked: " + cause));
    faults.values().stream().filter(begun).forEach(fault -> fault.notified = true);
    Predicate<Fault> over = fault -> fault.over;
    byCause(over)
        .forEach((cause, names) -> sentences.add(names + " can be checked again, after: " + cause));
    faults.values().removeIf(over);
    return sentences;
  }

  private Map<String, String> byCause(Predicate<Fault> which) {
    Map<String, List<String>> names = new TreeMap<>();
    faults.values().stream()
        .filter(which)
        .forEach(
            fault -> names.computeIfAbsent(fault.cause, _ -> new ArrayList<>()).add(fault.name));
    Map<String, String> shown = new TreeMap<>();
    names.forEach((cause, all) -> shown.put(cause, shown(all)));
    return shown;
  }

  private static String shown(List<String> names) {
    int more = names.size() - NAMED;
    String few = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
    return Sentence.clean(few) + (more > 0 ? " and " + more + " more" : "");
  }
}
