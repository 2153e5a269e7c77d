package dev.uproute.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.uproute.parse.Node;
import dev.uproute.record.Streak;
import dev.uproute.record.Streaks;
import dev.uproute.report.Summary;
import dev.uproute.store.Store;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * Somebody knows of an outage: until it is over nobody is reminded of it, and it does not escalate.
 * Thread-safe.
 */
public final class ApiAcknowledge {
  private static final Logger LOG = LoggerFactory.getLogger("api");

  /** Characters. */
  private static final int NAME = 80;

  /** Characters. */
  private static final int NOTE = 500;

  private final ApiReport report;
  private final Streaks streaks;
  private final Summary summary;
  private final NamedParameterJdbcTemplate reader;
  private final InstantSource clock;

  public ApiAcknowledge(
      ApiReport report, Streaks streaks, Summary summary, DataSource reader, InstantSource clock) {
    this.report = report;
    this.streaks = streaks;
    this.summary = summary;
    this.reader = new NamedParameterJdbcTemplate(reader);
    this.clock = clock;
  }

  /**
   * An outage that lasts, and who knows of it.
   *
   * @param since when it began
   */
  public record Outage(String service, Instant since, Streak.Acknowledged by) {
    /** The parameters of upsert-acknowledgement.sql. */
    public Map<String, Object> row() {
      return Map.of(
          "id", service,
          "since", since.toEpochMilli(),
          "at", by.at().toEpochMilli(),
          "name", by.name(),
          "note", by.note());
    }
  }

  /**
   * The outage a delivery is about.
   *
   * @param sent {@code {"name": "…", "note": "…"}}, the note may be left out
   * @throws Problem 404 when there is no such delivery, 409 when its outage is over
   */
  public Outage ofAlert(ApiRequest request, byte[] sent) {
    request.only();
    record Alert(String service, Instant at) {}
    List<Alert> found =
        request.id().matches("\\d{1,18}")
            ? reader.query(
                Store.sql("select-alert"),
                Map.of("id", Long.parseLong(request.id())),
                (row, _) -> new Alert(row.getString("id"), Store.instant(row, "at")))
            : List.of();
    if (found.isEmpty()) {
      throw Problem.notFound("alert", request.id());
    }
    Alert alert = found.getFirst();
    if (alert.service() == null) {
      throw new Problem(409, "alert " + request.id() + " is of no service", List.of());
    }
    Outage outage = outage(alert.service(), sent);
    // what is stored is to the millisecond
    if (alert.at().isBefore(outage.since().truncatedTo(ChronoUnit.MILLIS))) {
      String detail = " is of an earlier outage than the one of " + outage.service() + " now";
      throw new Problem(409, "alert " + request.id() + detail, List.of());
    }
    return outage;
  }

  /**
   * The outage of a service.
   *
   * @throws Problem 404 when there is no such service, 409 when it has no outage
   */
  public Outage ofMonitor(ApiRequest request, byte[] sent) {
    request.only();
    return outage(report.one(request).service().id(), sent);
  }

  private Outage outage(String service, byte[] sent) {
    Node.Fields body = ApiBody.keys(sent);
    ApiBody.only(body, "name", "note");
    String name = ApiBody.text(body, "name", NAME);
    if (name.isEmpty()) {
      throw ApiBody.wrong("/name", "must be there: who acknowledges");
    }
    Streak.Acknowledged by =
        new Streak.Acknowledged(clock.instant(), name, ApiBody.text(body, "note", NOTE));
    Streak streak = streaks.of(service);
    if (!Streak.failing(streak.state())) {
      throw new Problem(409, service + " has no outage now", List.of());
    }
    return new Outage(service, streak.since(), by);
  }

  /**
   * From now on.
   *
   * @param rows how many the database wrote
   */
  public ObjectNode done(ApiRequest request, Outage outage, int rows) {
    if (rows == 0) {
      String detail = "nothing is stored of " + outage.service() + " yet; try again";
      throw new Problem(409, detail, List.of());
    }
    streaks.acknowledged(outage.service(), outage.since(), outage.by());
    report.stale();
    summary.changed();
    LOG.info(
        "The outage of {} is acknowledged by {}, which {} asked for",
        outage.service(),
        outage.by().name(),
        request.client());
    ObjectNode answer = ApiAnswers.JSON.createObjectNode().put("monitor", outage.service());
    answer.put("since", ApiAnswers.time(outage.since()));
    answer.setAll(ApiMonitors.acknowledged(outage.by()));
    return answer;
  }
}
