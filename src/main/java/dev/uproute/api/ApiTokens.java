package dev.uproute.api;

import dev.uproute.text.CommaList;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Locale;

/**
 * Who may call the API, by bearer tokens. Only their hashes are kept, and each is compared in a
 * time that says nothing of it. Immutable.
 */
public final class ApiTokens {
  private static final String NONE = "none";
  private static final String SCHEME = "bearer ";

  /** Of RFC 6750, but for those that would end a setting; 32 of them cannot be guessed. */
  private static final String FORM = "[A-Za-z0-9._~+/=-]{32,512}";

  private final List<byte[]> writing;
  private final List<byte[]> reading;

  /**
   * @param write tokens that may do everything, separated by commas, or none
   * @param read those that only read
   */
  public ApiTokens(String write, String read) {
    writing = hashes(write);
    reading = hashes(read);
  }

  /** Whether these are tokens as a setting may hold them. */
  public static boolean understood(String setting) {
    return setting.equals(NONE)
        || !CommaList.of(setting).isEmpty()
            && CommaList.of(setting).stream().allMatch(token -> token.matches(FORM));
  }

  private static List<byte[]> hashes(String setting) {
    return setting.equals(NONE)
        ? List.of()
        : CommaList.of(setting).stream().map(ApiTokens::hash).toList();
  }

  /**
   * What the caller may do.
   *
   * @param authorization the header; null when there is none
   * @throws Problem 401 when it shows a token that is none of ours, which is never taken for none
   */
  Scope scope(String authorization) {
    if (authorization == null) {
      return Scope.PUBLIC;
    }
    String token = token(authorization);
    byte[] hash = hash(token);
    boolean writes = contains(writing, hash);
    boolean reads = contains(reading, hash);
    if (token.isEmpty() || !writes && !reads) {
      throw Problem.unauthorized("this token is not known here");
    }
    return writes ? Scope.WRITE : Scope.READ;
  }

  private static String token(String authorization) {
    boolean bearer = authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME);
    return bearer ? authorization.substring(SCHEME.length()).strip() : "";
  }

  private static boolean contains(List<byte[]> hashes, byte[] hash) {
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
      throw new IllegalStateException(e);
    }
  }
}
