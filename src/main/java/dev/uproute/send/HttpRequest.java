package dev.uproute.send;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One request to somebody else's server: the body of {@code direct:send-http}. Address, headers and
 * body may hold secrets, so only the host is ever shown.
 *
 * @param method such as {@code POST}
 * @param address where to, {@code http} or {@code https}
 * @param headers by name; {@code Content-Type} is that of the body
 * @param body as it is sent; null for none
 * @param limit from the first packet to the end of the answer
 * @param most bytes of an answer that are kept
 */
public record HttpRequest(
    String method,
    URI address,
    Map<String, String> headers,
    byte[] body,
    Duration limit,
    int most) {
  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern VALUE = Pattern.compile("[\\t -~\\u00A0-\\u00FF]*");

  /** The host, which is all of the address that may be shown. */
  public String host() {
    return address.getHost();
  }

  /** Whether its headers hold nothing but characters that headers may hold. */
  public boolean sendable() {
    return headers.entrySet().stream()
        .allMatch(
            header ->
                NAME.matcher(header.getKey()).matches()
                    && VALUE.matcher(header.getValue()).matches());
  }

  /** The text without what may be secret of the address and the headers. */
  public String masked(String text) {
    String masked = text;
    for (String part : (address.getPath() + "/" + address.getQuery()).split("[/&=?]")) {
      masked = part.length() < 12 ? masked : masked.replace(part, "…");
    }
    for (String value : headers.values()) {
      String secret = value.replaceFirst("^(Bearer|Basic) ", "");
      masked = secret.length() < 4 ? masked : masked.replace(secret, "…");
    }
    return masked;
  }

  @Override
  public String toString() {
    return method + " to " + host();
  }
}
