package dev.uproute.service;

import java.util.Locale;

/**
 * One thing wrong in a configuration file, told so that its author can put it right.
 *
 * @param key the key as a dotted path inside its service; null when it concerns no single key
 * @param message one sentence: the value and what is allowed. Never a resolved secret, never a
 *     control character
 */
public record Mistake(Place place, String key, String message) {
  private static final int SHOWN = 60;

  /** For example {@code services.yaml:12:5: urll: unknown key; did you mean "url"?} */
  @Override
  public String toString() {
    return place + ": " + (key == null ? "" : key + ": ") + message;
  }

  /** A value as messages show it: quoted, cut, everything invisible made visible. */
  static String shown(String value) {
    StringBuilder text = new StringBuilder("\"");
    value.codePoints().limit(SHOWN).forEach(c -> append(text, c));
    return text.append(value.codePointCount(0, value.length()) > SHOWN ? "…" : "")
        .append('"')
        .toString();
  }

  private static void append(StringBuilder text, int c) {
    if (c == ' ' || !Characters.invisible(c)) {
      text.appendCodePoint(c);
    } else {
      text.append(String.format(Locale.ROOT, "\\u%04x", c));
    }
  }
}
