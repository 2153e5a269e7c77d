package dev.uproute.parse;

import dev.uproute.text.Shown;
import java.util.Locale;

/**
 * One thing wrong in a configuration file, reported so that its author can put it right.
 *
 * @param key the key as a dotted path inside its service; null when it concerns no single key
 * @param message one sentence: the value and what is allowed; never a secret that was filled in
 */
public record ConfigError(Location location, String key, String message) {
  /** Whatever an author wrote, an error is one line without invisible characters. */
  public ConfigError {
    key = key == null ? null : Shown.cut(visible(key));
    message = visible(message);
  }

  /** For example {@code services.yaml:12:5: urll: unknown key; did you mean "url"?} */
  @Override
  public String toString() {
    return location + ": " + (key == null ? "" : key + ": ") + message;
  }

  /** Which service it concerns, where that is not plain from the place: it is written elsewhere. */
  static String whose(Location location, Location service) {
    boolean inside = service.line() == 0 || location.compareTo(service) >= 0;
    return inside ? "" : " of the service in line " + service.line();
  }

  private static String visible(String text) {
    StringBuilder visible = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (c == ' ' || !Characters.invisible(c)) {
                visible.appendCodePoint(c);
              } else {
                visible.append(String.format(Locale.ROOT, "\\u%04x", c));
              }
            });
    return visible.toString();
  }
}
