package dev.uproute.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.uproute.Browser;
import dev.uproute.OnEachDatabaseNightly;
import dev.uproute.TestDatabase;
import dev.uproute.check.Evidence;
import dev.uproute.check.Result;
import dev.uproute.check.Status;
import dev.uproute.location.LocationResult;
import dev.uproute.location.Votes;
import dev.uproute.report.Report;
import dev.uproute.report.Summary;
import dev.uproute.service.Service;
import dev.uproute.service.Services;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** How a service was from each location, by the API and on its page, which is the same. */
@OnEachDatabaseNightly
class ApiLocationsTest {
  private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  private static final String PATH = "/api/monitors/shop/locations";
  private static final String RESULTS = "/api/monitors/shop/results";

  @Parameter TestDatabase database;
  @TempDir Path folder;
  @TempDir Path work;

  private ApiServer server() throws Exception {
    String services =
        """
        services:
          - { id: shop, url: "https://shop.example/", zone: external, interval: 1m }
          - { id: nas, url: "host:", interval: 1m }
        """;
    Path site = folder.resolve("site");
    return new ApiServer(
        database,
        folder,
        services,
        Map.of(
            "uproute.locations",
            "nyc2,home,fra1",
            "uproute.location.fra1.token",
            "f".repeat(32),
            "uproute.location.nyc2.token",
            "n".repeat(32),
            "uproute.summary.to",
            "site",
            "uproute.site.dir",
            site.toString(),
            "uproute.site.show",
            "url,address",
            "uproute.site.show-local",
            ""));
  }

  private static LocationResult found(Service shop, String from, int minutesAgo, Status status) {
    Instant at = NOW.minus(Duration.ofMinutes(minutesAgo));
    Long response = status == Status.UP ? (from.equals("fra1") ? 20_000L : 90_000L) : null;
    Evidence evidence = new Evidence(null, response, Evidence.Timings.NONE, null, 1, null);
    Result result = new Result(shop, at, status, "secret host", evidence);
    return new LocationResult(from, result, Duration.ofMinutes(minutesAgo), at);
  }

  /** Four hours; fra1 fails in a quarter of the last, nyc2 knows nothing of the first. */
  private static void store(ApiServer server) {
    Service shop = server.bean("services", Services.class).current().getFirst();
    Votes votes = server.bean("votes", Votes.class);
    server.send(
        "direct:record-batch", List.of(votes.own(found(shop, "home", 0, Status.UP).result())));
    List<LocationResult> all = new ArrayList<>();
    for (int minute = 239; minute >= 0; minute--) {
      all.add(found(shop, "fra1", minute, minute < 15 ? Status.DOWN : Status.UP));
      all.add(found(shop, "nyc2", minute, minute >= 180 ? Status.UNKNOWN : Status.UP));
    }
    server.send("direct:location-store", all);
  }

  @Test
  void each_location_has_its_figures_also_after_a_restart() throws Exception {
    try (ApiServer server = server()) {
      store(server);
      hasItsFiguresAndItsLine(server);
      hasItsResultsPageByPage(server);
      hasItsLineOnThePage(server);
      if (Browser.CHROMIUM != null && database == TestDatabase.SQLITE) {
        zooms(server);
      }
    }
    try (ApiServer server = server()) {
      isInTheTableBeforeItReports(server);
    }
  }

  private static void hasItsFiguresAndItsLine(ApiServer server) throws Exception {
    JsonNode figures = server.get(PATH + "?window=2d").json().at("/locations");
    assertEquals(2, figures.size());
    assertEquals(
        "{\"location\":\"nyc2\",\"checks\":240,\"counted\":180,\"online\":180,\"uptime\":100.0,"
            + "\"response_time\":{\"average\":90,\"min\":90,\"max\":90}}",
        figures.get(0).toString());
    assertEquals("93.75", figures.get(1).at("/uptime").asText());
    assertEquals(
        "0.0", server.get(PATH + "?window=10m").text("/locations/1/uptime"), "in that time");

    JsonNode series = server.get("/api/monitors/shop/series").json().at("/locations");
    assertEquals("[\"nyc2\",\"fra1\"]", names(series.get("figures")), "as the setting has them");
    assertEquals(series.get("at").size(), series.at("/figures/fra1").size());
    assertTrue(series.get("at").size() > 100, series.toString());
    assertTrue(server.get("/api/monitors/nas/series").json().get("locations").isNull());
  }

  private static String names(JsonNode figures) {
    List<String> names = new ArrayList<>();
    figures.fieldNames().forEachRemaining(name -> names.add('"' + name + '"'));
    return names.toString().replace(" ", "");
  }

  private static void hasItsResultsPageByPage(ApiServer server) throws Exception {
    String page = RESULTS + "?location=fra1&limit=200";
    ApiServer.Reply first = server.get(page);
    assertEquals(200, first.json().at("/results").size());
    assertEquals("offline", first.text("/results/0/status"));
    assertTrue(first.json().at("/results/0/reason").isNull(), "the caller may not see it");
    ApiServer.Reply rest = server.get(page + "&cursor=" + first.text("/next"));
    assertEquals(40, rest.json().at("/results").size());
    assertTrue(rest.json().at("/next").isNull());
    assertEquals(0, server.get(RESULTS + "?location=none").json().at("/results").size());
    assertEquals(1, server.get(RESULTS).json().at("/results").size(), "verdicts");
    assertEquals(404, server.get("/api/monitors/none/locations").status());
  }

  private static void isInTheTableBeforeItReports(ApiServer server) throws Exception {
    JsonNode shop = server.get("/api/monitors/shop").json();
    List<String> found = new ArrayList<>();
    shop.get("locations")
        .forEach(
            each -> found.add(each.get("location").asText() + " " + each.get("status").asText()));
    assertEquals(List.of("nyc2 online", "home unknown", "fra1 offline"), found);
    assertEquals("unknown", shop.get("status").asText(), "as the last verdict was");
  }

  private void hasItsLineOnThePage(ApiServer server) throws Exception {
    Report report = server.bean("summary", Summary.class).report();
    server.send("direct:summary-site", report);
    String page = Files.readString(folder.resolve("site/service/shop.html"));
    assertTrue(page.contains("<td>93.75 %</td>") && page.contains("<td>100 %</td>"), page);
    assertTrue(page.contains("data-group=\"locations\" data-kind=\"ms\""), page);
    assertTrue(page.contains("<bdi>nyc2</bdi>: 90 ms to 90 ms"), page);
    assertTrue(page.contains("<bdi>fra1</bdi>: 20 ms to 20 ms"), page);
  }

  private void zooms(ApiServer server) throws Exception {
    try (Browser browser = new Browser(work)) {
      browser.open(server.root() + "service/shop.html");
      browser.value("document.querySelector('[data-group=locations]').scrollIntoView()");
      browser.until(
          "document.querySelector('[data-group=locations] .plot')?.ariaLabel?.includes('fra1')");
      String label =
          browser.value("document.querySelector('[data-group=locations] .plot').ariaLabel");
      assertTrue(label.contains("nyc2: 90 ms to 90 ms; fra1: 20 ms to 20 ms"), label);
      assertEquals("", browser.problems());
    }
  }
}
