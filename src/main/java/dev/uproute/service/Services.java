package dev.uproute.service;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The services of all sources added together: of each source the last good list, the file's first.
 * Whoever keeps something of each service follows by route {@code services-changed}. Thread-safe.
 */
public final class Services {
  private static final Logger LOG = LoggerFactory.getLogger(Services.class);
  private static final String FILE = Source.FILE.name();

  private final InstantSource clock;
  private final Map<String, List<Service>> lists = new TreeMap<>(Services::fileFirst);
  private final Map<String, SourceState> states = new TreeMap<>(Services::fileFirst);
  private final Map<String, Lists> counted = new HashMap<>();
  private final ShrunkLists shrunk = new ShrunkLists();
  private Set<String> reportedClashes = Set.of();
  private boolean changed;
  private volatile List<Service> current = List.of();
  private final Map<String, List<Window>> planned = new TreeMap<>(Services::fileFirst);
  private volatile List<Window> windows = List.of();
  private volatile List<Announcement> announcements = List.of();
  private final Escalations escalations = new Escalations();
  private volatile Set<String> received = Set.of();

  public Services(InstantSource clock) {
    this.clock = clock;
  }

  public Services() {
    this(InstantSource.system());
  }

  private static int fileFirst(String a, String b) {
    boolean first = a.equals(FILE) != b.equals(FILE);
    return first ? (a.equals(FILE) ? -1 : 1) : a.compareTo(b);
  }

  /** What is watched now, unmodifiable: the file's list, then the other sources' by name. */
  public List<Service> current() {
    return current;
  }

  /**
   * What one source lists, also what another source lists as well; nothing before its first list.
   */
  public synchronized List<Service> of(String source) {
    return lists.getOrDefault(source, List.of());
  }

  /** Whether what is watched now is another list than this one, or null. */
  public boolean newer(Object list) {
    return list != current;
  }

  /** The maintenance that is planned, unmodifiable: the file's first. */
  public List<Window> windows() {
    return windows;
  }

  /** Takes the maintenance that one source plans in place of what it planned before. */
  public synchronized void plan(String source, List<Window> list) {
    planned.put(source, List.copyOf(list));
    windows = planned.values().stream().flatMap(List::stream).toList();
  }

  /** The maintenance that one source plans. */
  public synchronized List<Window> windows(String source) {
    return planned.getOrDefault(source, List.of());
  }

  /** What is announced, also what is not shown yet or no more; unmodifiable. */
  public List<Announcement> announcements() {
    return announcements;
  }

  /** Takes the announcements in place of those before. */
  public void announce(List<Announcement> announced) {
    announcements = List.copyOf(announced);
  }

  /** Takes the escalation lists in place of those before. */
  public void escalate(List<Escalation> lists) {
    escalations.accept(lists);
  }

  /** The escalation lists. */
  public Escalations escalations() {
    return escalations;
  }

  /** The escalation list that is for this service; null when none is. */
  public Escalation escalation(Service service) {
    return escalations.of(service);
  }

  /** Whether the list differs from what it was when this was asked last; at first, from none. */
  public synchronized boolean changed() {
    boolean differs = changed;
    changed = false;
    return differs;
  }

  /**
   * Takes the whole list of one source. One that may answer with half a table and at once loses
   * everything or more than half is not believed before {@value ShrunkLists#DOUBTS} further lists
   * say the same: its last good list stays.
   *
   * @param refused ids, or other names, of what is listed too but not as allowed; not lost
   * @return whether the list was taken
   */
  public synchronized boolean accept(String source, List<Service> list, Set<String> refused) {
    List<Service> before = lists.getOrDefault(source, List.of());
    String doubt = Source.whole(source) ? null : shrunk.doubt(source, before, list, refused);
    if (doubt != null) {
      refused(source, doubt);
      return false;
    }
    lists.put(source, List.copyOf(list));
    counted.merge(source, new Lists(1, 0), Lists::plus);
    if (!source.equals(FILE) && state(source).error() != null) {
      LOG.info("Services of source {} are good again", source);
    }
    Instant now = clock.instant();
    states.put(source, new SourceState(source, now, list.size(), refused.size(), null));
    merge();
    return true;
  }

