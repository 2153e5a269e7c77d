package dev.uproute.service;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** Bytes to text, strictly: what is not UTF-8 text is refused with its line. */
final class Utf8 {
  /** The largest file read, in bytes: room for 100,000 services of 400 bytes. */
  static final int LIMIT = 40 << 20;

  /** The longest line, in characters: longer ones are no configuration. */
  private static final int LINE = 1 << 16;

  private Utf8() {}

  static String text(String file, byte[] bytes) {
    if (bytes.length > LIMIT) {
      throw Mistakes.one(new Place(file, 0, 0), "is larger than 40 MiB");
    }
    if (bytes.length > 1
        && (bytes[0] == -1 && bytes[1] == -2 || bytes[0] == -2 && bytes[1] == -1)) {
      throw Mistakes.one(new Place(file, 1, 1), "is UTF-16; save it as UTF-8");
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (text.indexOf('\uFFFD') >= 0) {
      strict(file, bytes);
    }
    text = text.startsWith("\uFEFF") ? text.substring(1) : text;
    check(file, text);
    return text;
  }

  /** What is decoded to U+FFFD may be written so, or be no UTF-8. */
  private static void strict(String file, byte[] bytes) {
    CharBuffer chars = CharBuffer.allocate(bytes.length);
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CoderResult end = decoder.decode(ByteBuffer.wrap(bytes), chars, true);
    if (end.isError()) {
      throw Mistakes.one(end(file, chars.flip().toString()), "is not UTF-8 from here on");
    }
  }

  private static void check(String file, String text) {
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        start = i + 1;
      } else if (!printable(c)) {
        String message = "contains the control character U+%04X".formatted((int) c);
        throw Mistakes.one(end(file, text.substring(0, i)), message);
      } else if (i - start == LINE) {
        Place place = new Place(file, end(file, text.substring(0, i)).line(), 1);
        throw Mistakes.one(place, "a line longer than 65,536 characters");
      }
    }
  }

  /** As YAML 1.2 has it, chapter 5.1. */
  private static boolean printable(char c) {
    boolean ascii = c >= ' ' && c <= '~' || c == '\t' || c == '\r';
    return ascii || c == 0x85 || c >= 0xA0 && c <= 0xFFFD;
  }

  /** The place just behind a text. */
  private static Place end(String file, String text) {
    int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
    return new Place(file, line, text.length() - text.lastIndexOf('\n'));
  }
}
