package dev.uproute.channel;

import dev.uproute.deliver.Message;
import dev.uproute.text.Times;
import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/**
 * What the template of a receiver's form sees besides the message: the words, what the channel is
 * set to, and functions that keep texts within the receiver's limits. Each takes the most that is
 * allowed; what is longer ends with an ellipsis, and no cut falls inside a character, a link or an
 * escape. Immutable, thread-safe.
 *
 * @param title first line of the text
 * @param text the other lines; may be empty
 * @param style of the worst line: down, trouble, good or plain
 * @param colour the same as a number of red, green and blue
 * @param settings {@code uproute.alert.<channel>.*} by the last part of the key, which may be
 *     secret
 * @param sent the message as it is, its texts not cleaned
 * @param given what the route gives besides; null for nothing
 */
public record PayloadView(
    String title,
    String text,
    String style,
    int colour,
    Map<String, String> settings,
    Message sent,
    Object given) {

  static PayloadView of(Message message, String text, Map<String, String> settings, Object given) {
    TitleAndText parts = TitleAndText.of(text);
    MessageStyle style = MessageStyle.of(message);
    return new PayloadView(
        parts.title(),
        parts.rest(),
        style.name().toLowerCase(Locale.ROOT),
        style.rgb(),
        settings,
        message,
        given);
  }

  /** The text without its title, or the title when that is all there is. */
  public String words() {
    return text.isEmpty() ? title : text;
  }

  /** At most so many UTF-16 units, which are never fewer than the characters a receiver counts. */
  public String chars(String text, int most) {
    return Fit.chars(text, most);
  }

  /** At most so many bytes of UTF-8. */
  public String bytes(String text, int most) {
    return Fit.bytes(text, most);
  }

  /** As {@link #chars}, with a backslash before each of the characters that is in no link. */
  public String marked(String text, int most, String characters) {
    return Fit.chars(text, most, piece -> Fit.link(piece) ? piece : Fit.marked(piece, characters));
  }

  /**
   * As {@link #chars}, with the characters of HTML escaped, and others outside of links replaced.
   */
  public String html(String text, int most, Map<String, String> others) {
    return Fit.chars(text, most, piece -> replaced(piece, others));
  }

  private static String replaced(String piece, Map<String, String> others) {
    String escaped = Fit.html(piece);
    if (!Fit.link(piece)) {
      for (Map.Entry<String, String> other : others.entrySet()) {
        escaped = escaped.replace(other.getKey(), other.getValue());
      }
    }
    return escaped;
  }

  /** Last part of the path of the channel's {@code url}, percent signs read. */
  public String topic() {
    String path = URI.create(settings.get("url")).getPath().replaceFirst("/+$", "");
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Such as {@code 2026-11-21T03:10:00Z}; null for null. */
  public String iso(Instant at) {
    return Times.iso(at);
  }
}
