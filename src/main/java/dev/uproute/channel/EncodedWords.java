package dev.uproute.channel;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Text of mail headers as RFC 2047 wants it: what is not ASCII, and what has the form of an encoded
 * word already, is encoded, so that the receiver shows what was meant.
 */
final class EncodedWords {
  /** Bytes of one word, which with its frame may be 75 characters long. */
  private static final int MOST = 45;

  private EncodedWords() {}

  /** Nothing in it needs more than ASCII; words are separated by spaces, which no reader shows. */
  static String of(String text) {
    boolean plain = text.chars().allMatch(c -> c >= ' ' && c < 127) && !text.contains("=?");
    return plain ? text : String.join(" ", words(text));
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    ByteArrayOutputStream word = new ByteArrayOutputStream();
    for (int code : text.codePoints().toArray()) {
      byte[] bytes = Character.toString(code).getBytes(StandardCharsets.UTF_8);
      if (word.size() + bytes.length > MOST) {
        words.add(word(word));
      }
      word.writeBytes(bytes);
    }
    words.add(word(word));
    return words;
  }

  private static String word(ByteArrayOutputStream bytes) {
    String encoded = Base64.getEncoder().encodeToString(bytes.toByteArray());
    bytes.reset();
    return "=?UTF-8?B?" + encoded + "?=";
  }
}
