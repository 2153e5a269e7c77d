package dev.uproute.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.uproute.check.CheckDetails;
import dev.uproute.check.DetailedChecks;
import dev.uproute.check.Evidence;
import dev.uproute.check.Result;
import dev.uproute.text.Words;
import java.util.List;

/** Answers what a check found that somebody asked for. Thread-safe. */
public final class ApiChecks {
  private final ApiReport report;
  private final DetailedChecks checks;

  public ApiChecks(ApiReport report, DetailedChecks checks) {
    this.report = report;
    this.checks = checks;
  }

  /**
   * The last that was asked for; its result is null until it is done.
   *
   * @throws Problem 404 when none was asked for, or it has not begun
   */
  public ObjectNode last(ApiRequest request) {
    request.only();
    Result latest = report.one(request).latest();
    CheckDetails details = checks.of(request.id());
    if (details == null) {
      String detail = "no check of " + request.id() + " was asked for since the start";
      throw new Problem(404, detail, List.of());
    }
    ObjectNode answer = ApiAnswers.JSON.createObjectNode().put("id", request.id());
    answer.put("at", ApiAnswers.time(details.at()));
    // an older one is of the check before
    boolean done = latest != null && !latest.at().isBefore(details.at());
    if (done) {
      put(answer.putObject("result"), latest);
    } else {
      answer.putNull("result");
    }
    ArrayNode hops = answer.putArray("hops");
    for (CheckDetails.Hop hop : details.hops()) {
      ObjectNode node = hops.addObject().put("attempt", hop.attempt()).put("url", hop.url());
      node.put("address", hop.address()).put("status_code", hop.status());
    }
    return answer.put("answer", details.answer());
  }

  private static void put(ObjectNode node, Result result) {
    Evidence evidence = result.evidence();
    node.put("status", result.status().word()).put("reason", result.reason());
    node.put("response_time", Words.wholeMillis(evidence.response()));
    node.put("status_code", evidence.httpStatus()).put("attempts", evidence.attempts());
    node.put("address", evidence.address());
    node.put("certificate_expires", ApiAnswers.time(evidence.certificateExpires()));
    ObjectNode phases = node.putObject("phases");
    phases.put("dns", millis(evidence.phases().dns()));
    phases.put("connect", millis(evidence.phases().connect()));
    phases.put("tls", millis(evidence.phases().tls()));
    phases.put("first_byte", millis(evidence.phases().firstByte()));
    phases.put("total", millis(evidence.phases().total()));
  }

  private static Double millis(Long micros) {
    return micros == null ? null : (Double) (micros / 1000.0);
  }
}
