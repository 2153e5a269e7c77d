package dev.uproute.record;

import dev.uproute.check.Result;
import dev.uproute.service.Services;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was observed and no transaction has written yet. A result is observed once, whether it can
 * be written or not. Not thread-safe.
 */
final class Unwritten {
  /** State changes kept while nothing can be written; the oldest go. */
  private static final int MOST = 10_000;

  private final KnownStreaks streaks;
  private final Rechecks rechecks;
  private final Reminders reminders;
  private final RemovedServices removedServices;
  private final Renames renames;
  private final Services services;
  private final Map<String, BatchEntry> entries = new LinkedHashMap<>();
  private final List<Flip> flips = new ArrayList<>();
  private Set<Result> observed = identities();

  Unwritten(
      KnownStreaks streaks,
      Rechecks rechecks,
      Reminders reminders,
      RemovedServices removedServices,
      Renames renames,
      Services services) {
    this.streaks = streaks;
    this.rechecks = rechecks;
    this.reminders = reminders;
    this.removedServices = removedServices;
    this.renames = renames;
    this.services = services;
  }

  /**
   * Observes what is new of these results, in order.
   *
   * @param results all that is not written yet
   * @return what was new
   */
  List<Result> observe(List<Result> results) {
    streaks.load();
    Set<Result> all = identities();
    List<Result> fresh = new ArrayList<>();
    for (Result result : results) {
      if (observed.contains(result)) {
        all.add(result);
      } else if (!removedServices.late(result.service().id())) {
        fresh.add(result);
      }
    }
    renames.begin(fresh, streaks.all().keySet()).forEach(this::move);
    fresh.forEach(this::observe);
    all.addAll(fresh);
    observed = all;
    flips.subList(0, Math.max(0, flips.size() - MOST)).clear();
    return fresh;
  }

  private void observe(Result result) {
    String id = renames.present(result.service().id());
    BatchEntry entry = entries.computeIfAbsent(id, _ -> new BatchEntry(streaks.of(id)));
    List<Flip> found = new ArrayList<>();
    entry.observe(result, around(result), found);
    found.forEach(flip -> flips.add(flip.of(id)));
    streaks.put(id, entry.streak());
    reminders.stored(id, entry.streak().outage().notified());
  }

  private Circumstances around(Result result) {
    return new Circumstances(
        rechecks.isNew(result),
        rechecks.silent(result.service().id()),
        this::due,
        services.escalation(result.service()));
  }

  private boolean due(Instant last, Duration every, Result result) {
    return reminders.due(result.service().id(), last, every, result.at());
  }

  /** What is remembered of a service moves to its new id, here at once and with the next batch. */
  private void move(String id, String former) {
    streaks.move(id, former);
    BatchEntry entry = entries.remove(former);
    if (entry != null) {
      entries.put(id, entry);
    }
  }

  /** Those of the results that are observed and not written. */
  List<Result> of(List<Result> results) {
    return results.stream().filter(observed::contains).toList();
  }

  /** Id of a service → what is observed of it, as of now. */
  Map<String, BatchEntry> entries() {
    Map<String, BatchEntry> copies = new LinkedHashMap<>();
    entries.forEach((id, entry) -> copies.put(id, entry.copy()));
    return copies;
  }

  /** What results changed, in order. */
  List<Flip> flips() {
    return flips;
  }

  /** Lets those services be notified of that a new check has confirmed since their silence. */
  void confirm(List<Result> results) {
    List<String> confirmed =
        entries.keySet().stream().filter(id -> entries.get(id).confirmed()).toList();
    rechecks.follow(results, confirmed);
  }

  /**
   * All of it is to be observed again, against what the database says.
   *
   * @return the changes of which people were notified meanwhile
   */
  List<Flip> restart() {
    List<Flip> notified = new ArrayList<>(flips);
    flips.clear();
    entries.clear();
    observed = identities();
    return notified;
  }

  /** A change that was found before is the same one, of which nobody is notified again. */
  void same(List<Flip> notified) {
    for (int i = 0; i < flips.size(); i++) {
      Flip flip = flips.get(i);
      for (Flip before : notified) {
        if (flip.event() == before.event() && flip.service().equals(before.service())) {
          flips.set(i, before);
          notified.remove(before);
          break;
        }
      }
    }
  }

  /**
   * These are in the database.
   *
   * @param changes by identity
   */
  void written(List<Result> results, Set<Flip> changes) {
    results.forEach(observed::remove);
    flips.removeIf(changes::contains);
  }

  /** What this copy of an entry holds is in the database. */
  void written(String id, BatchEntry copy) {
    if (entries.get(id).written(copy)) {
      entries.remove(id);
    }
  }

  /** Somebody knows of the outage of the service. */
  void acknowledged(String id, Streak.Acknowledged by) {
    streaks.put(id, streaks.of(id).acknowledged(by));
    BatchEntry entry = entries.get(id);
    if (entry != null) {
      entry.acknowledged(by);
    }
  }

  /** The service is not watched any more. */
  void closed(String id) {
    streaks.put(id, streaks.of(id).forgotten());
    reminders.stored(id, null);
    entries.remove(id);
    rechecks.cancel(id);
  }

  private static Set<Result> identities() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }
}
