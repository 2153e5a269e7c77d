package dev.uproute.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.message.BasicHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where redirects lead. */
class RedirectTest {
  private static final Map<String, String> SENT =
      Map.of("Cookie", "s=1", "Content-Type", "text/plain", "Accept", "text/html");

  private static HttpHop at(String method, String host, int port, String path) {
    return new HttpHop(method, port == 443, host, port, path, SENT, "body");
  }

  private static String led(String from, String location) throws NoAnswer {
    return at("GET", "a", 80, from).redirected(302, location).url();
  }

  /** RFC 3986 §5.4.1 and §5.4.2; a fragment is never sent, and http:g is read as browsers do. */
  @ParameterizedTest(name = "to {0}")
  @CsvSource({
    "g,             http://a/b/c/g",
    "./g,           http://a/b/c/g",
    "g/,            http://a/b/c/g/",
    "/g,            http://a/g",
    "//g,           http://g/",
    "?y,            http://a/b/c/d;p?y",
    "g?y,           http://a/b/c/g?y",
    "#s,            http://a/b/c/d;p?q",
    "g#s,           http://a/b/c/g",
    "g?y#s,         http://a/b/c/g?y",
    ";x,            http://a/b/c/;x",
    "g;x,           http://a/b/c/g;x",
    "g;x?y#s,       http://a/b/c/g;x?y",
    "'',            http://a/b/c/d;p?q",
    ".,             http://a/b/c/",
    "./,            http://a/b/c/",
    "..,            http://a/b/",
    "../,           http://a/b/",
    "../g,          http://a/b/g",
    "../..,         http://a/",
    "../../,        http://a/",
    "../../g,       http://a/g",
    "../../../g,    http://a/g",
    "../../../../g, http://a/g",
    "/./g,          http://a/g",
    "/../g,         http://a/g",
    "g.,            http://a/b/c/g.",
    ".g,            http://a/b/c/.g",
    "g..,           http://a/b/c/g..",
    "..g,           http://a/b/c/..g",
    "./../g,        http://a/b/g",
    "./g/.,         http://a/b/c/g/",
    "g/./h,         http://a/b/c/g/h",
    "g/../h,        http://a/b/c/h",
    "g;x=1/./y,     http://a/b/c/g;x=1/y",
    "g;x=1/../y,    http://a/b/c/y",
    "g?y/./x,       http://a/b/c/g?y/./x",
    "g?y/../x,      http://a/b/c/g?y/../x",
    "g#s/./x,       http://a/b/c/g",
    "g#s/../x,      http://a/b/c/g",
    "http:g,        http://a/b/c/g",
  })
  void references_are_resolved_by_the_table_of_rfc_3986(String location, String to)
      throws NoAnswer {
    assertEquals(to, led("/b/c/d;p?q", location));
  }

  @ParameterizedTest(name = "to {0}")
  @CsvSource({
    "?lang=en,                      http://a/start/query/page?lang=en",
    "?,                             http://a/start/query/page?",
    "login,                         http://a/start/query/login",
    "HTTPS://B.example,             https://b.example/",
    "http://b.example:/,            http://b.example/",
    "http://b.example.:8080/x,      http://b.example:8080/x",
    "http://b.example/x/../y,       http://b.example/y",
    "http://b.example?q,            http://b.example/?q",
    "//b.example:81,                http://b.example:81/",
    "http://my_app_web:27173/next,  http://my_app_web:27173/next",
    "http://-a-.my_app/,            http://-a-.my_app/",
    "http://1st.2nd.example/,       http://1st.2nd.example/",
    "http://[2001:DB8::1]:81/x,     http://[2001:db8::1]:81/x",
    "'  /a b c?d e  ',              http://a/a%20b%20c?d%20e",
    "/100%,                         http://a/100%",
    "/%7Ea%2Fb,                     http://a/%7Ea%2Fb",
    "/{a}|b^c`d\"e<f>,              http://a/%7Ba%7D%7Cb%5Ec%60d%22e%3Cf%3E",
    "'\\x\\y?a\\b',                 'http://a/x/y?a%5Cb'",
    "'http:\\\\b.example\\x',       http://b.example/x",
    "http:/x,                       http://a/x",
    "1:2/x,                         http://a/start/query/1:2/x",
    "/a:b//c,                       http://a/a:b//c",
  })
  void locations_are_taken_as_browsers_take_them(String location, String to) throws NoAnswer {
    assertEquals(to, led("/start/query/page", location));
  }

