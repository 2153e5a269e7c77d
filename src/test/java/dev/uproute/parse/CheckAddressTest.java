package dev.uproute.parse;

import static dev.uproute.parse.ServiceLists.service;
import static dev.uproute.parse.ServiceLists.target;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.service.Service;
import dev.uproute.service.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What addresses mean; what is refused is in the folder {@code mistakes}. */
class CheckAddressTest {
  @ParameterizedTest
  @CsvSource({
    "https://example.org,                  https://example.org/,              example.org,  443",
    "HTTP://EXAMPLE.org:80,                http://example.org/,               example.org,   80",
    "http://example.org:8080/a?b=c#d,      http://example.org:8080/a?b=c,     example.org, 8080",
    "https://example.org./,                https://example.org/,              example.org,  443",
    "https://b\u00fccher.example,          https://xn--bcher-kva.example/,    xn--bcher-kva.example, 443",
    "'https://a.example/x|y?q=[1]&r=%20+', 'https://a.example/x%7Cy?q=[1]&r=%20+', a.example, 443",
    "https://a.example/\u00fc?proxyHost=e, https://a.example/%C3%BC?proxyHost=e, a.example, 443",
    "http://[2001:DB8::1]:81/,             http://[2001:db8::1]:81/,          2001:db8::1,   81",
    "http://my_service:3000,               http://my_service:3000/,           my_service,  3000",
    "https://_a.-b-.1c.exa_mple_.org,      https://_a.-b-.1c.exa_mple_.org/,  _a.-b-.1c.exa_mple_.org, 443",
    "http://My_App_Web.:8080/,             http://my_app_web:8080/,           my_app_web,  8080",
    "https://stra\u00dfe.example/,          https://xn--strae-oqa.example/,     xn--strae-oqa.example, 443",
    "https://FA\u1E9E.example/,             https://xn--fa-hia.example/,        xn--fa-hia.example, 443",
    "https://\u03b2\u03cc\u03bb\u03bf\u03c2.com, https://xn--nxasmm1c.com/,       xn--nxasmm1c.com, 443",
    "https://\ud83d\udca9.la/,              https://xn--ls8h.la/,               xn--ls8h.la,  443",
    "https://\u4f8b\u5b50\u3002\u6d4b\u8bd5/, https://xn--fsqu00a.xn--0zwm56d/, xn--fsqu00a.xn--0zwm56d, 443",
    "https://b\u00fc_cher.example,          https://xn--b_cher-3ya.example/,    xn--b_cher-3ya.example, 443",
    "udp://localhost:34197,                udp://localhost:34197,             localhost,  34197",
    "tcp://192.0.2.1:22/,                  tcp://192.0.2.1:22,                192.0.2.1,     22",
    "tls://example.org,                    tls://example.org:443,             example.org,  443",
    "ping://example.org,                   ping://example.org,                example.org,   -1",
    "icmp://[::1],                         ping://[::1],                      ::1,           -1",
    "dns://9.9.9.9/example.org,            dns://9.9.9.9/example.org?type=A,  9.9.9.9,       53",
    "dns://[::1]:5353/_x._tcp.a?type=srv,  dns://[::1]:5353/_x._tcp.a?type=SRV, ::1,       5353",
  })
  void an_address_is_normalised(String url, String normal, String host, int port) {
    assertEquals(new Target(normal, host, port), target(url));
  }

  @Test
  void a_label_has_up_to_63_characters() {
    String host = "a".repeat(63) + "." + "b".repeat(63) + ".example";
    assertEquals(host, target("http://" + host + "/").host());
  }

  @ParameterizedTest
  @CsvSource({
    "example.org:8443, https, https://example.org:8443/, 8443",
    "example.org:8080, http,  http://example.org:8080/,  8080",
    "example.org:53,   udp,   udp://example.org:53,        53",
    "example.org,      ping,  ping://example.org,          -1",
    "[::1]:22,         tcp,   tcp://[::1]:22,              22",
    "https://a.example/x, tls, tls://a.example:443,       443",
    "https://a.example/x, tcp, tcp://a.example:443,       443",
    "https://a.example:1/x, icmp, ping://a.example,        -1",
  })
  void a_type_says_how_to_check_an_address(String url, String type, String normal, int port) {
    Target target = target(url, "type: " + type);
    assertEquals(normal, target.url());
    assertEquals(port, target.port());
  }

  @Test
  void https_and_icmp_are_other_names_of_types() {
    assertEquals("http", service("url: https://a.example").type());
    assertEquals("ping", service("url: icmp://a.example").type());
    assertEquals("http", service("url: https://a.example", "type: https").type());
  }

  @ParameterizedTest
  @CsvSource({
    "camel:direct:x?a=b#c,     camel:direct:x?a=b#c",
    "CAMEL://file:/in?a=b,     camel:file:/in?a=b",
    "host://,                  host://",
    "exec:/bin/true,           exec:/bin/true",
    "EXEC:./check  -w 5,       exec:./check -w 5",
  })
  void what_has_no_host_of_its_own_is_kept_whole(String url, String whole) {
    assertEquals(new Target(whole, null, -1), target(url));
  }

  @Test
  void our_own_machine_needs_no_address() {
    assertEquals("host://", service("id: a", "type: host").target().url());
    assertEquals(Service.Zone.LOCAL, service("id: a", "type: host").zone());
  }

  @Test
  void a_users_own_type_takes_any_address_or_none() {
    Target free = target("redis at port 6379, database 3", "type: store");
    assertEquals(new Target("redis at port 6379, database 3", null, -1), free);
    Target none = service("id: a", "type: store").target();
    assertEquals("", none.url());
    assertNull(none.host());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1",
        "http://10.1.2.3",
        "http://172.31.0.1",
        "http://192.168.1.1",
        "http://169.254.1.1",
        "http://0.0.0.0",
        "http://[::]",
        "http://[::1]",
        "http://[fd00::1]",
        "http://[fe80::1]",
        "http://localhost",
        "http://nas.local",
        "http://nas.lan",
        "http://nas.home.arpa.",
      })
  void private_addresses_and_names_are_local(String url) {
    assertEquals(Service.Zone.LOCAL, service("id: a", "url: \"" + url + "\"").zone());
    assertEquals(
        Service.Zone.EXTERNAL, service("id: a", "zone: external", "url: \"" + url + "\"").zone());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://8.8.8.8",
        "http://172.32.0.1",
        "http://[2001:db8::1]",
        "http://example.org",
        "http://local",
        "http://notlocal.example",
        "http://mylan",
      })
  void everything_else_is_external(String url) {
    assertEquals(Service.Zone.EXTERNAL, service("id: a", "url: \"" + url + "\"").zone());
    assertEquals(
        Service.Zone.LOCAL, service("id: a", "zone: local", "url: \"" + url + "\"").zone());
  }

  @Test
  void an_address_that_was_filled_in_says_so() {
    assertTrue(target("https://{{env:HOST}}/x").filledIn());
    assertFalse(target("https://example.org/x").filledIn());
  }
}
