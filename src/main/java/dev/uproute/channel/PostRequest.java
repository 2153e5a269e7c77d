package dev.uproute.channel;

import dev.uproute.send.HttpRequest;
import dev.uproute.send.Refused;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.http.base.HttpHeaderFilterStrategy;

/** What a route wants to be posted to its receiver. Thread-safe. */
public final class PostRequest {
  /** An answer is one sentence of the receiver; what follows the first 64 kB of it is left. */
  private static final int MOST = 65_536;

  private final ChannelRequest requests;
  private final Duration limit;

  /**
   * @param seconds from the first packet to the end of the answer
   */
  public PostRequest(ChannelRequest requests, int seconds) {
    this.requests = requests;
    this.limit = Duration.ofSeconds(seconds);
  }

  /**
   * The request a route wants: JSON when the body begins with a brace or bracket, to the address in
   * {@code CamelHttpUri}; where that is not set to the channel's {@code url}, with its login.
   *
   * @throws Refused when a header cannot be sent
   */
  public HttpRequest of(Exchange exchange) {
    Message message = exchange.getMessage();
    String channel = exchange.getVariable("channel", String.class);
    String text = String.valueOf(message.getBody());
    boolean json = text.startsWith("{") || text.startsWith("[");
    Map<String, String> headers = headers(exchange);
    headers.put("Content-Type", json ? "application/json" : "text/plain; charset=utf-8");
    String given = message.getHeader(Exchange.HTTP_URI, String.class);
    if (given == null && requests.login(channel) != null) {
      headers.putIfAbsent("Authorization", requests.login(channel));
    }
    URI address =
        given == null
            ? requests.url(channel)
            : ChannelRequest.address("CamelHttpUri in the route of " + channel, given);
    String method = message.getHeader(Exchange.HTTP_METHOD, "POST", String.class);
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    return sendable(new HttpRequest(method, address, Map.copyOf(headers), body, limit, MOST));
  }

  private static HttpRequest sendable(HttpRequest request) {
    if (request.sendable()) {
      return request;
    }
    String why = " was not asked: a token or password holds a character no header may hold";
    throw new Refused(Refused.Kind.CREDENTIALS, null, request.host() + why);
  }

  /** Those that are not Camel's and that no client writes itself. */
  private static Map<String, String> headers(Exchange exchange) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
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
}
