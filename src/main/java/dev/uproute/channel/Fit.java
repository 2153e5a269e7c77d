package dev.uproute.channel;

import java.nio.charset.StandardCharsets;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text within a receiver's limit and in its alphabet: what is too long ends with an ellipsis, and a
 * cut never falls inside a character, an emoji, an escape or a link.
 */
final class Fit {
  /** A link that no receiver could misread, or what people see as one character. */
  private static final Pattern PIECES =
      Pattern.compile("https?://[\\w.~:/?#@!$&',;=%+-]+|\\X", Pattern.UNICODE_CHARACTER_CLASS);

  private static final String MORE = "…";

  private Fit() {}

  /**
   * @param most UTF-16 units, which are never fewer than the characters a receiver counts
   */
  static String chars(String text, int most) {
    return in(text, most, String::length, UnaryOperator.identity());
  }

  /**
   * @param escape how one piece is written so that the receiver shows it as it is
   */
  static String chars(String text, int most, UnaryOperator<String> escape) {
    return in(text, most, String::length, escape);
  }

  /**
   * @param most bytes of UTF-8
   */
  static String bytes(String text, int most) {
    return in(
        text,
        most,
        piece -> piece.getBytes(StandardCharsets.UTF_8).length,
        UnaryOperator.identity());
  }

  private static String in(
      String text, int most, ToIntFunction<String> size, UnaryOperator<String> escape) {
    StringBuilder fit = new StringBuilder();
    int used = 0;
    int whole = 0;
    Matcher pieces = PIECES.matcher(whole(text));
    while (pieces.find()) {
      String piece = escape.apply(pieces.group());
      int next = used + size.applyAsInt(piece);
      if (next > most) {
        return fit.substring(0, whole) + MORE;
      }
      if (used + size.applyAsInt(MORE) <= most) {
        whole = fit.length();
      }
      fit.append(piece);
      used = next;
    }
    return fit.toString();
  }

  /** Half a surrogate pair, which no JSON may hold, becomes U+FFFD. */
  private static String whole(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_16), StandardCharsets.UTF_16);
  }

  /** A backslash before each of these characters, wherever in a piece they stand. */
  static String marked(String piece, String characters) {
    StringBuilder marked = new StringBuilder();
    for (char c : piece.toCharArray()) {
      marked.append(characters.indexOf(c) < 0 ? "" : "\\").append(c);
    }
    return marked.toString();
  }

  /** The three characters that begin something in HTML, and in Slack. */
  static String html(String piece) {
    return piece.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** Whether a piece is a link as a whole. */
  static boolean link(String piece) {
    return piece.startsWith("http://") || piece.startsWith("https://");
  }
}
