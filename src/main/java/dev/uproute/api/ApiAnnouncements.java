package dev.uproute.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.uproute.report.Report;
import dev.uproute.service.Announcement;
import java.util.Locale;

/**
 * Answers what is announced: to anybody what the pages show now, to callers with a token what was
 * and will be, too. Thread-safe.
 */
public final class ApiAnnouncements {
  private final ApiReport report;

  public ApiAnnouncements(ApiReport report) {
    this.report = report;
  }

  public ObjectNode list(ApiRequest request) {
    request.only();
    boolean all = request.scope().includes(Scope.READ);
    Report now = report.of(request.scope());
    ObjectNode answer = ApiAnswers.JSON.createObjectNode();
    ArrayNode list = answer.putArray("announcements");
    for (Announcement each : now.plans().announcements()) {
      boolean open = each.open(now.at());
      if (all || open) {
        list.addObject()
            .put("text", each.text())
            .put("severity", each.severity().name().toLowerCase(Locale.ROOT))
            .put("from", ApiAnswers.time(each.from()))
            .put("to", ApiAnswers.time(each.to()))
            .put("open", open);
      }
    }
    return answer;
  }
}
