package dev.uproute.report;

import dev.uproute.record.Streak;
import dev.uproute.record.Streaks;
import dev.uproute.service.Service;
import dev.uproute.service.Services;
import dev.uproute.store.Store;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * How far the escalation of each outage has come that a list is for. Without such an outage it asks
 * nothing. Thread-safe.
 */
public final class EscalationStates {
  private static final Logger LOG = LoggerFactory.getLogger(EscalationStates.class);

  /** Of so many outages the database is asked for whom each step notified. */
  private static final int MOST = 1_000;

  private final NamedParameterJdbcTemplate reader;
  private final Services services;
  private final Streaks streaks;
  private final InstantSource clock;
  private volatile boolean failing;

  public EscalationStates(
      DataSource reader, Services services, Streaks streaks, InstantSource clock) {
    this.reader = new NamedParameterJdbcTemplate(reader);
    this.services = services;
    this.streaks = streaks;
    this.clock = clock;
  }

  /** The same report, with who knows of which outage, and how far that has come. */
  Report in(Report report) {
    return report.acknowledged(streaks::of).escalating(now());
  }

  /** By id of the service; whom a step notified is left out while the database cannot be read. */
  public Map<String, EscalationState> now() {
    if (!services.escalations().any()) {
      return Map.of();
    }
    Map<String, Streak> outages = new LinkedHashMap<>();
    for (Service service : services.current()) {
      Streak streak = streaks.of(service.id());
      if (Streak.failing(streak.state()) && services.escalation(service) != null) {
        outages.put(service.id(), streak);
      }
    }
    Map<String, Map<Instant, List<String>>> steps = steps(outages);
    Instant now = clock.instant();
    Map<String, EscalationState> states = new HashMap<>();
    for (Service service : services.current()) {
      Streak streak = outages.get(service.id());
      if (streak != null) {
        states.put(
            service.id(),
            EscalationState.of(
                services.escalation(service),
                streak.outage(),
                steps.getOrDefault(service.id(), Map.of()),
                streaks.silent(service.id()),
                now));
      }
    }
    return states;
  }

  private Map<String, Map<Instant, List<String>>> steps(Map<String, Streak> outages) {
    Map<String, Map<Instant, List<String>>> steps = new HashMap<>();
    if (outages.isEmpty()) {
      return steps;
    }
    long since =
        outages.values().stream().mapToLong(each -> each.since().toEpochMilli()).min().orElse(0);
    try {
      reader.query(
          Store.sql("select-notified"),
          Map.of("ids", outages.keySet().stream().limit(MOST).toList(), "since", since),
          row -> {
            String id = row.getString("id");
            Instant at = Instant.ofEpochMilli(row.getLong("at"));
            boolean begins = row.getString("event").equals("down");
            Map<Instant, List<String>> of = steps.computeIfAbsent(id, _ -> new TreeMap<>());
            if (begins && !of.containsKey(at)) {
              // what was before began anew, after a silence
              of.clear();
            }
            if (at.toEpochMilli() >= outages.get(id).since().toEpochMilli()) {
              of.computeIfAbsent(at, _ -> new ArrayList<>()).add(row.getString("channel"));
            }
          });
      failing = false;
    } catch (DataAccessException e) {
      if (!failing) {
        LOG.warn("Whom escalation steps notified cannot be read and is not shown", e);
      }
      failing = true;
    }
    return steps;
  }
}