  @Test
  void raw_utf8_is_escaped_in_a_path_and_encoded_in_a_host() throws NoAnswer {
    String location = "http://b\u00fccher.example/\u00fc?\u767b";
    String bytes =
        new String(location.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    assertEquals("http://xn--bcher-kva.example/%C3%BC?%E7%99%BB", led("/", bytes));
    assertEquals("http://a/%FC", led("/", "\u00fc"));
    assertEquals("http://a/ab", led("/", "/a\tb"));
  }

  @ParameterizedTest(name = "to {0}")
  @CsvSource({
    "g:h, 'redirect to \"g:h\", only http and https are followed'",
    "localhost:8080/x, 'redirect to \"localhost:8080/x\", only http and https are followed'",
    "http://u:pw@b.example/?pw=@x, 'redirect to \"http://…@b.example/?pw=@x\", an address with a user or password'",
    "//u@b.example, 'redirect to \"//…@b.example\", an address with a user or password'",
    "http://b.example:0/, 'redirect to an invalid address: \"http://b.example:0/\"'",
    "http://b.example:65536/, 'redirect to an invalid address: \"http://b.example:65536/\"'",
    "http://b.example:x/, 'redirect to an invalid address: \"http://b.example:x/\"'",
    "http:///x, 'redirect to an invalid address: \"http:///x\"'",
    "///x, 'redirect to an invalid address: \"///x\"'",
    "https:x, 'redirect to an invalid address: \"https:x\"'",
    "http://2130706433/, 'redirect to an invalid address: \"http://2130706433/\"'",
    "http://[::1/, 'redirect to an invalid address: \"http://[::1/\"'",
    "http://a..b/, 'redirect to an invalid address: \"http://a..b/\"'",
    "http://a%00b/, 'redirect to an invalid address: \"http://a%00b/\"'",
  })
  void what_leads_nowhere_is_said(String location, String reason) {
    assertEquals(reason, assertThrows(NoAnswer.class, () -> led("/", location)).getMessage());
  }

  @Test
  void several_locations_count_as_one_only_when_they_are_the_same() throws NoAnswer {
    Header a = new BasicHeader("Location", "/a,b");
    Header same = new BasicHeader("location", "/a,b");
    Header other = new BasicHeader("Location", "/c");
    assertEquals("/a,b", RedirectLocation.of(new Header[] {a, same}));
    NoAnswer refused =
        assertThrows(NoAnswer.class, () -> RedirectLocation.of(new Header[] {a, same, other}));
    assertEquals("redirect with 2 Location headers that differ", refused.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "301, GET, GET, true",
    "301, POST, GET, false",
    "302, POST, GET, false",
    "302, PUT, PUT, true",
    "303, POST, GET, false",
    "303, PUT, GET, false",
    "303, HEAD, HEAD, true",
    "307, POST, POST, true",
    "308, PUT, PUT, true",
  })
  void method_and_body_go_on_as_the_status_says(
      int status, String method, String next, boolean kept) throws NoAnswer {
    HttpHop hop = at(method, "a", 80, "/").redirected(status, "/x");
    assertEquals(next, hop.method());
    assertEquals(kept, hop.body() != null);
    assertEquals(kept, hop.headers().containsKey("Content-Type"));
    assertEquals("s=1", hop.headers().get("Cookie"));
  }

  @Test
  void only_five_statuses_lead_on() {
    List<Integer> on = IntStream.rangeClosed(300, 310).filter(HttpHop::redirects).boxed().toList();
    assertEquals(List.of(301, 302, 303, 307, 308), on);
  }

  @ParameterizedTest
  @CsvSource({
    "http://a/x, true",
    "https://a/x, true",
    "http://a:81/, false",
    "https://a:444/, false",
    "//b/, false",
    "http://a.b/, false",
    "http://A./, true",
  })
  void secrets_stay_with_their_host(String location, boolean kept) throws NoAnswer {
    HttpHop hop = at("GET", "a", 80, "/").redirected(307, location);
    assertEquals(kept, hop.headers().containsKey("Cookie"));
    assertEquals("text/html", hop.headers().get("Accept"));
    HttpHop down = at("GET", "a", 443, "/").redirected(307, "http://a/");
    assertEquals(false, down.headers().containsKey("Cookie"), "https to http");
  }
}
