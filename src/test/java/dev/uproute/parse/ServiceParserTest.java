package dev.uproute.parse;

import static dev.uproute.parse.ServiceLists.parse;
import static dev.uproute.parse.ServiceLists.service;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.Secret;
import dev.uproute.service.Expect;
import dev.uproute.service.Policy;
import dev.uproute.service.Request;
import dev.uproute.service.Service;
import dev.uproute.service.Source;
import dev.uproute.service.Statuses;
import dev.uproute.service.Target;
import dev.uproute.service.Timing;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceParserTest {
  @Test
  void the_shortest_service_has_every_default_of_the_specification() {
    Service service = service("url: https://git.example.org");

    Expect expect =
        new Expect(
            new Statuses(List.of(new Statuses.Range(200, 399))),
            null,
            null,
            List.of(),
            Map.of(),
            Statuses.NONE,
            null,
            true,
            List.of(),
            null,
            null);
    assertEquals(
        new Service(
            new Service.Identity("git-example-org", "git-example-org", "default", null),
            new Service.Listing(
                "file", true, true, Service.Role.CORE, Service.Zone.EXTERNAL, Map.of(), null, null),
            new Service.Check(
                "http",
                new Target("https://git.example.org/", "git.example.org", 443),
                new Timing(seconds(60), seconds(10), null, null, 0, seconds(1)),
                new Request("GET", Map.of(), null, null, true, true, false, null, "none", Map.of()),
                expect),
            new Service.Alerting(new Policy(1, 1, 3, null, List.of(30, 14, 7)), List.of(), null)),
        service);
  }

  @Test
  void every_key_can_be_written() {
    List<Service> services =
        parse(
            """
                services:
                  - { id: web.a, name: A, url: "https://u.example", type: https, site: home,
                      role: supplementary, zone: local, enabled: false, profile: ok,
                      interval: 5m, timeout: 5s, connect_timeout: 500ms, read_timeout: 2,
                      retries: 4, retry_delay: 0, method: POST, headers: { X-A: b }, body: hello,
                      auth: { basic: { user: u, password: "p:w" } }, follow_redirects: false,
                      verify: false, depends_on: web.b,
                      expect: { http_status: [200, 3xx, "<150"], body_contains: yes,
                                body_matches: "a+", json: '$.status == "ok"', headers: { X-B: c } },
                      degraded: { http_status: 500-599, slower_than: 2s },
                      bot_protection_string: Cloudflare, tls_warn_days: [7, 30, 7],
                      down_after: 2, up_after: 3, escalate_after: 0, remind_every: 1h,
                      channels: [discord], tags: { team: web }, public: false, keep: 2d,
                      show: [reason] }
                  - { id: web.b, url: "udp://b.example:7", send: "hex:00ff", fallback: none }
                """);
    Service service = services.getFirst();
    Request udp = services.getLast().request();

    assertEquals("home", service.site());
    assertEquals(Service.Zone.LOCAL, service.zone());
    assertFalse(service.enabled() || service.visible());
    assertEquals(
        new Timing(
            Duration.ofMinutes(5), seconds(5), Duration.ofMillis(500), seconds(2), 4, seconds(0)),
        service.timing());
    assertEquals("Basic dTpwOnc=", service.request().authorization());
    assertEquals("hello", service.request().body());
    assertArrayEquals(new byte[] {0, -1}, udp.send());
    assertEquals("none", udp.fallback());
    assertEquals("200, 300-399, 100-149", service.expect().httpStatus().toString());
    assertEquals("yes", service.expect().bodyContains());
    assertEquals("==", service.expect().json().getFirst().op());
    assertEquals(seconds(2), service.expect().slowerThan());
    assertEquals(new Policy(2, 3, 0, Duration.ofHours(1), List.of(30, 7)), service.policy());
    assertEquals(List.of("web.b"), service.dependsOn());
    assertEquals(List.of("discord"), service.channels());
    assertEquals(Map.of("team", "web"), service.tags());
    assertEquals(Duration.ofDays(2), service.keep());
    assertEquals(List.of(Service.Detail.REASON), service.show());
  }

  @Test
  void the_service_wins_over_defaults_and_these_over_the_profile() {
    List<Service> services =
        parse(
            """
            defaults: { profile: exact, interval: 2m, expect: { body_contains: hello } }
            services:
              - { id: a, url: "http://a.example" }
              - { id: b, url: "http://b.example", interval: 30s, timeout: 3s, expect: { http_status: 204 } }
              - { id: c, url: "http://c.example", profile: graded }
            """);

    assertEquals(Duration.ofMinutes(2), services.get(0).timing().interval());
    assertEquals(seconds(20), services.get(0).timing().timeout());
    assertEquals("200", services.get(0).expect().httpStatus().toString());
    assertEquals(seconds(30), services.get(1).timing().interval());
    assertEquals(seconds(3), services.get(1).timing().timeout());
    assertEquals("204", services.get(1).expect().httpStatus().toString());
    assertEquals("hello", services.get(1).expect().bodyContains());
    assertEquals("200-499", services.get(2).expect().httpStatus().toString());
    assertFalse(services.get(2).expect().degradedIsOnline());
  }

  @Test
  void defaults_may_stand_behind_the_services() {
    String services =
        """
        services:
          - { id: a, url: "http://a.example", profile: ok }
          - { id: b, url: "http://b.example", interval: 30s }
        """;
    String defaults = "defaults: { interval: 2m, retries: 3 }\n";
    assertEquals(parse(defaults + services), parse(services + defaults));
    assertEquals(3, parse(services + defaults).getLast().timing().retries());
  }

  @Test
  void aliases_repeat_parts_of_other_services_and_whole_lists() {
    String services =
        """
          - &first { id: a, url: "http://a.example", tags: &tags { team: web } }
          - { id: b, url: "http://b.example", tags: *tags }
        """;
    List<Service> plain = parse("services:\n" + services);
    assertEquals(Map.of("team", "web"), plain.getLast().tags());
    assertEquals(plain, parse("services: &all\n" + services));
    ConfigErrors twice =
        assertThrows(ConfigErrors.class, () -> parse("services:\n" + services + "  - *first\n"));
    assertEquals(
        "services.yaml:2:18: id: \"a\" is already the id of the service in line 2; ids are unique,"
            + " ignoring case",
        twice.getMessage());
  }

  @Test
  void a_timeout_nobody_wrote_is_cut_to_the_interval() {
    assertEquals(seconds(4), service("url: http://a.example", "interval: 4s").timing().timeout());
    Service exact = service("url: http://a.example", "profile: exact", "interval_seconds: 15");
    assertEquals(seconds(15), exact.timing().timeout());
  }

  @Test
  void attempts_that_exceed_the_interval_are_accepted() {
    Service service =
        service("url: http://a.example", "interval: 10s", "timeout: 10s", "retries: 20");
    assertEquals(20, service.timing().retries());
  }

  @Test
  void udp_sends_four_zero_bytes_and_falls_back_to_ping() {
    Service udp = service("url: udp://localhost:34197");
    assertArrayEquals(new byte[4], udp.request().send());
    assertEquals("ping", udp.request().fallback());
    assertEquals("none", service("url: udp://a.example:1", "fallback: none").request().fallback());
    assertNull(service("url: tcp://a.example:1").request().send());
  }

  @Test
  void placeholders_are_filled_in_from_environment_properties_and_files(@TempDir Path folder)
      throws Exception {
    Path token = Files.writeString(folder.resolve("token"), Secret.WORD + "\n");
    Service service =
        service(
            "url: \"https://{{env:HOST}}:{{ web.port }}/\"",
            "auth: { bearer: \"{{file:" + token + "}}\" }",
            "retries: \"{{env:TRIES}}\"",
            "body: '{\"a\":{\"b\":1}}'");

    assertEquals("https://example.org:8443/", service.target().url());
    assertEquals("Bearer " + Secret.WORD, service.request().authorization());
    assertEquals(4, service.timing().retries());
    assertEquals("{\"a\":{\"b\":1}}", service.request().body());
    assertFalse(
        service.toString().contains(Secret.WORD)
            || service.request().toString().contains(Secret.WORD));
  }

  @Test
  void sources_that_others_write_get_no_placeholders_no_camel_and_no_short_intervals() {
    String yaml =
        """
        services:
          - { id: a, url: "https://example.org/{{env:SECRET}}" }
          - { id: b, url: "camel:file:/etc" }
          - { id: c, url: "https://example.org", interval: 4s }
        """;
    ConfigErrors errors = assertThrows(ConfigErrors.class, () -> parse(Source.NOTION, yaml));

    assertEquals(
        List.of(
            "services.yaml:2:19: url: {{env:SECRET}} is filled in only in the operator's services.yaml",
            "services.yaml:3:19: url: \"camel\" is no type for source notion, one of these is: dns, heartbeat,"
                + " http, ping, tcp, tls, udp",
            "services.yaml:4:52: interval: the shortest for source notion is 5s"),
        errors.all().stream().map(ConfigError::toString).toList());
    assertEquals("camel", service("id: a", "url: camel:direct:x").type());
  }

  @Test
  void one_row_is_read_by_the_same_rules() {
    Node row =
        Yaml.read(
            "row 7",
            "{ name: Web, url: \"https://example.org\" }".getBytes(StandardCharsets.UTF_8));
    Service service = ServiceLists.parser(Source.NOTION, Path.of("none")).one(row);
    assertEquals("web", service.id());
    assertEquals("notion", service.source());
  }

  @ParameterizedTest
  @CsvSource({
    "Factorio,               factorio",
    "Café Größe № 5,         cafe-gro-e-no-5",
    "'  a.b / c  ',          a-b-c",
    "no,                     no",
    "1e3,                    1e3",
    "日本,                   x-example",
  })
  void an_id_is_the_slug_of_the_name_else_of_the_host(String name, String id) {
    assertEquals(id, service("url: https://x.example", "name: \"" + name + "\"").id());
  }

  @Test
  void the_part_before_the_first_dot_is_the_site() {
    assertEquals("games", service("id: games.factorio.eu", "url: http://a.example").site());
    assertEquals("default", service("id: games", "url: http://a.example").site());
    assertEquals("page", service("id: a.b", "site: page", "url: http://a.example").site());
  }

  @Test
  void services_read_twice_are_equal_so_that_their_timers_go_on() {
    String[] lines = {
      "url: udp://a.example:1",
      "send: hex:0102",
      "expect: { body_matches: 'a+', json: ['$.a == 1'], body_contains: x }",
    };
    assertEquals(service(lines), service(lines));
    assertEquals(service(lines).hashCode(), service(lines).hashCode());
    lines[1] = "send: hex:0103";
    assertNotEquals(service(lines), service("url: udp://a.example:1", "send: hex:0102", lines[2]));
    String other = lines[2].replace("'$.a == 1'", "'$.a == 2'");
    assertNotEquals(service(lines), service(lines[0], lines[1], other));
  }

  @Test
  void equal_parts_of_many_services_are_kept_once() {
    StringBuilder yaml = new StringBuilder("defaults: { interval: 10m }\nservices:\n");
    for (int i = 0; i < 100_000; i++) {
      yaml.append("  - { id: site.s").append(i).append(", url: \"https://a.example/\" }\n");
    }
    List<Service> services = parse(yaml.toString());
    Service first = services.getFirst();
    Service last = services.getLast();
    assertEquals(100_000, services.size());
    assertEquals("site.s99999", last.id());
    assertSame(first.site(), last.site());
    assertSame(first.timing(), last.timing());
    assertSame(first.request(), last.request());
    assertSame(first.expect(), last.expect());
    assertSame(first.policy(), last.policy());
  }

  @Test
  void an_empty_list_is_accepted_when_it_is_meant() {
    assertTrue(parse("allow_empty: true\nservices: []\n").isEmpty());
  }

  @Test
  void the_tutorial_list_is_right() throws Exception {
    List<Service> services = parse(Files.readString(Path.of("services.yaml")));
    assertEquals(
        List.of("example-org", "web.camel", "net.resolver"),
        services.stream().map(Service::id).toList());
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }
}
