package dev.uproute.parse;

import static dev.uproute.parse.ServiceLists.parse;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.service.Service;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Anchors, merge keys and places for them: a list is written once and repeated. */
class MergeTest {
  @Test
  void a_service_takes_the_keys_of_an_anchor_and_its_own_win_wherever_they_stand() {
    List<Service> services =
        parse(
            """
            x-web: &web
              interval: 15m
              expect: { http_status: 200 }
            x-lan: &lan
              interval: 5m
              down_after: 3
            services:
              - <<: *lan
                name: Router
                url: icmp://192.168.0.1
              - name: homepage
                interval: 1m
                <<: *web
                url: https://www.example.net
            """);
    Service router = services.getFirst();
    Service homepage = services.getLast();
    assertEquals(Duration.ofMinutes(5), router.timing().interval());
    assertEquals(3, router.policy().downAfter());
    assertEquals(Duration.ofMinutes(1), homepage.timing().interval());
    assertEquals("200", homepage.expect().httpStatus().toString());
  }

  @Test
  void of_several_the_first_wins_and_whole_keys_are_merged() {
    Service service =
        parse(
                """
                x-a: &a { interval: 2m, tags: { team: web } }
                x-b: &b { interval: 3m, retries: 4, tags: { rack: a } }
                services:
                  - { <<: [*a, *b, { up_after: 2 }], url: "https://example.org" }
                """)
            .getFirst();
    assertEquals(Duration.ofMinutes(2), service.timing().interval());
    assertEquals(4, service.timing().retries());
    assertEquals(2, service.policy().upAfter());
    assertEquals(Map.of("team", "web"), service.tags());
  }

  @Test
  void anchors_may_build_on_anchors_and_stand_in_defaults_and_other_services() {
    List<Service> services =
        parse(
            """
            x-base: &base { retries: 2 }
            defaults: &usual { <<: *base, interval: 2m }
            services:
              - &first { <<: *usual, id: a, url: "https://a.example", retry_delay: 3s }
              - { <<: *first, id: b, interval_seconds: 90 }
            maintenance:
              - &night { at: "02:00", for: 1h, services: [a] }
              - { <<: *night, services: [b] }
            """);
    Service b = services.getLast();
    assertEquals("https://a.example/", b.target().url());
    assertEquals(2, b.timing().retries());
    assertEquals(Duration.ofSeconds(3), b.timing().retryDelay());
    assertEquals(Duration.ofSeconds(90), b.timing().interval());
  }

  @Test
  void what_is_merged_is_filled_in_as_everywhere_in_the_file() {
    Service service =
        parse(
                """
                x-auth: &auth { headers: { X-Host: "{{env:HOST}}" } }
                services: [{ <<: *auth, url: "https://example.org" }]
                """)
            .getFirst();
    assertEquals(Map.of("X-Host", "example.org"), service.request().headers());
  }

  @Test
  void a_quoted_merge_key_is_a_plain_word() {
    Service service =
        ServiceLists.service("url: https://example.org", "tags: { \"<<\": yes, a: b }");
    assertEquals(Map.of("<<", "yes", "a", "b"), service.tags());
  }

  @Test
  void merges_cannot_be_repeated_into_a_bomb() {
    StringBuilder yaml = new StringBuilder("x-0: &a0 { k: [1, 2, 3, 4, 5, 6, 7, 8, 9] }\n");
    for (int i = 1; i < 60; i++) {
      yaml.append(
          "x-%d: &a%d { k%d: [%s] }\n"
              .formatted(i, i, i, ("{ <<: *a" + (i - 1) + " }, ").repeat(9)));
    }
    byte[] bytes = yaml.toString().getBytes(StandardCharsets.UTF_8);
    ConfigErrors refused =
        assertTimeoutPreemptively(
            Duration.ofSeconds(5), // 100 ms, and the rest for a cold and busy machine
            () -> assertThrows(ConfigErrors.class, () -> Yaml.read("f", bytes)));
    assertTrue(
        refused.getMessage().endsWith("aliases repeat more than 1,000,000 values"),
        refused.getMessage());
  }
}
