package dev.uproute.report;

import static dev.uproute.report.Sample.NOW;
import static dev.uproute.report.Sample.service;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.uproute.Vectors;
import dev.uproute.check.Status;
import dev.uproute.page.Language;
import dev.uproute.page.Timeline;
import dev.uproute.text.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RulesTest {
  static Stream<Arguments> rollup() {
    return Vectors.of("rollup");
  }

  static Stream<Arguments> buckets() {
    return Vectors.of("buckets");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rollup")
  void a_site_is_as_well_as_the_vectors_say(String id, JsonNode vector) {
    List<ServiceReport> services = new ArrayList<>();
    for (JsonNode domain : vector.get("domains")) {
      Sample sample = service(id + services.size());
      sample.is(Status.valueOf(domain.get(1).asText()), "");
      services.add(
          ("core".equals(domain.get(0).asText()) ? sample : sample.supplementary()).build());
    }
    assertEquals(vector.get("expect").asText(), Site.rollUp(services).name());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("buckets")
  void a_timeline_shows_what_the_vectors_say(String id, JsonNode vector) {
    List<ServiceReport.Point> points = new ArrayList<>();
    for (JsonNode check : vector.get("checks")) {
      Instant at = Instant.ofEpochSecond(check.get(0).asLong());
      points.add(new ServiceReport.Point(at, Status.valueOf(check.get(1).asText()), null));
    }
    List<StatusLabel> expected = new ArrayList<>();
    for (JsonNode run : vector.get("expect_runs")) {
      for (int i = 0; i < run.get(1).asInt(); i++) {
        expected.add(StatusLabel.of(Status.valueOf(run.get(0).asText())));
      }
    }
    Duration interval = Duration.ofSeconds(vector.get("interval").asLong());
    Instant now = Instant.ofEpochSecond(vector.get("now").asLong());
    assertEquals(expected, Timeline.of(points, interval, now), id);
  }

  @Test
  void the_current_minute_is_judged_at_now_and_not_at_its_end() {
    Instant now = Instant.parse("2026-06-17T12:00:30Z");
    List<ServiceReport.Point> points =
        List.of(
            new ServiceReport.Point(now.minusSeconds(31), Status.UP, null),
            new ServiceReport.Point(now, Status.DOWN, null),
            new ServiceReport.Point(now.plusSeconds(10), Status.UP, null));
    List<StatusLabel> minutes = Timeline.of(points, Duration.ofMinutes(1), now);
    assertEquals(
        List.of(StatusLabel.of(Status.UP), StatusLabel.of(Status.DOWN)), minutes.subList(238, 240));
  }

  @Test
  void whatever_was_found_in_a_maintenance_is_shown_as_maintenance() {
    List<ServiceReport.Point> points =
        List.of(
            new ServiceReport.Point(NOW.minusSeconds(120), Status.DOWN, null),
            new ServiceReport.Point(NOW.minusSeconds(60), Status.DOWN, null, true),
            new ServiceReport.Point(NOW, Status.UP, null, true));
    List<StatusLabel> minutes = Timeline.of(points, Duration.ofMinutes(1), NOW);
    assertEquals(
        List.of(StatusLabel.of(Status.DOWN), StatusLabel.MAINTENANCE, StatusLabel.MAINTENANCE),
        minutes.subList(237, 240));
  }

  @Test
  void a_result_older_than_two_intervals_is_not_known_any_more() {
    List<ServiceReport.Point> points =
        List.of(new ServiceReport.Point(NOW.minusSeconds(121), Status.UP, null));
    List<StatusLabel> minutes = Timeline.of(points, Duration.ofSeconds(60), NOW);
    assertEquals(StatusLabel.of(Status.UNKNOWN), minutes.get(239));
    assertEquals(StatusLabel.of(Status.UP), minutes.get(238));
  }

  @ParameterizedTest
  @CsvSource({
    "UP, All systems operational",
    "UP UP, All systems operational",
    "UP UP DOWN, Partial outage",
    "UP DEGRADED, Partial outage",
    "UP BOT_DETECTED, Partial outage",
    "UP DOWN, Major outage",
    "UP DOWN TIMEOUT, Major outage",
    "UP UP DOWN TIMEOUT, Major outage",
    "UP UP UP DOWN TIMEOUT, Partial outage",
    "UP UP UNKNOWN, Partial outage",
    "UNKNOWN UNKNOWN, Status unknown",
    "'', Status unknown"
  })
  void the_banner_says_how_bad_it_is(String statuses, String expected) {
    List<ServiceReport> services =
        Arrays.stream(statuses.split(" "))
            .filter(s -> !s.isEmpty())
            .map(s -> service("a").is(Status.valueOf(s), "").build())
            .toList();
    assertEquals(expected, Banner.of(services).text());
  }

  @Test
  void paused_services_count_in_nothing() {
    ServiceReport up = service("up").build();
    ServiceReport paused = service("paused").paused().is(Status.DOWN, "").build();
    assertEquals(Banner.OPERATIONAL, Banner.of(List.of(up, paused)));
    assertEquals(Status.UP, Site.rollUp(List.of(up, paused)));
    assertEquals(Status.UNKNOWN, Site.rollUp(List.of(paused)));
    assertEquals("2 services: 1 online, 1 paused", Language.ENGLISH.counts(List.of(up, paused)));
  }

  @Test
  void what_is_in_maintenance_counts_in_nothing() {
    ServiceReport up = service("up").build();
    ServiceReport down = service("down").is(Status.DOWN, "").build().during("");
    assertEquals(Banner.OPERATIONAL, Banner.of(List.of(up, down)));
    assertEquals(Status.UP, Site.rollUp(List.of(up, down)));
    assertEquals(
        "2 services: 1 online, 1 in maintenance", Language.ENGLISH.counts(List.of(up, down)));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 100 %",
    "0.99999, 99.99 %",
    "0.9999999999, 99.99 %",
    "0.9998, 99.98 %",
    "0.29, 29.00 %",
    "0.0000001, 0.00 %",
    "0, 0 %",
    ", —"
  })
  void only_a_full_uptime_says_100(Double fraction, String expected) {
    assertEquals(expected, Words.percent(fraction));
  }

  @ParameterizedTest
  @CsvSource({
    "-5, 0 s",
    "0, 0 s",
    "59, 59 s",
    "60, 1 min",
    "3599, 59 min",
    "3600, 1 h",
    "11100, 3 h 5 min",
    "86399, 23 h 59 min",
    "86400, 1 d",
    "187200, 2 d 4 h"
  })
  void a_length_of_time_is_said_in_two_units(long seconds, String expected) {
    assertEquals(expected, Words.duration(Duration.ofSeconds(seconds)));
  }

  @ParameterizedTest
  @CsvSource({
    ", —",
    "0, <1 ms",
    "999, <1 ms",
    "183400, 183 ms",
    "183500, 184 ms",
    "12345678, '12,346 ms'"
  })
  void a_response_time_is_said_in_milliseconds(Long micros, String expected) {
    assertEquals(expected, Words.millis(micros));
  }

  @ParameterizedTest
  @CsvSource({
    "P12DT1H, 12 days left",
    "P1D, 1 day left",
    "PT3H, less than a day left",
    "PT0S, expired today",
    "PT-3H, expired today",
    "P-1D, expired 1 day ago",
    "P-40D, expired 40 days ago"
  })
  void a_certificate_says_how_long_it_lasts(Duration left, String expected) {
    assertEquals(expected, Language.ENGLISH.daysLeft(NOW.plus(left), NOW));
  }

  @Test
  void what_cannot_be_seen_is_made_visible() {
    String hidden = "a\nb\u001b[2J\u202Eevil\u200B\uD800";
    assertEquals("a\\u000Ab\\u001B[2J\\u202Eevil\\u200B\uFFFD", Words.visible(hidden));
    assertEquals("Grüße 😀 日本", Words.visible("Grüße 😀 日本"));
  }

  @Test
  void another_day_is_named() {
    assertEquals("21:37 UTC", Words.time(NOW, NOW));
    assertEquals("16 Jun 2026, 21:37 UTC", Words.time(NOW.minus(Duration.ofDays(1)), NOW));
  }
}
