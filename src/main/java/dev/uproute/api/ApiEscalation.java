package dev.uproute.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.uproute.report.EscalationState;
import java.util.List;

/** How far the escalation of an outage has come, as the API says it. */
final class ApiEscalation {
  private ApiEscalation() {}

  /** Null where there is none. */
  static ObjectNode of(EscalationState state) {
    if (state == null) {
      return null;
    }
    ObjectNode node = ApiAnswers.JSON.createObjectNode().put("list", state.list());
    ArrayNode notified = node.putArray("notified");
    state.notified().forEach(each -> put(notified.addObject(), each));
    if (state.next() == null) {
      node.putNull("next");
    } else {
      put(node.putObject("next"), state.next());
    }
    node.put("waits", state.waits());
    ArrayNode onCall = node.putArray("on_call");
    for (EscalationState.Duty duty : state.onCall()) {
      ObjectNode each = onCall.addObject().put("name", duty.name());
      put(each.putArray("people"), duty.people());
      put(each.putArray("channels"), duty.channels());
    }
    return node;
  }

  private static void put(ObjectNode node, EscalationState.Notice notice) {
    node.put("step", notice.step()).put("at", ApiAnswers.time(notice.at()));
    put(node.putArray("channels"), notice.channels());
  }

  private static void put(ArrayNode list, List<String> texts) {
    texts.forEach(list::add);
  }
}
