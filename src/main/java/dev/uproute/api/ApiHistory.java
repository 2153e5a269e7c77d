package dev.uproute.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.uproute.check.Status;
import dev.uproute.page.Timeline;
import dev.uproute.report.Figures;
import dev.uproute.report.Outages;
import dev.uproute.report.ServiceReport;
import dev.uproute.report.Statistics;
import dev.uproute.report.StatusLabel;
import dev.uproute.report.Uptime;
import dev.uproute.store.Store;
import dev.uproute.text.Words;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** Answers how one service was. Thread-safe; asks the database with each request. */
public final class ApiHistory {
  private static final Status[] STATUSES = Status.values();
  private static final Duration DAY = Duration.ofDays(1);
  private static final Figures NONE =
      new Figures(0, Uptime.Counts.NONE, Outages.NONE, null, null, null, null, null, null);

  private final ApiReport report;
  private final Statistics statistics;
  private final NamedParameterJdbcTemplate reader;
  private final InstantSource clock;

  public ApiHistory(
      ApiReport report, Statistics statistics, DataSource reader, InstantSource clock) {
    this.report = report;
    this.statistics = statistics;
    this.reader = new NamedParameterJdbcTemplate(reader);
    this.clock = clock;
  }

  /** Its results, or what one location found, as far back as they are kept, newest first. */
  public ObjectNode results(ApiRequest request) {
    request.only("location", "from", "to", "window", "limit", "cursor");
    String id = report.one(request).service().id();
    // results of now are to be in it
    ApiRequest.Range range = request.range(clock.instant().plusMillis(1), Duration.ofDays(36_500));
    ApiRequest.Cursor after = request.cursor();
    String location = request.text("location");
    int limit = request.limit(100);
    ObjectNode answer = ApiAnswers.JSON.createObjectNode().put("id", id);
    ArrayNode results = answer.putArray("results");
    ApiRequest.Cursor[] last = new ApiRequest.Cursor[1];
    reader.query(
        Store.sql(location == null ? "select-result-page" : "select-location-page"),
        new MapSqlParameterSource("id", id)
            .addValue("location", location)
            .addValue("from", range.from().toEpochMilli())
            .addValue("to", range.to().toEpochMilli())
            .addValue("at", after.at())
            .addValue("row", after.id())
            .addValue("limit", limit),
        row -> {
          ObjectNode result = results.addObject();
          put(result, row);
          result.put("reason", report.reason(request, row.getString("reason")));
          last[0] = new ApiRequest.Cursor(row.getLong("at"), row.getLong("id"));
        });
    return answer.put("next", results.size() < limit ? null : last[0].text());
  }

  private static void put(ObjectNode node, ResultSet row) throws SQLException {
    node.put("at", ApiAnswers.time(Store.instant(row, "at")));
    node.put("status", STATUSES[row.getInt("status")].word());
    long online = row.getLong("online");
    node.put("online", row.wasNull() ? null : (Boolean) (online == 1));
    long response = row.getLong("response");
    node.put("response_time", row.wasNull() ? null : Words.wholeMillis(response));
    int code = row.getInt("http_status");
    node.put("status_code", row.wasNull() ? null : (Integer) code);
    node.put("attempts", row.getInt("attempts"));
    node.put("maintenance", row.getInt("maintenance") == 1);
  }

  /** Its figures in any time. */
  public ObjectNode stats(ApiRequest request) {
    request.only("from", "to", "window");
    String id = report.one(request).service().id();
    ApiRequest.Range range = request.range(clock.instant(), DAY);
    Figures known = statistics.of(id, range.from(), range.to());
    Figures figures = known == null ? NONE : known;
    ObjectNode answer = ApiAnswers.JSON.createObjectNode().put("id", id);
    answer.put("from", ApiAnswers.time(range.from())).put("to", ApiAnswers.time(range.to()));
    answer.put("checks", figures.checks()).put("counted", figures.counts().counted());
    answer.put("online", figures.counts().online());
    answer.put("uptime", Words.percent(figures.uptime(), 3));
    Outages outages = figures.outages();
    answer.put("flips", outages.flips()).put("incidents", outages.incidents());
    answer.put("downtime", outages.downtime().toMillis());
    answer.put("longest_downtime", outages.longest().toMillis());
    ObjectNode response = answer.putObject("response_time");
    response.put("average", Words.wholeMillis(figures.roundedAverage()));
    response.put("min", Words.wholeMillis(figures.min()));
    response.put("max", Words.wholeMillis(figures.max()));
    response.put("p50", Words.wholeMillis(figures.p50()));
    response.put("p95", Words.wholeMillis(figures.p95()));
    response.put("p99", Words.wholeMillis(figures.p99()));
    return answer;
  }

  /** Its last four hours, minute by minute. */
  public ObjectNode timeline(ApiRequest request) {
    request.only();
    ServiceReport one = report.one(request);
    Instant now = clock.instant();
    List<StatusLabel> minutes = Timeline.of(one.recent(), one.service().timing().interval(), now);
    Instant end = now.truncatedTo(ChronoUnit.MINUTES);
    end = end.equals(now) ? end : end.plusSeconds(60);
    ObjectNode answer = ApiAnswers.JSON.createObjectNode().put("id", one.service().id());
    answer.put("from", ApiAnswers.time(end.minusSeconds(60L * minutes.size())));
    answer.put("to", ApiAnswers.time(end)).put("bucket", "1m");
    ArrayNode states = answer.putArray("states");
    minutes.forEach(minute -> states.add(minute.css()));
    return answer;
  }
}
