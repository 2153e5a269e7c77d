package dev.uproute.web;

import static dev.uproute.report.Sample.report;
import static dev.uproute.report.Sample.service;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.Recording;
import dev.uproute.ServiceBuilder;
import dev.uproute.check.Evidence;
import dev.uproute.check.Result;
import dev.uproute.check.Status;
import dev.uproute.page.Language;
import dev.uproute.report.Readers;
import dev.uproute.report.Sample;
import dev.uproute.report.Statistics;
import dev.uproute.report.Uptime;
import dev.uproute.service.Service;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

@Execution(ExecutionMode.CONCURRENT)
class BadgesTest {
  @TempDir Path folder;

  /** Of services that were reported and have no history. */
  private static Badges badges() {
    Badges badges = new Badges(null, Language.ENGLISH);
    Sample shop = service("shop").name("Shop").uptime(new Uptime(1.0, 0.96, 0.5, null));
    badges.show(new Readers("", "").of(report(shop, service("secret").hidden())));
    return badges;
  }

  @ParameterizedTest
  @CsvSource({
    ", , Shop: online, #15803d",
    "uptime, , Shop uptime 24h: 100 %, #15803d",
    "uptime, 7d, Shop uptime 7d: 96.00 %, #b45309",
    "uptime, 30d, Shop uptime 30d: 50.00 %, #b91c1c",
    "uptime, all, Shop uptime all: no data, #52525b",
  })
  void a_badge_is_of_a_state_or_an_uptime(String type, String window, String says, String colour) {
    Badges.Answer answer = badges().answer("shop.svg", type, window, null);
    assertEquals(200, answer.status());
    assertEquals("image/svg+xml", answer.type());
    assertTrue(answer.text().contains("aria-label=\"" + says + "\""), answer.text());
    assertTrue(answer.text().contains(colour), answer.text());
  }

  @Test
  void what_is_known_already_is_not_sent_again() {
    Badges badges = badges();
    String tag = badges.answer("shop.svg", null, null, null).tag();
    assertEquals(304, badges.answer("shop.svg", null, null, "W/" + tag).status());
    badges.show(report(service("shop").name("Shop").is(Status.DOWN, "HTTP 500")));
    assertEquals(200, badges.answer("shop.svg", null, null, tag).status());
  }

  @ParameterizedTest
  @CsvSource({
    "secret.svg, , , 404",
    "nothing.svg, , , 404",
    "shop, , , 404",
    "<svg>, , , 404",
    "shop.svg, size, , 400",
    "shop.svg, uptime, 3d, 400"
  })
  void whatever_else_is_asked_is_an_error(String name, String type, String window, int status) {
    Badges.Answer answer = badges().answer(name, type, window, null);
    assertEquals(status, answer.status());
    assertEquals("text/plain; charset=utf-8", answer.type());
  }

  @Test
  void while_the_history_cannot_be_read_a_badge_is_as_it_was_or_says_so() throws Exception {
    try (Recording recording = new Recording(folder.resolve("away.db"))) {
      DataSource reader = recording.bean("reader", DataSource.class);
      AtomicBoolean away = new AtomicBoolean();
      DataSource source =
          new DelegatingDataSource(reader) {
            @Override
            public Connection getConnection() throws SQLException {
              if (away.get()) {
                throw new SQLException("away");
              }
              return super.getConnection();
            }
          };
      Service shop = ServiceBuilder.named("shop").service();
      recording.record(
          List.of(new Result(shop, Sample.NOW.minusSeconds(60), Status.UP, "", Evidence.NONE)));
      Badges badges = new Badges(new Statistics(source, () -> Sample.NOW), Language.ENGLISH);
      badges.show(report(service("shop")));
      String known = badges.answer("shop.svg", "uptime", "90d", null).text();
      assertTrue(known.contains("shop uptime 90d: 100 %"), known);
      away.set(true);
      badges.show(report(service("shop")));
      assertEquals(known, badges.answer("shop.svg", "uptime", "90d", null).text());
      Badges.Answer unknown = badges.answer("shop.svg", "response", "7d", null);
      assertEquals(503, unknown.status());
      assertEquals("the history cannot be read now; try again\n", unknown.text());
      assertEquals(200, badges.answer("shop.svg", "uptime", "7d", null).status());
      badges.show(report(service("shop")));
      assertEquals(known, badges.answer("shop.svg", "uptime", "90d", null).text());
      away.set(false);
      badges.show(report(service("shop")));
      assertEquals(200, badges.answer("shop.svg", "response", "7d", null).status());
    }
  }

  @Test
  void a_response_time_is_the_median_of_the_history() throws Exception {
    Service shop = ServiceBuilder.named("shop").service();
    try (Recording recording = new Recording(folder.resolve("badges.db"))) {
      List<Result> results = new ArrayList<>();
      for (long micros : new long[] {40_000, 40_000, 900_000}) {
        results.add(
            new Result(
                shop,
                Sample.NOW.minus(Duration.ofDays(60)).plusSeconds(results.size()),
                Status.UP,
                "HTTP 200",
                new Evidence(200, micros, Evidence.Timings.NONE, null, 1, null)));
      }
      recording.record(results);
      Badges badges =
          new Badges(
              new Statistics(recording.bean("reader", DataSource.class), () -> Sample.NOW),
              Language.ENGLISH);
      badges.show(report(service("shop")));
      String svg = badges.answer("shop.svg", "response", "90d", null).text();
      assertTrue(svg.contains("shop response 90d: 40 ms"), svg);
      svg = badges.answer("shop.svg", "response", "30d", null).text();
      assertTrue(svg.contains("shop response 30d: no data"), svg);
      svg = badges.answer("shop.svg", "uptime", "365d", null).text();
      assertTrue(svg.contains("shop uptime 365d: 100 %"), svg);
    }
  }
}
