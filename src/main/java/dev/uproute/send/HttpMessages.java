package dev.uproute.send;

import dev.uproute.text.Sentence;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.hc.client5.http.ConnectTimeoutException;

/** From an {@link HttpRequest} to what camel-http wants, and from that to an {@link HttpReply}. */
public final class HttpMessages {
  /** Puts a request where camel-http reads it, and nothing else. */
  public void write(HttpRequest request, Exchange exchange) {
    Message message = exchange.getMessage();
    message.removeHeaders("*");
    request.headers().forEach(message::setHeader);
    message.setHeader(HttpLimits.LIMITS, request.limit().toMillis() + " " + request.most());
    message.setHeader(Exchange.HTTP_METHOD, request.method());
    message.setHeader(Exchange.HTTP_URI, address(request));
    message.setBody(request.body());
  }

  /** Without user and fragment, which belong in no request, and with nothing left to encode. */
  private static String address(HttpRequest request) {
    return request
        .address()
        .toASCIIString()
        .replaceFirst("#.*", "")
        .replaceFirst("^(https?://)[^/?]*@", "$1");
  }

  /** What was answered. */
  public HttpReply reply(Exchange exchange) {
    Message answer = exchange.getMessage();
    Map<String, String> headers = new HashMap<>();
    for (String name : HttpLimits.KEPT) {
      String value = answer.getHeader(name, String.class);
      if (value != null) {
        headers.put(name, value);
      }
    }
    String cut = answer.getHeader(HttpLimits.CUT, String.class);
    boolean late = HttpLimits.LATE.equals(cut);
    return new HttpReply(
        answer.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class),
        Map.copyOf(headers),
        new String(answer.getBody(byte[].class), StandardCharsets.UTF_8),
        late,
        late ? null : cut);
  }

  /** Why nothing was. */
  public HttpReply none(Exception failure) {
    boolean late = failure instanceof HttpLimits.Late;
    return HttpReply.none(late, late ? null : words(failure));
  }

  /** In words that hold neither path nor secret of an address. */
  static String words(Exception failure) {
    return switch (failure) {
      case UnknownHostException _ -> "the name is not known";
      case ConnectException _, ConnectTimeoutException _ -> "no connection";
      case SSLException e -> "TLS failed: " + Sentence.quote(String.valueOf(e.getMessage()));
      case IOException e -> "no answer: " + Sentence.quote(String.valueOf(e.getMessage()));
      // a fault of ours; the text of camel-http's exceptions quotes the address
      default ->
          "it was not asked: "
              + failure.getClass().getSimpleName()
              + " at "
              + failure.getStackTrace()[0];
    };
  }
}
