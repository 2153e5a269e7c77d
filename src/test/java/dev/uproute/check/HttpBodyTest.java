package dev.uproute.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies in every wrapping. */
class HttpBodyTest {
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

  private static HttpBody read(byte[] raw, String encoding) {
    return HttpBody.read(raw, false, encoding, null);
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
    byte[] broken = gzip(TEXT);
    Arrays.fill(broken, 10, broken.length, (byte) 0xFF);
    assertEquals("is not valid gzip data", read(broken, "gzip").problem());
    assertEquals("is not valid br data", read(broken, "br").problem());
    byte[] half = Arrays.copyOf(gzip(TEXT), 14);
    assertEquals("ends in the middle of its gzip data", read(half, "gzip").problem());
    assertNull(HttpBody.read(half, true, "gzip", null).problem(), "we cut it ourselves");
    assertEquals("is compressed 5 times over", read(TEXT, "gzip,gzip,gzip,gzip,gzip").problem());
    assertNull(read(gzip(TEXT), ", ,gzip,,,").problem(), "empty elements of a list do not count");
  }

  @Test
  void no_more_than_a_mebibyte_comes_out() throws Exception {
    byte[] big = new byte[8 * HttpBody.MAX];
    HttpBody once = read(gzip(big), "gzip");
    assertEquals(HttpBody.MAX, once.text().length());
    assertTrue(once.cut());
    HttpBody nested = read(gzip(gzip(gzip(big))), "gzip, gzip, gzip");
    assertEquals(HttpBody.MAX, nested.text().length());
    assertTrue(nested.cut());
    assertFalse(read(gzip(new byte[HttpBody.MAX]), "gzip").cut());
  }

  @Test
  void charsets_are_honoured_when_they_exist() {
    byte[] latin = "Grüße".getBytes(StandardCharsets.ISO_8859_1);
    assertEquals(
        "Grüße", HttpBody.read(latin, false, null, "text/html; charset=ISO-8859-1").text());
    assertEquals("Grüße", HttpBody.read(latin, false, null, "a/b;CharSet=\"latin1\"").text());
    assertEquals("Grüße", HttpBody.read(TEXT, false, null, "text/html; charset=bogus-1").text());
    assertEquals("Grüße", HttpBody.read(latin, false, null, "text/html").text());
    String endless = "text/html; charset=" + "x".repeat(10_000);
    assertEquals("Grüße", HttpBody.read(TEXT, false, null, endless).text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"UTF-8", "none", "", ",", "binary", "8bit", "text/html", "identity, none", "br,"})
  void a_coding_that_is_none_changes_nothing(String coding) {
    assertEquals("Grüße", read(TEXT, coding).text());
    assertNull(read(TEXT, coding).problem());
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "x-gzip", "deflate", "br", "gzip, gzip"})
  void plain_text_that_is_called_compressed_is_read_as_it_is(String coding) throws Exception {
    byte[] page = "<html>\n\t<p>Grüße, status: ready</p>\r\n</html>".getBytes(UTF_8);
    assertEquals(new String(page, UTF_8), read(page, coding).text());
    assertEquals("", read(new byte[0], coding).text());
    assertNull(read(new byte[0], coding).problem());
  }

  @Test
  void a_page_compressed_once_and_labelled_twice_is_read() throws Exception {
    assertEquals("Grüße", read(gzip(TEXT), "gzip, gzip").text());
    assertEquals("Grüße", read(gzip(TEXT), "UTF-8, gzip").text());
    assertEquals("Grüße", read(gzip(TEXT), "gzip,chunked").text());
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "gb2312,       <meta charset='gb2312'>,                                                登录系统",
    "gb2312,       <META HTTP-EQUIV=Content-Type CONTENT='text/html; charset=GB2312'>,     登录系统",
    "gb18030,      <meta charset=gb2312>,                                                  龍㐀",
    "shift_jis,    <html><head><title>x</title><meta charset=Shift_JIS>,                   ログイン",
    "windows-31j,  <meta charset=x-sjis>,                                                  ①髙",
    "euc-jp,       <?xml version='1.0' encoding='EUC-JP'?>,                                ログイン",
    "euc-kr,       <meta charset=euc-kr>,                                                  로그인",
    "x-windows-949,<meta charset=ks_c_5601-1987>,                                          똠",
    "big5,         <meta content='text/html; charset=big5' http-equiv=content-type>,       登錄",
    "windows-1251, <?xml version=\"1.0\" encoding=\"windows-1251\"?>,                  Вход",
    "koi8-r,       <meta name=a content=b><meta charset='koi8-r'/>,                        Вход",
    "windows-1252, <meta charset=iso-8859-1>,                                              €uro",
    "iso-8859-2,   <meta charset=ISO-8859-2>,                                              Zażółć",
    "utf-8,        <meta charset=utf-16>,                                                  Grüße",
    "utf-8,        <meta charset=bogus-1>,                                                 Grüße",
    "utf-8,        <!-- <meta charset=gb2312> -->,                                         Grüße",
    "utf-8,        <?xml version='1.0'?>,                                                  Grüße",
    "windows-1252, <p>no charset at all</p>,                                               Grüße",
  })
  void a_page_says_its_charset_itself(String charset, String head, String word) throws Exception {
    byte[] page = (head + word).getBytes(Charset.forName(charset));
    assertEquals(head + word, HttpBody.read(page, false, null, "text/html").text());
    assertEquals(head + word, HttpBody.read(page, false, null, null).text());
  }

  @Test
  void the_header_wins_over_the_page_and_a_byte_order_mark_over_both() {
    byte[] page = "<meta charset=gb2312>Grüße".getBytes(UTF_8);
    String header = "text/html; charset='utf-8'";
    assertEquals("<meta charset=gb2312>Grüße", HttpBody.read(page, false, null, header).text());
    for (Charset wide : List.of(UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      byte[] marked = "\uFEFF登录".getBytes(wide);
      assertEquals("登录", HttpBody.read(marked, false, null, "text/html; charset=gb2312").text());
    }
    byte[] wide = "登录".getBytes(StandardCharsets.UTF_16LE);
    assertEquals("登录", HttpBody.read(wide, false, null, "text/plain; charset=UTF-16").text());
  }

  @Test
  void one_broken_character_does_not_change_the_charset() {
    byte[] page = "Grüße, Grüße".getBytes(UTF_8);
    byte[] broken = Arrays.copyOf(page, page.length + 1);
    broken[page.length] = (byte) 0xE2;
    assertEquals("Grüße, Grüße\uFFFD", read(broken, null).text());
  }
}
