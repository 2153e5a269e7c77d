package dev.uproute.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** PROMISES B31 and B33: bodies in every wrapping. */
class BodyTest {
  private static final byte[] TEXT = "Grüße".getBytes(StandardCharsets.UTF_8);

  private static byte[] gzip(byte[] plain) throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(plain);
    }
    return packed.toByteArray();
  }

  private static byte[] deflate(byte[] plain, boolean raw) throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream deflate = new DeflaterOutputStream(packed, new Deflater(9, raw))) {
      deflate.write(plain);
    }
    return packed.toByteArray();
  }

  private static Body read(byte[] raw, String encoding) {
    return Body.read(raw, false, encoding, null);
  }

  @Test
  void every_usual_encoding_is_undone() throws Exception {
    assertEquals("Grüße", read(TEXT, null).text());
    assertEquals("Grüße", read(TEXT, "identity").text());
    assertEquals("Grüße", read(gzip(TEXT), "gzip").text());
    assertEquals("Grüße", read(gzip(TEXT), "X-GZIP").text());
    assertEquals("Grüße", read(deflate(TEXT, false), "deflate").text());
    assertEquals("Grüße", read(deflate(TEXT, true), "deflate").text());
    assertEquals("Grüße", read(gzip(deflate(TEXT, true)), "deflate, gzip").text());
    byte[] brotli = Base64.getDecoder().decode("CwKAaGVsbG8D");
    assertEquals("hello", read(brotli, "br").text());
  }

  @Test
  void what_cannot_be_undone_is_said() throws Exception {
    assertEquals("is encoded as \"zstd\", which is not read here", read(TEXT, "zstd").problem());
    assertEquals("is not valid gzip data", read(TEXT, "gzip").problem());
    assertEquals("is not valid br data", read(TEXT, "br").problem());
    byte[] half = Arrays.copyOf(gzip(TEXT), 14);
    assertEquals("ends in the middle of its gzip data", read(half, "gzip").problem());
    assertNull(Body.read(half, true, "gzip", null).problem(), "we cut it ourselves");
    assertEquals("is compressed 5 times over", read(TEXT, "gzip,gzip,gzip,gzip,gzip").problem());
  }

  @Test
  void no_more_than_a_mebibyte_comes_out() throws Exception {
    byte[] big = new byte[8 * Body.MAX];
    Body once = read(gzip(big), "gzip");
    assertEquals(Body.MAX, once.text().length());
    assertTrue(once.cut());
    Body nested = read(gzip(gzip(gzip(big))), "gzip, gzip, gzip");
    assertEquals(Body.MAX, nested.text().length());
    assertTrue(nested.cut());
    assertFalse(read(gzip(new byte[Body.MAX]), "gzip").cut());
  }

  @Test
  void charsets_are_honoured_when_they_exist() {
    byte[] latin = "Grüße".getBytes(StandardCharsets.ISO_8859_1);
    assertEquals("Grüße", Body.read(latin, false, null, "text/html; charset=ISO-8859-1").text());
    assertEquals("Grüße", Body.read(latin, false, null, "a/b;CharSet=\"latin1\"").text());
    assertEquals("Grüße", Body.read(TEXT, false, null, "text/html; charset=bogus-1").text());
    assertEquals("Gr\uFFFD\uFFFDe", Body.read(latin, false, null, "text/html").text());
    String endless = "text/html; charset=" + "x".repeat(10_000);
    assertEquals("Grüße", Body.read(TEXT, false, null, endless).text());
  }
}
