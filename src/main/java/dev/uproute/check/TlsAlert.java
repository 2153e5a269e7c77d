package dev.uproute.check;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an alert of the TLS protocol (RFC 8446, 6.2) says, in words a person understands. Pure. */
final class TlsAlert {
  /** Java 25 puts the alert before the message, older ones do not. */
  private static final Pattern RECEIVED =
      Pattern.compile("(?i)(?:\\([a-z_]+\\) )?received fatal alert: ([a-z_]+)");

  private static final Pattern OURS = Pattern.compile("\\(([a-z_]+)\\) .*");

  static final String NO_CIPHER = "it has no cipher in common with us";
  static final String NO_VERSION = "it speaks other versions of TLS than we do";

  private TlsAlert() {}

  /** The name of the alert that was received, such as handshake_failure; null when none was. */
  static String received(String message) {
    if (message.contains("Received") && message.contains("close_notify")) {
      return "close_notify";
    }
    Matcher form = RECEIVED.matcher(message);
    return form.matches() ? form.group(1).toLowerCase(Locale.ROOT) : null;
  }

  /** The name of the alert we sent for what the server did; null when it is not reported. */
  static String sent(String message) {
    Matcher form = OURS.matcher(message);
    return form.matches() ? form.group(1) : null;
  }

  /**
   * Why the server refuses.
   *
   * @param seen whether it had shown its certificate: then the ciphers were agreed upon
   * @param host the name it was asked for
   */
  static String words(String alert, boolean seen, String host) {
    return switch (alert) {
      case "handshake_failure" -> seen ? "it may want a client certificate" : NO_CIPHER;
      case "protocol_version", "inappropriate_fallback" -> NO_VERSION;
      case "insufficient_security" -> "our ciphers are too weak for it";
      case "unrecognized_name" -> "it knows no host " + host;
      case "certificate_required", "no_certificate", "bad_certificate" ->
          "it wants a client certificate";
      case "unsupported_certificate", "certificate_unknown", "certificate_revoked" ->
          "it does not accept a client without a certificate it knows";
      case "certificate_expired", "unknown_ca" ->
          "it does not accept a client without a certificate it knows";
      case "access_denied" -> "access denied";
      case "internal_error" -> "internal error of the server";
      case "no_application_protocol" -> "it does not speak HTTP/1.1";
      case "user_canceled", "close_notify" -> "connection closed";
      case "unknown_psk_identity" -> "it wants a key agreed upon beforehand";
      default -> "it does not understand our handshake (" + alert.replace('_', ' ') + ")";
    };
  }

  /** Whether an old device sends this because it supports only what is no longer thought safe. */
  static boolean old(String words) {
    return words.equals(NO_CIPHER) || words.equals(NO_VERSION);
  }
}
