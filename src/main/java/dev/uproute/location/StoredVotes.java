package dev.uproute.location;

import dev.uproute.check.Evidence;
import dev.uproute.check.Result;
import dev.uproute.check.Status;
import dev.uproute.service.Service;
import dev.uproute.service.Timing;
import dev.uproute.store.Store;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.transaction.TransactionException;

/** The votes that are in the database, so that a start need not wait for all locations. */
final class StoredVotes {
  private static final Logger LOG = LoggerFactory.getLogger(StoredVotes.class);

  /** Services of one question. */
  private static final int CHUNK = 500;

  private final NamedParameterJdbcTemplate reader;
  private final InstantSource clock;

  StoredVotes(DataSource reader, InstantSource clock) {
    this.reader = new NamedParameterJdbcTemplate(reader);
    this.clock = clock;
  }

  /** How long a vote on a service counts. */
  static Duration fresh(Timing timing) {
    return timing.interval().multipliedBy(2).plus(timing.timeout());
  }

  /**
   * The votes on these services that still count, the oldest of a service first; none when the
   * database cannot be read, which is logged.
   */
  List<LocationResult> read(List<Service> services) {
    List<LocationResult> votes = new ArrayList<>();
    Instant now = clock.instant();
    try {
      services.stream()
          .collect(Collectors.groupingBy(each -> fresh(each.timing())))
          .forEach((reach, of) -> read(of, now.minus(reach), now, votes));
      return votes;
    } catch (DataAccessException | TransactionException e) {
      LOG.warn("What locations found before cannot be read; they report again soon", e);
      return List.of();
    }
  }

  private void read(List<Service> of, Instant from, Instant now, List<LocationResult> votes) {
    Map<String, Service> byId =
        of.stream().collect(Collectors.toMap(Service::id, Function.identity()));
    List<String> ids = List.copyOf(byId.keySet());
    for (int i = 0; i < ids.size(); i += CHUNK) {
      List<String> chunk = ids.subList(i, Math.min(ids.size(), i + CHUNK));
      reader.query(
          Store.sql("select-votes"),
          Map.of("ids", chunk, "from", from.toEpochMilli()),
          row -> {
            votes.add(vote(row, byId.get(row.getString("id")), now));
          });
    }
  }

  private static LocationResult vote(ResultSet row, Service service, Instant now)
      throws SQLException {
    long micros = row.getLong("response");
    Long response = row.wasNull() ? null : micros;
    int code = row.getInt("http_status");
    Integer httpStatus = row.wasNull() ? null : (Integer) code;
    Instant at = Store.instant(row, "at");
    String reason = row.getString("reason");
    Result result =
        new Result(
            service,
            at,
            Status.values()[row.getInt("status")],
            reason == null ? "" : reason,
            new Evidence(
                httpStatus, response, Evidence.Timings.NONE, null, row.getInt("attempts"), null),
            row.getInt("maintenance") == 1);
    Duration age = Duration.between(at, now);
    return new LocationResult(
        row.getString("location"), result, age.isNegative() ? Duration.ZERO : age, at);
  }
}
