package dev.uproute.check;

import java.util.Locale;
import org.apache.hc.core5.http.Header;

/**
 * What an HTTP target answered, as it came: hostile until judged, and kept away from the message
 * and its headers.
 *
 * @param failure why there is no answer; null when there is one
 * @param status 0 without an answer
 * @param body at most 1 MiB as sent, before decompression
 * @param cut whether the target had more to send than was read
 */
public record HttpAnswer(
    NoAnswer failure, int status, Header[] headers, byte[] body, boolean cut, Evidence evidence) {
  private static final Header[] NO_HEADERS = {};
  private static final byte[] NO_BODY = {};

  static HttpAnswer none(NoAnswer failure, Evidence evidence) {
    return new HttpAnswer(failure, 0, NO_HEADERS, NO_BODY, false, evidence);
  }

  /** All values of a header in one line, separated by commas; null when there is none. */
  String header(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    String value = null;
    for (Header header : headers) {
      if (header.getName().toLowerCase(Locale.ROOT).equals(lower)) {
        value = value == null ? header.getValue() : value + ", " + header.getValue();
      }
    }
    return value;
  }

  /** The body as text, decoded now: most checks never read it. */
  HttpBody text() {
    String content = header("Content-Encoding");
    String transfer = header("Transfer-Encoding");
    String codings = (content == null ? "" : content + ",") + (transfer == null ? "" : transfer);
    return HttpBody.read(body, cut, codings, header("Content-Type"));
  }
}
