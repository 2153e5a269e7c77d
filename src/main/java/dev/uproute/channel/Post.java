package dev.uproute.channel;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.http.base.HttpHeaderFilterStrategy;

/**
 * One request to a receiver. Address, headers and body may hold secrets, so only the host is ever
 * shown.
 *
 * @param method POST, unless the receiver wants another one
 * @param address where to, {@code http} or {@code https}
 * @param type the content type of the body
 * @param headers further headers
 * @param body as it is sent
 * @param blame words of the receiver that mean the settings of the channel are wrong, not this
 *     message; null when the status says enough
 */
public record Post(
    String method,
    URI address,
    String type,
    Map<String, String> headers,
    byte[] body,
    Pattern blame) {
  private static final String JSON = "application/json";

  /** The body and headers of a message: JSON when it looks like it. */
  static Post of(Exchange exchange, ChannelRequest requests) {
    Message message = exchange.getMessage();
    String channel = exchange.getVariable("channel", String.class);
    String blame = exchange.getVariable("blame", String.class);
    String text = String.valueOf(message.getBody());
    boolean json = text.startsWith("{") || text.startsWith("[");
    Map<String, String> headers = headers(exchange);
    URI address = message.getHeader(Exchange.HTTP_URI, URI.class);
    if (address == null) {
      address = requests.url(channel);
      headers.computeIfAbsent("Authorization", _ -> requests.login(channel));
    }
    Post post =
        new Post(
            message.getHeader(Exchange.HTTP_METHOD, "POST", String.class),
            address,
            json ? JSON : "text/plain; charset=utf-8",
            Map.copyOf(headers),
            text.getBytes(StandardCharsets.UTF_8),
            null);
    return blame == null ? post : post.blaming(blame);
  }

  /** Those that are not Camel's and that no client writes itself. */
  private static Map<String, String> headers(Exchange exchange) {
    Map<String, String> headers = new HashMap<>();
    HttpHeaderFilterStrategy filter = new HttpHeaderFilterStrategy();
    exchange
        .getMessage()
        .getHeaders()
        .forEach(
            (name, value) -> {
              if (value != null && !filter.applyFilterToCamelHeaders(name, value, exchange)) {
                headers.put(name, value.toString());
              }
            });
    return headers;
  }

  /** The body as JSON. */
  static Post json(URI address, Map<String, String> headers, Object body) {
    return new Post("POST", address, JSON, headers, Json.bytes(body), null);
  }

  Post blaming(String words) {
    return new Post(
        method, address, type, headers, body, Pattern.compile(words, Pattern.CASE_INSENSITIVE));
  }

  /**
   * The address a setting names.
   *
   * @throws IllegalArgumentException naming the setting, not its value, which may be a secret
   */
  static URI address(String channel, String value) {
    try {
      URI address = new URI(value.strip());
      if (address.getHost() != null && String.valueOf(address.getScheme()).matches("https?")) {
        return address;
      }
    } catch (URISyntaxException e) {
      // the exception quotes the address, which may be the secret
    }
    throw new IllegalArgumentException(
        "uproute.alert." + channel + ".url is no address that begins with https:// or http://");
  }

  /** An address of a server and a path below it. */
  static URI below(URI server, String path) {
    String root = server.toString().replaceFirst("[?#].*", "").replaceFirst("/+$", "");
    try {
      return new URI(root + path);
    } catch (URISyntaxException e) {
      // the exception quotes the path, which may hold the secret
      throw new IllegalArgumentException(
          "a token for " + server.getHost() + " holds a character that no address may hold");
    }
  }

  /** The host, which is all of the address that may be shown. */
  String host() {
    return address.getHost();
  }

  /** The text without what may be secret of the address and the headers. */
  String masked(String text) {
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
    return "Post to " + host();
  }
}
