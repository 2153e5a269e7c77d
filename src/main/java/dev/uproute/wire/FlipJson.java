package dev.uproute.wire;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.uproute.check.Status;
import dev.uproute.record.Event;
import dev.uproute.record.Flip;

/** A change of state. */
final class FlipJson {
  private FlipJson() {}

  static ObjectNode of(Flip flip) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", flip.id());
    ResultJson.put(json, "service", flip.service());
    json.put("at", flip.at().toString());
    json.put("event", flip.event().word());
    json.put("from", ResultJson.word(flip.from()));
    json.put("to", ResultJson.word(flip.to()));
    ResultJson.put(json, "since", flip.since());
    ResultJson.put(json, "reason", flip.reason());
    ResultJson.put(json, "suppressed", flip.suppressed());
    return json;
  }

  /**
   * An event that is not known yet says its sentence as one of Uproute itself: it changes no state.
   */
  static Flip read(Fields fields) {
    return new Flip(
        fields.number("id", 0, Long.MAX_VALUE),
        fields.optionalText("service", 64),
        fields.time("at"),
        fields.word("event", Event.class, Event.SELF),
        fields.word("from", Status.class, Status.UNKNOWN),
        fields.word("to", Status.class, Status.UNKNOWN),
        fields.optionalTime("since"),
        fields.optionalText("reason", ResultJson.REASON),
        fields.optionalText("suppressed", ResultJson.REASON));
  }
}
