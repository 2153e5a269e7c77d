package dev.uproute.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.uproute.check.Status;
import dev.uproute.deliver.Channel;
import dev.uproute.deliver.Channels;
import dev.uproute.store.Store;
import dev.uproute.text.Words;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * Answers what was notified to whom, and how the channels do. Thread-safe; asks the database with
 * each request.
 */
public final class ApiAlerts {
  private static final Status[] STATUSES = Status.values();
  private static final List<String> STATES =
      List.of("waiting", "held", "sent", "refused", "dead", "suppressed");
  private static final String ROUTE = "direct:alert-";

  private final Channels channels;
  private final NamedParameterJdbcTemplate reader;

  public ApiAlerts(Channels channels, DataSource reader) {
    this.channels = channels;
    this.reader = new NamedParameterJdbcTemplate(reader);
  }

  /** Deliveries, newest first. */
  public ObjectNode list(ApiRequest request) {
    request.only("channel", "state", "monitor", "limit", "cursor");
    int limit = request.limit(100);
    ObjectNode answer = ApiAnswers.JSON.createObjectNode();
    ArrayNode alerts = answer.putArray("alerts");
    long[] last = new long[1];
    reader.query(
        Store.sql("select-alerts"),
        new MapSqlParameterSource("channel", request.text("channel"))
            .addValue("state", request.word("state", STATES))
            .addValue("service", request.text("monitor"))
            .addValue("before", request.cursor().id())
            .addValue("limit", limit),
        row -> {
          put(alerts.addObject(), row);
          last[0] = row.getLong("id");
        });
    String next = alerts.size() < limit ? null : new ApiRequest.Cursor(0, last[0]).text();
    return answer.put("next", next);
  }

  private void put(ObjectNode node, ResultSet row) throws SQLException {
    node.put("id", row.getLong("id")).put("at", ApiAnswers.time(Store.instant(row, "at")));
    node.put("channel", row.getString("channel")).put("state", row.getString("state"));
    node.put("event", row.getString("event")).put("monitor", row.getString("service"));
    node.put("from", STATUSES[row.getInt("from_status")].word());
    node.put("to", STATUSES[row.getInt("to_status")].word());
    node.put("since", ApiAnswers.time(Store.instant(row, "since")));
    node.put("reason", row.getString("flip_reason"));
    node.put("attempts", row.getInt("attempts"));
    node.put("sent_at", ApiAnswers.time(Store.instant(row, "sent_at")));
    node.put("answer", masked(row.getString("channel"), row.getString("reason")));
  }

  /** What a receiver said may repeat what it was sent. */
  private String masked(String channel, String text) {
    return text == null ? null : Words.visible(channels.masked(channel, text));
  }

  /** The channels as they are set up, each with how it does. */
  public ObjectNode channels(ApiRequest request) {
    request.only();
    Map<String, ObjectNode> states = states();
    ObjectNode answer = ApiAnswers.JSON.createObjectNode();
    ArrayNode list = answer.putArray("channels");
    for (Channel channel : channels.all()) {
      ObjectNode node = list.addObject().put("name", channel.name());
      // an endpoint of one's own may hold a token
      String to = channel.to();
      node.put("kind", to.startsWith(ROUTE) ? to.substring(ROUTE.length()) : scheme(to));
      node.put("min_severity", channel.least().word());
      strings(node, "events", channel.events().stream().map(event -> event.word()).sorted());
      strings(node, "services", channel.services().stream());
      node.setAll(states.getOrDefault(channel.name(), unused()));
    }
    return answer;
  }

  private static String scheme(String endpoint) {
    int colon = endpoint.indexOf(':');
    return colon < 0 ? endpoint : endpoint.substring(0, colon);
  }

  private static void strings(ObjectNode node, String name, Stream<String> texts) {
    ArrayNode array = node.putArray(name);
    texts.forEach(array::add);
  }

  private static ObjectNode unused() {
    return ApiAnswers.JSON
        .createObjectNode()
        .put("state", "ok")
        .put("failing_since", (String) null)
        .put("reason", (String) null)
        .put("waiting", 0);
  }

  private Map<String, ObjectNode> states() {
    Map<String, ObjectNode> states = new HashMap<>();
    reader.query(
        Store.sql("select-channels"),
        row -> {
          String name = row.getString("name");
          states.put(
              name,
              unused()
                  .put("state", row.getString("state"))
                  .put("failing_since", ApiAnswers.time(Store.instant(row, "since")))
                  .put("reason", masked(name, row.getString("reason")))
                  .put("waiting", row.getLong("waiting")));
        });
    return states;
  }
}
