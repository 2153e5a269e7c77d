package dev.uproute.notion;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A way in which a request fails although there is nothing wrong with it. */
@FunctionalInterface
public interface Trouble {
  /** A line of a page as a proxy at the edge shows it. */
  String HTML = "<!DOCTYPE html><html><head><title>Bad gateway</title></head><body>502</body>";

  /**
   * Answers, or does not.
   *
   * @param process does what was asked for; not called = not done
   */
  void play(FakeNotion notion, HttpExchange exchange, Runnable process) throws IOException;

  /** The request is answered as if nothing were. */
  static Trouble none() {
    return null;
  }

  /** 429 or 529: anything sent earlier than this is a violation. */
  static Trouble limited(int status, int seconds) {
    return (notion, exchange, _) -> {
      notion.closedFor(seconds * 1000L);
      exchange.getResponseHeaders().add("Retry-After", Integer.toString(seconds));
      String code = status == 429 ? "rate_limited" : "service_overload";
      notion.error(exchange, new FakeError(status, code, "You have been rate limited."));
    };
  }

  /** 429 with any text as Retry-After; null = without. */
  static Trouble limited(String retryAfter) {
    return (notion, exchange, _) -> {
      if (retryAfter != null) {
        exchange.getResponseHeaders().add("Retry-After", retryAfter);
      }
      notion.error(exchange, new FakeError(429, "rate_limited", "You have been rate limited."));
    };
  }

  /** An error of Notion's own in JSON. */
  static Trouble error(int status, String code) {
    return (notion, exchange, _) ->
        notion.error(exchange, new FakeError(status, code, "This is " + code + "."));
  }

  /** Any status and text. */
  static Trouble says(int status, String type, String text) {
    return (_, exchange, _) -> {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("Content-Type", type);
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
      exchange.close();
    };
  }

  static Trouble badGateway() {
    return says(502, "text/html", HTML);
  }

  static Trouble invalidJson() {
    return says(200, "application/json", "{\"object\":\"list\",\"results\":[");
  }

  /** The connection is closed in the middle of the answer; nothing was done. */
  static Trouble cut() {
    return (_, exchange, _) -> {
      exchange.sendResponseHeaders(200, 1000);
      exchange.getResponseBody().write("{\"object\":".getBytes(StandardCharsets.UTF_8));
      exchange.getResponseBody().flush();
      exchange.close();
    };
  }

  /** All was done, but the connection is closed before the answer. */
  static Trouble lost() {
    return (_, exchange, process) -> {
      process.run();
      exchange.close();
    };
  }

  /** Nothing is answered until the client gives up or the fake is closed. */
  static Trouble hang() {
    return (notion, exchange, _) -> {
      notion.hold();
      exchange.close();
    };
  }
}
