package dev.uproute.record;

import dev.uproute.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/** When the latest result of each service was found that the database has. Thread-safe. */
public final class LatestResults {
  private static final Logger LOG = LoggerFactory.getLogger(LatestResults.class);

  private final JdbcTemplate reader;
  private final InstantSource clock;

  public LatestResults(DataSource reader, InstantSource clock) {
    this.reader = new JdbcTemplate(reader);
    this.clock = clock;
  }

  /**
   * By the id of the service.
   *
   * @throws DataAccessException when the database cannot be read
   */
  public Map<String, Instant> all() {
    Map<String, Instant> found = new HashMap<>();
    reader.query(
        Store.sql("select-latest"),
        row -> {
          found.put(row.getString("id"), Store.instant(row, "at"));
        });
    return found;
  }

  /** How long ago that was; empty when the database cannot be read. */
  public Map<String, Duration> ago() {
    Map<String, Duration> ago = new HashMap<>();
    try {
      Instant now = clock.instant();
      all().forEach((id, at) -> ago.put(id, Duration.between(at, now)));
    } catch (DataAccessException e) {
      LOG.debug("Nobody knows what was checked last", e);
    }
    return ago;
  }
}
