package dev.uproute.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.uproute.parse.ConfigErrors;
import dev.uproute.parse.Location;
import dev.uproute.parse.PlainKeys;
import dev.uproute.parse.SentWindow;
import dev.uproute.service.Services;
import dev.uproute.service.Window;
import dev.uproute.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The maintenance that was planned by the API: rows of the database, which another instance may
 * change, too. Keeps them as they were read last; thread-safe.
 */
public final class PlannedWindows {
  private static final Logger LOG = LoggerFactory.getLogger("api");
  private static final String SOURCE = "api";
  private static final TypeReference<Map<String, Object>> KEYS = new TypeReference<>() {};

  private final Services services;
  private final JdbcTemplate reader;
  private volatile List<Planned> rows = List.of();

  public PlannedWindows(Services services, DataSource reader) {
    this.services = services;
    this.reader = new JdbcTemplate(reader);
  }

  /** One of them, with its keys as they stand in a file. */
  record Planned(String id, Map<String, Object> keys, Window window) {}

  /** In the order in which they were planned. */
  List<Planned> all() {
    return rows;
  }

  /** The keys of each. */
  List<Map<String, Object>> keys() {
    return keys(rows);
  }

  private static List<Map<String, Object>> keys(List<Planned> rows) {
    return rows.stream().map(Planned::keys).toList();
  }

  /** Reads them at the start; when that is not possible the next minute tries again. */
  public void recall() {
    try {
      read();
    } catch (DataAccessException e) {
      LOG.warn("The maintenance that was planned by the API cannot be read yet", e);
    }
  }

  /**
   * Reads them, and lets those be in force from now on.
   *
   * @return whether they are others than before
   * @throws DataAccessException when that is not possible; those before stay
   */
  public synchronized boolean read() {
    List<Planned> read = new ArrayList<>();
    reader.query(
        Store.sql("select-planned"),
        row -> {
          add(read, row.getString("id"), row.getString("keys"));
        });
    boolean changed = !keys(read).equals(keys(rows));
    // ids too: two may have the same keys
    rows = List.copyOf(read);
    if (changed) {
      services.plan(SOURCE, rows.stream().map(Planned::window).toList());
    }
    return changed;
  }

  /** What a newer version wrote may be none for this one. */
  private static void add(List<Planned> rows, String id, String json) {
    try {
      Map<String, Object> keys = ApiAnswers.JSON.readValue(json, KEYS);
      Location location = new Location("planned maintenance " + id, 0, 0);
      rows.add(new Planned(id, keys, SentWindow.kept(PlainKeys.node(location, keys))));
    } catch (ConfigErrors | JsonProcessingException e) {
      LOG.warn("Planned maintenance {} is left out: {}", id, e.getMessage());
    }
  }
}
