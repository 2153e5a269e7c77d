package dev.uproute.check;

import dev.uproute.service.Service;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Heartbeat services by their tokens. They are found by hash, so that how long it takes says
 * nothing of how much of a token was right. Not thread-safe.
 */
final class HeartbeatTokens {
  private static final String SCHEME = "heartbeat://";

  private final Map<String, Service> services = new HashMap<>();

  /** Takes a new list; where two services have one token, the first keeps it. */
  void accept(List<Service> heartbeats) {
    services.clear();
    for (Service service : heartbeats) {
      services.putIfAbsent(hash(service.target().url().substring(SCHEME.length())), service);
    }
  }

  /** Null when nobody has it. */
  Service of(String token) {
    return services.get(hash(token));
  }

  private static String hash(String token) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
