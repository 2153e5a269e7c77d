package dev.uproute.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.uproute.parse.ConfigErrors;
import dev.uproute.parse.Node;
import dev.uproute.parse.SentWindow;
import dev.uproute.report.Summary;
import dev.uproute.service.Services;
import dev.uproute.text.Words;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Plans maintenance, and takes it back. The rows are written by the routes. Thread-safe. */
public final class ApiWindows {
  private static final Logger LOG = LoggerFactory.getLogger("api");
  private static final int MOST = 1000;

  /** Bytes. */
  private static final int ID = 6;

  private final SecureRandom random = new SecureRandom();
  private final Services services;
  private final PlannedWindows planned;
  private final Summary summary;
  private final InstantSource clock;

  public ApiWindows(
      Services services, PlannedWindows planned, Summary summary, InstantSource clock) {
    this.services = services;
    this.planned = planned;
    this.summary = summary;
    this.clock = clock;
  }

  /**
   * A new one: the parameters of insert-planned.sql.
   *
   * @param sent keys of a window as services.yaml has them
   * @throws Problem 400 with everything that is wrong in it, 409 when there are too many
   */
  public Map<String, Object> row(ApiRequest request, byte[] sent) {
    request.only();
    Node.Fields keys = ApiBody.keys(sent);
    try {
      SentWindow.of(keys, services.current());
    } catch (ConfigErrors e) {
      throw ApiBody.problem(e, "maintenance");
    }
    if (planned.all().size() >= MOST) {
      String detail = "1,000 are planned, which is the most; delete those that are over";
      throw new Problem(409, detail, List.of());
    }
    byte[] id = new byte[ID];
    random.nextBytes(id);
    return Map.of("id", HexFormat.of().formatHex(id), "at", clock.millis(), "keys", json(keys));
  }

  private static String json(Node.Fields keys) {
    try {
      return ApiAnswers.JSON.writeValueAsString(SentWindow.keys(keys));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("plain data was not written", e);
    }
  }

  /** It is written, and in force from now on. */
  public ApiAnswers.Answer added(ApiRequest request, Map<String, Object> row) {
    follow();
    String id = (String) row.get("id");
    PlannedWindows.Planned window =
        planned.all().stream()
            .filter(each -> each.id().equals(id))
            .findFirst()
            .orElseThrow(() -> Problem.notFound("maintenance", id));
    String name = Words.visible(window.window().name());
    LOG.info("Maintenance {} \"{}\" is planned by {}", id, name, request.client());
    ObjectNode answer = ApiMaintenance.node(window.window(), id, clock.instant());
    return ApiAnswers.created(answer);
  }

  /** The id of the one that is to go. */
  public String gone(ApiRequest request) {
    request.only();
    return request.id();
  }

  /**
   * It is not there any more; what it kept silent is checked at once.
   *
   * @param rows how many there were of that id
   * @throws Problem 404 when there was none
   */
  public ApiAnswers.Answer removed(ApiRequest request, int rows) {
    if (rows == 0) {
      throw Problem.notFound("maintenance planned by the API", request.id());
    }
    follow();
    LOG.info("Planned maintenance {} is taken back by {}", request.id(), request.client());
    return new ApiAnswers.Answer(204, "application/json", null, "");
  }

  private void follow() {
    if (planned.read()) {
      summary.changed();
    }
  }
}
