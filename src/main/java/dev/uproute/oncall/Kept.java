package dev.uproute.oncall;

import dev.uproute.service.OnCall;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A calendar as the database keeps it: which address it is of, by its SHA-256, its ETag and its
 * text, the first two on a line of their own. Immutable.
 *
 * @param etag empty = it has none
 */
record Kept(String etag, String text) {

  String value(OnCall.Calendar calendar) {
    return hash(calendar) + "\n" + etag.replace("\n", "") + "\n" + text;
  }

  /** Null when nothing is kept, or that of another address. */
  static Kept of(OnCall.Calendar calendar, String value) {
    String[] parts = value == null ? new String[0] : value.split("\n", 3);
    boolean same = parts.length == 3 && parts[0].equals(hash(calendar));
    return same ? new Kept(parts[1], parts[2]) : null;
  }

  private static String hash(OnCall.Calendar calendar) {
    try {
      byte[] address = calendar.address().toString().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(address));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
