package dev.uproute.service;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What a check sends.
 *
 * @param method HTTP method
 * @param headers HTTP headers as written
 * @param body HTTP body; null = none
 * @param authorization value of the Authorization header made from {@code auth}; null = none. A
 *     secret: never logged or shown
 * @param followRedirects at most 5 hops
 * @param verify TLS certificate and host name
 * @param legacyTls also what old devices support: TLS 1.0, 1.1 and static RSA
 * @param send UDP or TCP payload, at most 512 bytes; null = none
 * @param fallback what decides when a UDP probe meets silence: {@code ping} or {@code none}
 * @param environment variables a command finds, beside the few of our own that it gets. Secrets:
 *     never logged or shown
 */
public record Request(
    String method,
    Map<String, String> headers,
    String body,
    String authorization,
    boolean followRedirects,
    boolean verify,
    boolean legacyTls,
    byte[] send,
    String fallback,
    Map<String, String> environment) {

  /** As records have it, but the payload by its bytes. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Request request
        && Arrays.equals(send, request.send)
        && parts().equals(request.parts());
  }

  @Override
  public int hashCode() {
    return 31 * parts().hashCode() + Arrays.hashCode(send);
  }

  private List<Object> parts() {
    return Arrays.asList(
        method,
        headers,
        body,
        authorization,
        followRedirects,
        verify,
        legacyTls,
        fallback,
        environment);
  }

  @Override
  public String toString() {
    return "Request[" + method + ", headers " + headers.keySet() + "]";
  }
}
