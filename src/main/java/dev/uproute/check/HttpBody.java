package dev.uproute.check;

import dev.uproute.text.CommaList;
import dev.uproute.text.Sentence;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.brotli.dec.BrotliInputStream;

/**
 * The text of an HTTP body: decompressed, at most 1 MiB, decoded. Works on bytes that are already
 * here, so a slow target cannot hold a decoder.
 *
 * @param text what was decoded; never null
 * @param cut whether there is more of it than was read
 * @param problem why it could not be decoded, as the end of a sentence; null when it could
 */
record HttpBody(String text, boolean cut, String problem) {
  /** Most bytes of a body that are read, before and again after decompression. */
  static final int MAX = 1 << 20;

  private static final int NESTED = 4;

  /** A brotli window takes up to 16 MiB whatever the body's size: one decoder at a time. */
  private static final ReentrantLock BROTLI = new ReentrantLock();

  private static final Set<String> KNOWN = Set.of("gzip", "x-gzip", "deflate", "br");

  /** Codings that are, but that nobody here undoes; any other unknown word is none at all. */
  private static final Set<String> UNREAD =
      Set.of("zstd", "compress", "x-compress", "exi", "pack200-gzip", "aes128gcm", "dcb", "dcz");

  private static final int JUDGED = 512;

  static HttpBody read(byte[] raw, boolean cut, String encodings, String contentType) {
    byte[] bytes = raw;
    boolean more = cut;
    List<String> names = CommaList.of(encodings);
    if (names.size() > NESTED) {
      return new HttpBody("", more, "is compressed " + names.size() + " times over");
    }
    for (String coding : names.reversed()) {
      String name = coding.toLowerCase(Locale.ROOT);
      if (UNREAD.contains(name)) {
        String unread = "is encoded as " + Sentence.quote(name) + ", which is not read here";
        return new HttpBody("", more, unread);
      }
      if (KNOWN.contains(name) && !mislabelled(name, bytes)) {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        String problem = decode(name, bytes, plain, more);
        if (problem != null) {
          return new HttpBody("", more, problem);
        }
        more |= plain.size() > MAX;
        bytes = plain.toByteArray();
      }
    }
    int length = Math.min(bytes.length, MAX);
    return new HttpBody(Charsets.text(bytes, length, contentType), more, null);
  }

  private static String decode(String name, byte[] bytes, ByteArrayOutputStream to, boolean cut) {
    boolean brotli = name.equals("br");
    if (brotli) {
      BROTLI.lock();
    }
    try (InputStream in = decoder(name, bytes)) {
      copy(in, to);
      return null;
    } catch (EOFException e) {
      return cut ? null : "ends in the middle of its " + name + " data";
    } catch (IOException | RuntimeException e) {
      // decoders answer nonsense with unchecked exceptions too
      return cut && to.size() > 0 ? null : "is not valid " + name + " data";
    } finally {
      if (brotli) {
        BROTLI.unlock();
      }
    }
  }

  private static void copy(InputStream in, ByteArrayOutputStream to) throws IOException {
    byte[] buffer = new byte[8192];
    for (int n = in.read(buffer); n >= 0 && to.size() <= MAX; n = in.read(buffer)) {
      to.write(buffer, 0, Math.min(n, MAX + 1 - to.size()));
    }
  }

  private static InputStream decoder(String name, byte[] bytes) throws IOException {
    InputStream in = new ByteArrayInputStream(bytes);
    return switch (name) {
      case "gzip", "x-gzip" -> new GZIPInputStream(in);
      case "deflate" -> new InflaterInputStream(in, new Inflater(!zlib(bytes)));
      case "br" -> new BrotliInputStream(in);
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** Plain text that a server only calls compressed, which browsers and curl show as it is. */
  private static boolean mislabelled(String name, byte[] b) {
    if (name.endsWith("gzip") && b.length >= 2 && b[0] == 0x1f && b[1] == (byte) 0x8b) {
      return false;
    }
    for (int i = 0; i < Math.min(b.length, JUDGED); i++) {
      if (b[i] >= 0 && b[i] < ' ' && "\t\n\f\r\033".indexOf(b[i]) < 0) {
        return false;
      }
    }
    return unreadable(name, b);
  }

  private static boolean unreadable(String name, byte[] bytes) {
    ByteArrayOutputStream to = new ByteArrayOutputStream();
    return decode(name, bytes, to, false) != null && to.size() == 0;
  }

  /** "deflate" means zlib, but many servers send the raw form: RFC 1950 §2.2 distinguishes them. */
  private static boolean zlib(byte[] b) {
    return b.length >= 2 && (b[0] & 0x0f) == 8 && (((b[0] & 0xff) << 8) + (b[1] & 0xff)) % 31 == 0;
  }
}
