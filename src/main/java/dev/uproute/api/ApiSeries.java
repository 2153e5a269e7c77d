package dev.uproute.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.uproute.report.HostSeries;
import dev.uproute.report.LocationSeries;
import dev.uproute.report.Series;
import dev.uproute.report.ServiceReport;
import dev.uproute.service.CheckType;
import dev.uproute.text.Durations;
import dev.uproute.text.Words;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** Answers how one service was as lines for charts. Thread-safe; asks the database each time. */
public final class ApiSeries {
  private final ApiReport report;
  private final Series series;
  private final HostSeries hosts;
  private final LocationSeries locations;
  private final InstantSource clock;

  public ApiSeries(ApiReport report, DataSource reader, InstantSource clock) {
    this.report = report;
    this.series = new Series(reader);
    this.hosts = new HostSeries(reader);
    this.locations = new LocationSeries(reader);
    this.clock = clock;
  }

  /** Its response times in any time, and of a host or a command what it measured. */
  public ObjectNode series(ApiRequest request) {
    request.only("from", "to", "window");
    ServiceReport one = report.one(request);
    String id = one.service().id();
    Duration interval = one.service().timing().interval();
    // results of now are to be in it
    ApiRequest.Range asked = request.range(clock.instant().plusMillis(1), Duration.ofDays(1));
    Series.Line line = series.of(id, asked.from(), asked.to(), interval);
    ObjectNode answer = ApiAnswers.JSON.createObjectNode().put("id", id);
    answer.put("from", ApiAnswers.time(asked.from())).put("to", ApiAnswers.time(asked.to()));
    answer.put("bucket", line.bucket() == null ? null : Durations.text(line.bucket()));
    put(answer, line);
    HostSeries.Lines figures =
        measured(one) ? hosts.of(id, asked.from(), asked.to(), interval, Duration.ZERO) : null;
    boolean host = CheckType.HOST.of(one.service());
    put(answer, "host", host ? figures : null);
    put(answer, "perfdata", host || figures == null || figures.at().isEmpty() ? null : figures);
    put(answer, "locations", locations(one, asked));
    return answer;
  }

  /** Response times by location; null where only one checks. */
  private HostSeries.Lines locations(ServiceReport one, ApiRequest.Range asked) {
    List<String> names = ApiLocations.names(one);
    String id = one.service().id();
    Duration interval = one.service().timing().interval();
    return names.isEmpty()
        ? null
        : locations.of(id, names, asked.from(), asked.to(), interval, Duration.ZERO).responses();
  }

  /** Who may not see the reason, which names the figures, sees none of them. */
  private static boolean measured(ServiceReport one) {
    return HostSeries.of(one.service()) && one.latest() != null && one.latest().reason() != null;
  }

  private static void put(ObjectNode answer, Series.Line line) {
    ArrayNode at = answer.putArray("at");
    ArrayNode uptime = answer.putArray("uptime");
    ArrayNode p50 = answer.putArray("p50");
    ArrayNode p95 = answer.putArray("p95");
    for (Series.Point each : line.points()) {
      at.add(seconds(each.at()));
      uptime.add(Words.percent(each.counts().uptime(), 3));
      p50.add(millis(each.p50()));
      p95.add(millis(each.p95()));
    }
  }

  private static void put(ObjectNode answer, String name, HostSeries.Lines lines) {
    if (lines == null) {
      answer.putNull(name);
      return;
    }
    ObjectNode host = answer.putObject(name);
    ArrayNode at = host.putArray("at");
    lines.at().forEach(each -> at.add(seconds(each)));
    ObjectNode figures = host.putObject("figures");
    for (Map.Entry<String, List<Double>> each : lines.values().entrySet()) {
      ArrayNode values = figures.putArray(each.getKey());
      each.getValue().forEach(values::add);
    }
  }

  private static BigDecimal seconds(Instant at) {
    return BigDecimal.valueOf(at.toEpochMilli(), 3).stripTrailingZeros();
  }

  private static BigDecimal millis(Long micros) {
    return micros == null ? null : BigDecimal.valueOf(micros, 3).stripTrailingZeros();
  }
}
