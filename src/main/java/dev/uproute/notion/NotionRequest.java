package dev.uproute.notion;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Consumer;

/**
 * One thing to ask of Notion: the body of {@code direct:notion}.
 *
 * @param method {@code GET}, {@code POST} or {@code PATCH}
 * @param path with its query, as it is sent: {@code /v1/pages/341a1702-…}
 * @param body null = none
 */
public record NotionRequest(String method, String path, JsonNode body) {
  /**
   * One thing to ask of Notion, and who takes its outcome.
   *
   * @param call the request
   * @param done takes the answer
   * @param refused takes the refusal; unless it changes something, the same is asked again later
   */
  public record Pending(
      NotionRequest call, Consumer<JsonNode> done, Consumer<NotionRefusal> refused) {}

  public static NotionRequest get(String path) {
    return new NotionRequest("GET", path, null);
  }

  public static NotionRequest post(String path, JsonNode body) {
    return new NotionRequest("POST", path, body);
  }

  public static NotionRequest patch(String path, JsonNode body) {
    return new NotionRequest("PATCH", path, body);
  }

  /** Method and path, as messages name it; what is written is nobody's business. */
  @Override
  public String toString() {
    return method + " " + path.replaceFirst("\\?.*", "");
  }
}
