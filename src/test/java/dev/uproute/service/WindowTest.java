package dev.uproute.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.parse.ServiceLists;
import dev.uproute.parse.ServiceParser;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowTest {
  private static final String SERVICES =
      """
      services:
        - { id: web, url: "https://example.org" }
        - { id: games.factorio, url: "udp://192.0.2.1:34197", tags: { rack: a, env: prod } }
        - { id: other, url: "https://example.org", tags: { rack: a, env: test } }
      maintenance:
      """;

  private static Window window(String yaml) {
    return windows(SERVICES + "  - " + yaml).getFirst();
  }

  private static List<Window> windows(String yaml) {
    ServiceParser parser = ServiceLists.parser(Source.FILE, Path.of("no-such-folder"));
    return ServiceLists.listing(parser, yaml).windows();
  }

  /** From when to when it is open between two moments, looked at every minute. */
  private static List<String> openings(Window window, String from, String to) {
    List<String> openings = new ArrayList<>();
    Instant end = Instant.parse(to);
    Instant since = null;
    for (Instant at = Instant.parse(from); at.isBefore(end); at = at.plusSeconds(60)) {
      if (window.open(at) && since == null) {
        since = at;
      } else if (!window.open(at) && since != null) {
        openings.add(since + " " + Duration.between(since, at));
        since = null;
      }
    }
    return openings;
  }

  @Test
  void a_single_window_is_open_from_its_first_moment_to_before_its_last() {
    Window window =
        window(
            "{ name: Move, from: 2026-06-17 22:00, to: 2026-06-18T01:00:30, time_zone: Asia/Tokyo }");
    assertEquals("Move", window.name());
    assertFalse(window.open(Instant.parse("2026-06-17T12:59:59.999Z")));
    assertTrue(window.open(Instant.parse("2026-06-17T13:00:00Z")));
    assertTrue(window.open(Instant.parse("2026-06-17T16:00:29Z")));
    assertFalse(window.open(Instant.parse("2026-06-17T16:00:30Z")));
  }

  @Test
  void days_of_the_week_are_those_of_the_zone_and_a_window_may_go_on_into_the_next_day() {
    Window window =
        window("{ days: [sat, mon], at: \"23:30\", for: 90m, time_zone: America/New_York }");
    assertEquals(
        List.of("2026-06-14T03:30:00Z PT1H30M", "2026-06-16T03:30:00Z PT1H30M"),
        openings(window, "2026-06-13T12:00:00Z", "2026-06-20T00:00:00Z"));
  }

  @Test
  void without_days_a_window_comes_every_day() {
    assertEquals(
        7,
        openings(
                window("{ at: \"02:00\", for: 1m, time_zone: UTC }"),
                "2026-06-13T00:00:00Z",
                "2026-06-20T00:00:00Z")
            .size());
  }

  @Test
  void a_cron_window_comes_when_it_says() {
    Window window = window("{ cron: \"0 30 2 ? * 7L\", for: 2h, time_zone: Europe/Berlin }");
    assertEquals(
        List.of("2026-05-30T00:30:00Z PT2H", "2026-06-27T00:30:00Z PT2H"),
        openings(window, "2026-05-15T00:00:00Z", "2026-07-15T00:00:00Z"));
  }

  /** Exactly once, at the time on the wall; what is left out is later, what is twice, first. */
  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "Europe/Berlin, 2026-03-29, 2026-03-29T01:30:00Z",
    "Europe/Berlin, 2026-10-25, 2026-10-25T00:30:00Z",
    "Europe/Berlin, 2026-06-28, 2026-06-28T00:30:00Z",
    "Australia/Lord_Howe, 2026-10-04, 2026-10-03T15:30:00Z",
    "Australia/Lord_Howe, 2026-04-05, 2026-04-04T16:00:00Z",
    "Pacific/Apia, 2011-12-29, 2011-12-29T12:30:00Z",
  })
  void a_night_of_a_new_time_has_each_window_once(String zone, String day, String start) {
    Instant begin = Instant.parse(start);
    String from = begin.minus(Duration.ofHours(10)).toString();
    String to = begin.plus(Duration.ofHours(10)).toString();
    String rest = ", for: 30m, time_zone: " + zone + " }";
    List<String> once = List.of(start + " PT30M");
    assertEquals(once, openings(window("{ at: \"02:30\"" + rest), from, to), "weekly");
    assertEquals(once, openings(window("{ cron: \"0 30 2 * * ?\"" + rest), from, to), "cron");
    String single = "{ from: %s 02:30, to: %s 09:00, time_zone: %s }".formatted(day, day, zone);
    assertTrue(openings(window(single), from, to).getFirst().startsWith(start), "single");
  }

  @Test
  void a_half_hourly_window_misses_nothing_when_summer_time_ends() {
    Window window = window("{ cron: \"0 0/30 * * * ?\", for: 20m, time_zone: Europe/Berlin }");
    List<String> found = openings(window, "2026-10-24T23:00:00Z", "2026-10-25T03:00:00Z");
    // the hour that comes again is not announced again
    assertEquals(
        List.of(
            "2026-10-24T23:00:00Z PT20M",
            "2026-10-24T23:30:00Z PT20M",
            "2026-10-25T00:00:00Z PT20M",
            "2026-10-25T00:30:00Z PT20M",
            "2026-10-25T02:00:00Z PT20M",
            "2026-10-25T02:30:00Z PT20M"),
        found);
  }

  @Test
  void a_window_covers_everything_or_what_an_id_a_site_or_all_tags_name() {
    Service web = service("web", Map.of());
    Service factorio = service("games.factorio", Map.of("rack", "a", "env", "prod"));
    String when = "{ at: \"02:00\", for: 1h";
    covers(window(when + " }"), web, factorio);
    covers(window(when + ", services: web }"), web);
    covers(window(when + ", sites: [games] }"), factorio);
    covers(window(when + ", sites: [games], services: [web] }"), web, factorio);
    covers(window(when + ", tags: { rack: a } }"), factorio);
    covers(window(when + ", tags: { rack: a, env: test } }"));
  }

  private static Service service(String id, Map<String, String> tags) {
    String list = tags.toString().replace("=", ": ");
    return ServiceLists.service("id: " + id, "url: \"https://example.org\"", "tags: " + list);
  }

  private static void covers(Window window, Service... services) {
    for (Service service :
        List.of(
            service("web", Map.of()),
            service("games.factorio", Map.of("rack", "a", "env", "prod")))) {
      boolean expected = List.of(services).stream().anyMatch(s -> s.id().equals(service.id()));
      assertEquals(expected, window.covers(service), service.id());
    }
  }

  @Test
  void windows_may_overlap_and_a_list_without_any_has_none() {
    String yaml = SERVICES + "  - { at: \"02:00\", for: 2h }\n  - { at: \"03:00\", for: 2h }\n";
    assertEquals(2, windows(yaml).size());
    assertEquals(List.of(), windows(SERVICES));
  }
}
