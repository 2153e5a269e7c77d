package dev.uproute.notion;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * One request as the fake got it.
 *
 * @param at milliseconds of a monotonic clock
 * @param path without the query
 * @param body null when there was none
 */
public record FakeRequest(
    long at,
    String method,
    String path,
    Map<String, List<String>> query,
    Map<String, List<String>> headers,
    JsonNode body) {

  /** For example {@code PATCH /v1/pages/341a1702-3e2b-4f44-87ea-b2866a41672f}. */
  public String line() {
    return method + " " + path;
  }

  @Override
  public String toString() {
    return line() + (body == null ? "" : " " + body);
  }
}
