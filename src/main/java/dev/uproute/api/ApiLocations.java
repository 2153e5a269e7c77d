package dev.uproute.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.uproute.check.LocationVote;
import dev.uproute.report.LocationSeries;
import dev.uproute.report.ServiceReport;
import dev.uproute.text.Words;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** Answers how one service was from each location. Thread-safe; asks the database each time. */
public final class ApiLocations {
  private final ApiReport report;
  private final LocationSeries series;
  private final InstantSource clock;

  public ApiLocations(ApiReport report, DataSource reader, InstantSource clock) {
    this.report = report;
    this.series = new LocationSeries(reader);
    this.clock = clock;
  }

  /** The locations of a service, in the order of the setting; none where only one checks. */
  static List<String> names(ServiceReport one) {
    return one.latest() == null
        ? List.of()
        : one.latest().evidence().locations().stream().map(LocationVote::location).toList();
  }

  /** Its figures by location in any time. */
  public ObjectNode figures(ApiRequest request) {
    request.only("from", "to", "window");
    ServiceReport one = report.one(request);
    String id = one.service().id();
    ApiRequest.Range range = request.range(clock.instant().plusMillis(1), Duration.ofDays(1));
    Instant from = range.from();
    Map<String, LocationSeries.Sums> figures =
        series
            .of(id, names(one), from, range.to(), Duration.ZERO, Duration.between(from, range.to()))
            .figures();
    ObjectNode answer = ApiAnswers.JSON.createObjectNode().put("id", id);
    answer.put("from", ApiAnswers.time(from)).put("to", ApiAnswers.time(range.to()));
    ArrayNode locations = answer.putArray("locations");
    figures.forEach((name, sums) -> put(locations.addObject().put("location", name), sums));
    return answer;
  }

  private static void put(ObjectNode node, LocationSeries.Sums sums) {
    node.put("checks", sums.checks()).put("counted", sums.counts().counted());
    node.put("online", sums.counts().online());
    node.put("uptime", Words.percent(sums.counts().uptime(), 3));
    ObjectNode response = node.putObject("response_time");
    response.put("average", Words.wholeMillis(sums.average()));
    response.put("min", Words.wholeMillis(sums.min()));
    response.put("max", Words.wholeMillis(sums.max()));
  }
}
