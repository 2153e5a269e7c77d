package dev.uproute.notion;

import com.fasterxml.jackson.databind.JsonNode;
import dev.uproute.send.HttpReply;
import dev.uproute.send.HttpRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/**
 * How Notion is asked over HTTP, and what its answer means for the one who asked and for the gate.
 * Thread-safe.
 */
public final class NotionApi {
  private static final int MOST = 8 << 20;

  private final RequestGate gate;
  private final String base;
  private final String token;
  private final Map<String, String> headers;
  private final Duration limit;

  /**
   * @param base address without a path, {@code https://api.notion.com}
   * @param version of Notion's API, a date
   * @param limit deadline of one request, from its turn at the gate to the last byte
   */
  public NotionApi(RequestGate gate, String base, String version, String token, Duration limit) {
    this.gate = gate;
    this.base = base.replaceFirst("/+$", "");
    this.token = token;
    this.headers =
        Map.of(
            "Authorization",
            "Bearer " + token,
            "Notion-Version",
            version,
            "Accept",
            "application/json",
            "Content-Type",
            "application/json; charset=UTF-8");
    this.limit = limit;
  }

  /** The request with login and version. */
  public HttpRequest request(NotionRequest call) {
    byte[] body =
        call.body() == null ? null : call.body().toString().getBytes(StandardCharsets.UTF_8);
    URI address = URI.create(base + call.path());
    return new HttpRequest(call.method(), address, headers, body, limit, MOST);
  }

  /**
   * The JSON of the answer.
   *
   * @throws NotionRefusal when Notion did not do what was asked; the gate closes when everybody
   *     else would meet the same
   */
  public JsonNode answer(NotionRequest call, HttpReply reply) {
    try {
      JsonNode json = judged(call, reply);
      gate.passed();
      return json;
    } catch (NotionRefusal refusal) {
      if (refusal.closes()) {
        gate.close(refusal);
      } else {
        gate.passed();
      }
      throw refusal;
    }
  }

  private JsonNode judged(NotionRequest call, HttpReply reply) {
    if (reply.late()) {
      String late = "no whole answer within " + limit.toMillis() / 1000.0 + " s";
      throw NotionAnswer.none(call, late, gate::backOff);
    }
    if (reply.error() != null) {
      throw NotionAnswer.none(call, reply.error(), gate::backOff);
    }
    NotionAnswer answer = NotionAnswer.of(reply, token);
    JsonNode json = answer.good() ? answer.json() : null;
    if (json == null) {
      throw answer.refusal(call, gate::backOff);
    }
    return json;
  }
}
