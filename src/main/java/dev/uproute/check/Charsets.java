package dev.uproute.check;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the bytes of a page as a browser does: by its byte order mark, by the charset of its
 * Content-Type, by its XML declaration or {@code <meta charset>}, else as UTF-8, or as windows-1252
 * when most of it is no UTF-8. Pure.
 */
final class Charsets {
  /** So much of a page is searched for the charset it declares. */
  private static final int BEGINNING = 4096;

  private static final Pattern HEADER =
      Pattern.compile("charset\\s*=\\s*[\"']?([A-Za-z0-9._:+-]{1,40})", Pattern.CASE_INSENSITIVE);
  private static final Pattern COMMENT = Pattern.compile("<!--.*?(-->|$)", Pattern.DOTALL);
  private static final Pattern PAGE =
      Pattern.compile(
          "^\\s*<\\?xml\\s[^>]{0,200}?encoding\\s*=\\s*[\"']([A-Za-z0-9._:+-]{1,40})"
              + "|<meta\\s[^>]{0,500}?charset\\s*=\\s*[\"']?\\s*([A-Za-z0-9._:+-]{1,40})",
          Pattern.CASE_INSENSITIVE);

  /** What these names mean on the web is more than what Java means by them. */
  private static final Map<String, String> WEB =
      Map.ofEntries(
          Map.entry("us-ascii", "windows-1252"),
          Map.entry("ascii", "windows-1252"),
          Map.entry("iso-8859-1", "windows-1252"),
          Map.entry("iso8859-1", "windows-1252"),
          Map.entry("latin1", "windows-1252"),
          Map.entry("iso-8859-9", "windows-1254"),
          Map.entry("gb2312", "GB18030"),
          Map.entry("gb_2312-80", "GB18030"),
          Map.entry("gbk", "GB18030"),
          Map.entry("x-gbk", "GB18030"),
          Map.entry("shift_jis", "windows-31j"),
          Map.entry("shift-jis", "windows-31j"),
          Map.entry("sjis", "windows-31j"),
          Map.entry("x-sjis", "windows-31j"),
          Map.entry("euc-kr", "x-windows-949"),
          Map.entry("ks_c_5601-1987", "x-windows-949"),
          Map.entry("tis-620", "x-windows-874"),
          Map.entry("windows-874", "x-windows-874"),
          Map.entry("utf-16", "UTF-16LE"),
          Map.entry("macintosh", "x-MacRoman"),
          Map.entry("x-mac-cyrillic", "x-MacCyrillic"));

  private Charsets() {}

  /**
   * The text of the first {@code length} bytes; what cannot be read is U+FFFD.
   *
   * @param contentType value of the header; null = none
   */
  static String text(byte[] bytes, int length, String contentType) {
    Charset mark = mark(bytes, length);
    if (mark != null) {
      return new String(bytes, 0, length, mark).substring(1);
    }
    Charset named = named(HEADER.matcher(contentType == null ? "" : contentType));
    named = named == null ? ofPage(bytes, length) : named;
    if (named != null) {
      return new String(bytes, 0, length, named);
    }
    String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
    return utf8(text) ? text : new String(bytes, 0, length, Charset.forName("windows-1252"));
  }

  private static Charset mark(byte[] b, int length) {
    if (length >= 3 && b[0] == (byte) 0xEF && b[1] == (byte) 0xBB && b[2] == (byte) 0xBF) {
      return StandardCharsets.UTF_8;
    }
    if (length >= 2 && b[0] == (byte) 0xFE && b[1] == (byte) 0xFF) {
      return StandardCharsets.UTF_16BE;
    }
    return length >= 2 && b[0] == (byte) 0xFF && b[1] == (byte) 0xFE
        ? StandardCharsets.UTF_16LE
        : null;
  }

  /** A page that can be read for its charset is not UTF-16, whatever it says. */
  private static Charset ofPage(byte[] bytes, int length) {
    int end = Math.min(length, BEGINNING);
    String begin = new String(bytes, 0, end, StandardCharsets.ISO_8859_1);
    Charset named = named(PAGE.matcher(COMMENT.matcher(begin).replaceAll("")));
    boolean wide = named != null && named.name().toUpperCase(Locale.ROOT).startsWith("UTF-16");
    return wide ? StandardCharsets.UTF_8 : named;
  }

  /** The first name found; null when there is none or nobody knows it. */
  private static Charset named(Matcher matcher) {
    if (!matcher.find()) {
      return null;
    }
    boolean second = matcher.groupCount() > 1 && matcher.group(1) == null;
    String name = matcher.group(second ? 2 : 1).toLowerCase(Locale.ROOT);
    try {
      return Charset.forName(WEB.getOrDefault(name, name));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return null;
    }
  }

  /** One broken character does not make a page of UTF-8 another. */
  private static boolean utf8(String text) {
    int broken = 0;
    int whole = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      broken += c == '\uFFFD' ? 1 : 0;
      whole += c >= 0x80 && c != '\uFFFD' ? 1 : 0;
    }
    return broken <= whole;
  }
}
