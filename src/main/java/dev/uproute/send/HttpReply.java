package dev.uproute.send;

import java.time.Duration;
import java.util.Map;

/**
 * What became of an {@link HttpRequest}: data, whatever it is.
 *
 * @param status of the answer; 0 when there was none
 * @param headers those of {@link HttpLimits#KEPT} that the answer has
 * @param body as much of it as was kept, read as UTF-8 whatever it says it is
 * @param late whether the time was up before the answer had ended
 * @param error what else kept it from being whole, with no secret of ours; null for nothing
 */
public record HttpReply(
    int status, Map<String, String> headers, String body, boolean late, String error) {

  /** Nothing was answered. */
  static HttpReply none(boolean late, String error) {
    return new HttpReply(0, Map.of(), "", late, error);
  }

  /** A header of the answer; empty when it has none of that name. */
  public String header(String name) {
    return headers.getOrDefault(name, "");
  }

  /**
   * Why the request was not accepted, in a few words; null for an answer of 200 to 299.
   *
   * @param limit the time that the request had
   */
  public String failure(Duration limit) {
    if (status >= 200 && status < 300) {
      return null;
    } else if (late) {
      return "no whole answer within " + limit.toSeconds() + " s";
    }
    return status == 0 ? error : "HTTP " + status;
  }

  @Override
  public String toString() {
    return status == 0 ? "no answer" : "answer " + status;
  }
}
