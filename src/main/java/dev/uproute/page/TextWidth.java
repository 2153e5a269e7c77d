package dev.uproute.page;

import java.util.stream.IntStream;

/**
 * How wide a text of a badge is, without a font at hand: in the widths of DejaVu Sans, which are
 * about those of Verdana. What differs elsewhere is stretched to this by {@code textLength}.
 */
final class TextWidth {
  /** Of the characters from the space on, in hundredths of the size of the font. */
  private static final int[] WIDTHS = {
    32, 40, 46, 84, 64, 95, 78, 27, 39, 39, 50, 84, 32, 36, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64,
    64, 64, 34, 34, 84, 84, 84, 53, 100, 68, 69, 70, 77, 63, 58, 77, 75, 29, 29, 66, 56, 86, 75, 79,
    60, 79, 69, 63, 61, 73, 68, 99, 69, 61, 69, 39, 34, 39, 84, 50, 50, 61, 63, 55, 63, 62, 35, 63,
    63, 28, 28, 58, 28, 97, 63, 61, 63, 63, 41, 52, 39, 63, 59, 82, 59, 59, 52, 64, 34, 64, 84
  };

  private static final int OTHER = 65;
  private static final int WIDE = 100;

  /** From here on: Hangul, CJK, pictographs; what is narrower there gets too much room. */
  private static final int FIRST_WIDE = 0x1100;

  private TextWidth() {}

  /**
   * Rounded up to whole pixels.
   *
   * @param size of the font, in pixels
   */
  static int of(String text, int size) {
    return Math.ceilDiv(text.codePoints().flatMap(TextWidth::hundredths).sum() * size, 100);
  }

  private static IntStream hundredths(int c) {
    int type = Character.getType(c);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return IntStream.empty();
    }
    int known = c - ' ';
    if (known >= 0 && known < WIDTHS.length) {
      return IntStream.of(WIDTHS[known]);
    }
    boolean punctuation = c >= 0x2000 && c < 0x2100;
    return IntStream.of(c < FIRST_WIDE || punctuation ? OTHER : WIDE);
  }
}
