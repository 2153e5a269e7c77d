package dev.uproute.deliver;

import dev.uproute.service.MonotonicClock;
import dev.uproute.store.Store;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * How the channels do, for health and metrics, as the database says it: read when somebody asks and
 * the last reading is ten seconds old. Keeps that; thread-safe.
 */
public final class ChannelStates {
  private static final Logger LOG = LoggerFactory.getLogger(ChannelStates.class);
  private static final Duration FRESH = Duration.ofSeconds(10);

  private final Channels channels;
  private final JdbcTemplate reader;
  private final MonotonicClock clock;
  private List<State> last;
  private Instant read;

  /**
   * One channel.
   *
   * @param state {@code ok}, {@code later} while it fails, {@code off} until its settings change
   * @param since when it began to fail; null while it works
   * @param reason what it answered last, without its secrets; null when nothing
   * @param waiting deliveries that are to go to it
   * @param dead those that were given up
   */
  public record State(
      String name, String state, Instant since, String reason, long waiting, long dead) {
    public boolean works() {
      return state.equals("ok");
    }
  }

  public ChannelStates(Channels channels, DataSource reader, MonotonicClock clock) {
    this.channels = channels;
    this.reader = new JdbcTemplate(reader);
    this.clock = clock;
  }

  /** Of all channels that are set up, in their order; null when the database cannot be read. */
  public synchronized List<State> all() {
    Instant now = clock.instant();
    if (read == null || !now.isBefore(read.plus(FRESH))) {
      last = channels.all().isEmpty() ? List.of() : ask();
      read = now;
    }
    return last;
  }

  private List<State> ask() {
    Map<String, State> found = new HashMap<>();
    try {
      reader.query(
          Store.sql("select-channels"),
          row -> {
            found.put(row.getString("name"), state(row));
          });
    } catch (DataAccessException e) {
      LOG.debug("The channels cannot be read", e);
      return null;
    }
    return channels.all().stream()
        .map(Channel::name)
        .map(name -> found.getOrDefault(name, new State(name, "ok", null, null, 0, 0)))
        .toList();
  }

  private State state(ResultSet row) throws SQLException {
    String name = row.getString("name");
    String reason = row.getString("reason");
    return new State(
        name,
        row.getString("state"),
        Store.instant(row, "since"),
        reason == null ? null : channels.masked(name, reason),
        row.getLong("waiting"),
        row.getLong("dead"));
  }
}