  /** As above, when everything that is listed is as allowed. */
  public synchronized boolean accept(String source, List<Service> list) {
    return accept(source, list, Set.of());
  }

  /**
   * Takes what a source listed before this start, until it gives its own list.
   *
   * @param at when that was
   */
  public synchronized void recall(String source, List<Service> list, Instant at) {
    lists.put(source, List.copyOf(list));
    states.put(source, new SourceState(source, at, list.size(), 0, null));
    merge();
  }

  /**
   * Notes that a source has no good list now; the one before stays. Each new reason is logged.
   *
   * @return whether the reason is new
   */
  public synchronized boolean refused(String source, String error) {
    SourceState before = state(source);
    states.put(source, before.failing(error));
    counted.merge(source, new Lists(0, 1), Lists::plus);
    boolean changed = !error.equals(before.error());
    if (changed) {
      // an event is one line, and each error of a file needs one of its own
      List<String> lines = error.lines().toList();
      boolean several = lines.size() > 1;
      String first = several ? lines.size() + " lines follow" : error;
      LOG.warn("Services of source {} not taken, the list before stays: {}", source, first);
      lines.stream().filter(_ -> several).forEach(LOG::warn);
    }
    return changed;
  }

  /** Notes that the source holds again what was taken from it. */
  public synchronized void unchanged(String source) {
    SourceState before = state(source);
    Instant now = clock.instant();
    states.put(source, new SourceState(source, now, before.count(), before.refused(), null));
    if (before.error() != null) {
      LOG.info("Services of source {} are good again", source);
    }
  }

  /** Every source that ever gave a list, the file first. */
  public synchronized List<SourceState> state() {
    return List.copyOf(states.values());
  }

  /** How many lists of a source there were since the start. */
  public synchronized Lists lists(String source) {
    return counted.getOrDefault(source, new Lists(0, 0));
  }

  private SourceState state(String source) {
    return states.getOrDefault(source, new SourceState(source, null, 0, 0, null));
  }

  /** Whether each of these sources has a list, one of this run or the last good one. */
  public boolean received(Collection<String> sources) {
    return received.containsAll(sources);
  }

  private void merge() {
    received = Set.copyOf(lists.keySet());
    Map<String, Service> merged = new LinkedHashMap<>();
    Set<String> clashes = new HashSet<>();
    for (List<Service> list : lists.values()) {
      for (Service service : list) {
        Service first = merged.putIfAbsent(service.id().toLowerCase(Locale.ROOT), service);
        if (first != null) {
          clashes.add(clash(service, first));
        }
      }
    }
    clashes.stream().filter(c -> !reportedClashes.contains(c)).forEach(LOG::warn);
    reportedClashes = clashes;
    List<Service> list = List.copyOf(merged.values());
    if (!list.equals(current)) {
      current = list;
      changed = true;
    }
  }

  private static String clash(Service service, Service first) {
    return "Service %s is listed by %s and by %s; %s wins"
        .formatted(service.id(), first.source(), service.source(), first.source());
  }

  /**
   * Lists that a source gave.
   *
   * @param taken also those that said the same as before
   * @param refused the list before stayed
   */
  public record Lists(long taken, long refused) {
    private Lists plus(Lists more) {
      return new Lists(taken + more.taken, refused + more.refused);
    }
  }

  /**
   * How one source of services is doing, for pages and status.
   *
   * @param lastGood when its list was last accepted; null = never
   * @param count services it lists
   * @param refused rows it has beside them that are not as allowed, so they are left out
   * @param error why its last list was not taken, one error a line; null when all is well
   */
  public record SourceState(String source, Instant lastGood, int count, int refused, String error) {

    SourceState failing(String reason) {
      return new SourceState(source, lastGood, count, refused, reason);
    }
  }
}
