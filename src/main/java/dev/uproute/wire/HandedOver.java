package dev.uproute.wire;

import dev.uproute.check.Result;
import dev.uproute.service.Service;
import dev.uproute.service.Services;
import dev.uproute.store.KeyValues;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Results that a round beside an instance that runs ({@code uproute check}) leaves for it in the
 * database, one row a round. The instance takes a row once, and the transaction that writes its
 * results deletes it: after a crash before that it is taken again. It remembers which rows it took.
 * Thread-safe.
 */
public final class HandedOver {
  private static final Logger LOG = LoggerFactory.getLogger(HandedOver.class);

  /** How the names of the rows begin, as select-handed-over.sql asks for them. */
  private static final String PREFIX = "handed-over-";

  private final Services services;
  private final UnaryOperator<Result> verdict;
  private final Map<String, List<Result>> taken = new HashMap<>();

  /**
   * @param verdict what each result means together with what other locations found
   */
  public HandedOver(Services services, UnaryOperator<Result> verdict) {
    this.services = services;
    this.verdict = verdict;
  }

  /** The parameters of upsert-key-value.sql that hand over these results. */
  public Map<String, Object> row(List<Result> results) {
    return KeyValues.row(PREFIX + UUID.randomUUID(), Wire.writeResults(results));
  }

  /**
   * The results of the rows that were not taken before; of services that are not listed there are
   * none.
   *
   * @param rows all there are, of select-handed-over.sql
   */
  public synchronized List<Result> take(List<Map<String, Object>> rows) {
    Set<String> there = new HashSet<>();
    List<Result> fresh = new ArrayList<>();
    for (Map<String, Object> row : rows) {
      String name = (String) row.get("name");
      there.add(name);
      if (!taken.containsKey(name)) {
        taken.put(name, read((String) row.get("value")).stream().map(verdict).toList());
        fresh.addAll(taken.get(name));
      }
    }
    taken.keySet().retainAll(there);
    return fresh;
  }

  private List<Result> read(String value) {
    Map<String, Service> listed =
        services.current().stream().collect(Collectors.toMap(Service::id, Function.identity()));
    try {
      return Wire.results(value, listed::get);
    } catch (WireError e) {
      LOG.warn(
          "What a check beside this instance found cannot be read and is left out: {}",
          e.getMessage());
      return List.of();
    }
  }

  /** Whether any row was taken that is not seen to be deleted. */
  public synchronized boolean any() {
    return !taken.isEmpty();
  }

  /**
   * The parameters of delete-key-value.sql: the rows whose results are written now, and those that
   * have none.
   *
   * @param waiting all results of the batch
   */
  public synchronized List<Map<String, Object>> written(List<Result> waiting) {
    Set<Result> all = Collections.newSetFromMap(new IdentityHashMap<>());
    all.addAll(waiting);
    return taken.entrySet().stream()
        .filter(entry -> all.containsAll(entry.getValue()))
        .map(entry -> Map.<String, Object>of("name", entry.getKey()))
        .toList();
  }
}
