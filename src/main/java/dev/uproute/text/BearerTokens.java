package dev.uproute.text;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Locale;

/**
 * Bearer tokens as a setting lists them. Only their hashes are kept, and each is compared in a time
 * that says nothing of it. Immutable.
 */
public final class BearerTokens {
  private static final String NONE = "none";
  private static final String SCHEME = "bearer ";

  /** Of RFC 6750, but for those that would end a setting; 32 of them cannot be guessed. */
  private static final String FORM = "[A-Za-z0-9._~+/=-]{32,512}";

  private final List<byte[]> hashes;

  /**
   * @param setting tokens, separated by commas, or none
   */
  public BearerTokens(String setting) {
    hashes =
        setting.equals(NONE)
            ? List.of()
            : CommaList.of(setting).stream().map(BearerTokens::hash).toList();
  }

  /** Whether these are tokens as a setting may hold them. */
  public static boolean understood(String setting) {
    return setting.equals(NONE)
        || !CommaList.of(setting).isEmpty()
            && CommaList.of(setting).stream().allMatch(token -> token.matches(FORM));
  }

  /** Whether there is none. */
  public boolean none() {
    return hashes.isEmpty();
  }

  /**
   * Whether a request shows one of them.
   *
   * @param authorization its header of that name; null when there is none
   */
  public boolean shown(String authorization) {
    String header = authorization == null ? "" : authorization;
    boolean bearer = header.toLowerCase(Locale.ROOT).startsWith(SCHEME);
    byte[] hash = hash(bearer ? header.substring(SCHEME.length()).strip() : "");
    boolean found = false;
    for (byte[] each : hashes) {
      found |= MessageDigest.isEqual(each, hash);
    }
    return found;
  }

  private static byte[] hash(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
