package dev.uproute.deliver;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.uproute.text.CommaList;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signed links by which whoever gets a message acknowledges the outage it is about. The last part
 * of an address says to which channel it went, of which service and which time it is, and has an
 * HMAC-SHA256 of that, cut to 128 bits, so it is good for nothing else. Immutable.
 */
public final class AcknowledgeLinks {
  /** For so long after what it is about a link works. */
  public static final Duration VALID = Duration.ofDays(7);

  private static final int SIGNATURE = 16;

  /** Longer than any of ours. */
  private static final int LONGEST = 200;

  private final List<String> tokens;
  private final String link;

  /**
   * @param tokens the first one signs, links of all are ours, with commas between them; {@code
   *     none} = there are no links
   * @param link address of the status page; {@code none} = there are no links
   */
  public AcknowledgeLinks(String tokens, String link) {
    this.tokens = tokens.equals("none") ? List.of() : CommaList.of(tokens);
    this.link = link.equals("none") ? null : link.replaceAll("/+$", "") + "/ack/";
  }

  /**
   * What a link is about.
   *
   * @param at when what was notified was found; an outage that began later is another
   */
  public record Signed(String channel, String service, Instant at) {
    private String text() {
      return Long.toString(at.toEpochMilli(), 36) + "." + channel + "." + service;
    }
  }

  /** The address for a message to a channel; null when there are no links. */
  public String link(String channel, String service, Instant at) {
    if (tokens.isEmpty() || link == null) {
      return null;
    }
    String text = new Signed(channel, service, at).text();
    return link + HexFormat.of().formatHex(signature(tokens.getFirst(), text)) + "." + text;
  }

  /**
   * @param part the last part of an address
   * @return null when it is none of ours
   */
  public Signed read(String part) {
    String[] parts = part == null || part.length() > LONGEST ? new String[0] : part.split("\\.", 4);
    if (parts.length < 4
        || !parts[0].matches("[0-9a-f]{32}")
        || !parts[1].matches("[0-9a-z]{1,9}")) {
      return null;
    }
    byte[] sent = HexFormat.of().parseHex(parts[0]);
    String text = part.substring(parts[0].length() + 1);
    boolean ours = false;
    for (String token : tokens) {
      ours |= MessageDigest.isEqual(sent, signature(token, text));
    }
    Instant at = Instant.ofEpochMilli(Long.parseLong(parts[1], 36));
    return ours ? new Signed(parts[2], parts[3], at) : null;
  }

  private static byte[] signature(String token, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(token.getBytes(UTF_8), "HmacSHA256"));
      byte[] whole = mac.doFinal(("acknowledge " + text).getBytes(UTF_8));
      return Arrays.copyOf(whole, SIGNATURE);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}
