package dev.uproute.check;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.ServiceBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.message.BasicHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The cookies of one check. */
class CookieTest {
  private static HttpHop hop(
      String host, boolean secure, String path, Map<String, String> headers) {
    return new HttpHop("GET", secure, host, secure ? 443 : 80, path, headers, null);
  }

  private static Header[] set(String... cookies) {
    return Arrays.stream(cookies)
        .map(cookie -> new BasicHeader("Set-Cookie", cookie))
        .toArray(Header[]::new);
  }

  /** What a.example at /app/x sets, and whom it is brought to. */
  @ParameterizedTest(name = "{0} to {1}")
  @CsvSource({
    "s=1,                              http://a.example/app/y,   s=1",
    "s=1,                              http://a.example/other,   ''",
    "s=1; Path=/,                      http://a.example/other?q, s=1",
    "s=1; Path=/app,                   http://a.example/apple,   ''",
    "s=1; Path=/,                      http://b.example/,        ''",
    "s=1; Path=/,                      http://x.a.example/,      ''",
    "s=1; Path=/; Domain=a.example,    http://x.a.example/,      s=1",
    "s=1; Path=/; Domain=b.example,    http://b.example/,        ''",
    "s=1; Path=/; Domain=b.example,    http://a.example/,        ''",
    "s=1; Path=/; Secure,              http://a.example/,        ''",
    "s=1; Path=/; Secure,              https://a.example/,       s=1",
    "s=1; Path=/; Max-Age=0,           http://a.example/,        ''",
    "'s=1; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT', http://a.example/, ''",
    "s=1; Path=/; HttpOnly; SameSite=Strict; Nonsense, http://a.example/, s=1",
    "s=\"a b\"; Path=/,                http://a.example/,        s=\"a b\"",
    "nonsense,                         http://a.example/app/,    ''",
  })
  void a_cookie_goes_back_to_whom_it_is_for(String cookie, String to, String line) {
    Cookies cookies = new Cookies();
    cookies.keep(hop("a.example", true, "/app/x?q=/z/", Map.of()), set(cookie));
    URI url = URI.create(to);
    boolean secure = url.getScheme().equals("https");
    String path = url.getRawPath() + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery());
    assertEquals(line, cookies.line(hop(url.getHost(), secure, path, Map.of())));
  }

  @Test
  void the_services_own_cookies_travel_along_and_a_newer_one_replaces_its_namesake() {
    HttpHop hop = hop("a.example", false, "/", Map.of("cookie", "own=1; s=old ; other"));
    Cookies cookies = new Cookies();
    cookies.keep(hop, set("s=new", "t=2"));
    ClassicHttpRequest request = hop.request("agent");
    cookies.add(hop, request);
    assertEquals(1, request.getHeaders("Cookie").length);
    assertEquals("own=1; other; s=new; t=2", request.getFirstHeader("Cookie").getValue());
  }

  @Test
  void a_jar_is_small_and_takes_no_control_characters() {
    HttpHop hop = hop("a.example", false, "/", Map.of());
    Cookies cookies = new Cookies();
    cookies.keep(hop, set("a=1\rX: y", "b=" + "x".repeat(5000), "c=\u00001"));
    assertEquals("", cookies.line(hop));
    for (int i = 0; i < 200; i++) {
      cookies.keep(hop, set("c" + i + "=" + i));
    }
    assertEquals(50, cookies.line(hop).split("; ").length);
  }

  /** A dashboard that sends who has no session to its login, which sets one and sends back. */
  @Test
  void a_page_that_wants_its_cookie_back_gets_it_and_only_within_one_check() throws Exception {
    Routes routes = new Routes();
    try (routes;
        RawServer server =
            new RawServer(
                (request, _, out) -> {
                  boolean login = request.startsWith("GET /login");
                  String answer =
                      request.contains("\r\nCookie: session=abc\r\n")
                          ? "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
                          : "HTTP/1.1 302 Go\r\n"
                              + (login ? "Set-Cookie: session=abc; Path=/; HttpOnly\r\n" : "")
                              + ("Location: " + (login ? "/dashboard" : "/login"))
                              + "\r\nContent-Length: 0\r\n\r\n";
                  out.write(answer.getBytes(ISO_8859_1));
                })) {
      ServiceBuilder given = ServiceBuilder.url(server.url("/dashboard"));
      given.timeout = Duration.ofSeconds(20);
      assertEquals(Status.UP, routes.check(given.service()).status());
      assertEquals(Status.UP, routes.check(given.service()).status());
      assertEquals(6, server.requests.size(), "the second check begins without a cookie");
      assertFalse(server.requests.get(3).contains("Cookie"));
      assertTrue(server.requests.get(5).contains("\r\nCookie: session=abc\r\n"));
    }
  }

  @Test
  void a_page_that_never_has_enough_cookies_ends() throws Exception {
    int[] count = {0};
    Routes routes = new Routes();
    try (routes;
        RawServer server =
            new RawServer(
                (_, _, out) ->
                    out.write(
                        ("HTTP/1.1 302 Go\r\nSet-Cookie: n=" + ++count[0] + "\r\nLocation:\r\n\r\n")
                            .getBytes(ISO_8859_1)))) {
      ServiceBuilder given = ServiceBuilder.url(server.url("/"));
      given.timeout = Duration.ofSeconds(20);
      assertEquals("more than 5 redirects", routes.check(given.service()).reason());
      assertEquals(6, count[0]);
    }
  }
}
