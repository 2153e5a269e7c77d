package dev.uproute.importer;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Tokens of heartbeats whose job has to learn a new address anyway. */
final class HeartbeatToken {
  private static final SecureRandom RANDOM = new SecureRandom();

  private HeartbeatToken() {}

  /** The one of the other monitor where it is long enough here, else a new one. */
  static String of(String token) {
    if (token != null && token.matches("[A-Za-z0-9_-]{16,128}")) {
      return token;
    }
    byte[] bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
