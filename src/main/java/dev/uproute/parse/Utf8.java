package dev.uproute.parse;

import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * Bytes to text, strictly: what is not UTF-8 text is refused with its line. The text is never held
 * as a whole.
 */
public final class Utf8 {
  /** The largest file read, in bytes: room for 100,000 services of 400 bytes. */
  public static final int LIMIT = 40 << 20;

  /** The longest line, in characters: longer ones are no configuration. */
  private static final int LINE = 1 << 16;

  private final String file;
  private final int longest;
  private int line = 1;
  private int column = 1;

  private Utf8(String file, int longest) {
    this.file = file;
    this.longest = longest;
  }

  /**
   * The text, to be read from its beginning.
   *
   * @throws ConfigErrors with the first that is wrong in it
   */
  public static InputStreamReader text(String file, byte[] bytes) {
    return text(file, bytes, LINE);
  }

  /**
   * The same.
   *
   * @param longest line there may be, in characters
   */
  static InputStreamReader text(String file, byte[] bytes, int longest) {
    if (bytes.length > LIMIT) {
      throw ConfigErrors.one(new Location(file, 0, 0), "is larger than 40 MiB");
    }
    if (bytes.length > 1
        && (bytes[0] == -1 && bytes[1] == -2 || bytes[0] == -2 && bytes[1] == -1)) {
      throw ConfigErrors.one(new Location(file, 1, 1), "is UTF-16; save it as UTF-8");
    }
    boolean marked =
        bytes.length > 2 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == -65;
    int start = marked ? 3 : 0;
    new Utf8(file, longest).check(ByteBuffer.wrap(bytes, start, bytes.length - start));
    return new InputStreamReader(
        new ByteArrayInputStream(bytes, start, bytes.length - start), StandardCharsets.UTF_8);
  }

  private void check(ByteBuffer bytes) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CharBuffer piece = CharBuffer.allocate(1 << 13);
    CoderResult result = CoderResult.OVERFLOW;
    while (result.isOverflow()) {
      result = decoder.decode(bytes, piece.clear(), true);
      check(piece.array(), piece.position());
    }
    if (result.isError()) {
      throw ConfigErrors.one(new Location(file, line, column), "is not UTF-8 from here on");
    }
  }

  private void check(char[] piece, int length) {
    for (int i = 0; i < length; i++) {
      char c = piece[i];
      if (c == '\n') {
        line++;
        column = 1;
      } else if (!printable(c)) {
        String message = "contains the control character U+%04X".formatted((int) c);
        throw ConfigErrors.one(new Location(file, line, column), message);
      } else if (column++ > longest) {
        throw ConfigErrors.one(new Location(file, line, 1), "a line longer than 65,536 characters");
      }
    }
  }

  /** As YAML 1.2 has it, chapter 5.1. */
  private static boolean printable(char c) {
    boolean ascii = c >= ' ' && c <= '~' || c == '\t' || c == '\r';
    return ascii || c == 0x85 || c >= 0xA0 && c <= 0xFFFD;
  }
}
