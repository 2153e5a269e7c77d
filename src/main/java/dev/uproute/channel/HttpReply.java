package dev.uproute.channel;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;

/**
 * What a receiver answered. It stays in a variable, away from the message and its headers, until it
 * is judged.
 *
 * @param host who answered
 * @param body at most 64 kB, read as UTF-8 whatever it says it is
 */
public record HttpReply(String host, int status, HttpHeaders headers, String body) {
  static HttpReply of(String host, int status, HttpHeaders headers, byte[] body) {
    return new HttpReply(host, status, headers, new String(body, StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return host + " answered " + status;
  }
}
