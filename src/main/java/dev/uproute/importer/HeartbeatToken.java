package dev.uproute.importer;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tokens of heartbeats whose job has to learn a new address anyway. */
final class HeartbeatToken {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int LENGTH = 16;

  private final byte[] secret;

  /**
   * @param secret of the other monitor, from which new tokens are made, the same at each import;
   *     null = they are made by chance
   */
  HeartbeatToken(String secret) {
    byte[] random = new byte[LENGTH];
    new SecureRandom().nextBytes(random);
    this.secret = secret == null ? random : secret.getBytes(StandardCharsets.UTF_8);
  }

  /** The one of the other monitor where it is long enough here, else a new one. */
  String of(String token, int monitor) {
    if (token != null && token.matches("[A-Za-z0-9_-]{16,128}")) {
      return token;
    }
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret, ALGORITHM));
      byte[] made = mac.doFinal(("heartbeat " + monitor).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(made, 0, LENGTH);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
