package dev.uproute.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.uproute.Browser;
import dev.uproute.TestDatabase;
import dev.uproute.check.Certificates;
import dev.uproute.check.Evidence;
import dev.uproute.check.HostFigures;
import dev.uproute.check.Result;
import dev.uproute.check.Status;
import dev.uproute.report.Report;
import dev.uproute.report.Summary;
import dev.uproute.service.Service;
import dev.uproute.service.Services;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Charts of a page of a service, in a browser, on the shipped routes and a real history. */
@Execution(ExecutionMode.CONCURRENT)
class ChartsTest {
  private static final String SERVICES =
      """
      services:
        - { id: shop, name: "Shop <b>", url: "https://shop.example/", zone: external, interval: 1m }
        - { id: nas, name: NAS, url: "host:", interval: 1m }
      """;

  private static final Instant NOW = Instant.now();

  @TempDir Path folder;
  @TempDir Path work;

  private static Result shop(Service shop, int minute, boolean up) {
    Instant until = NOW.plus(Duration.ofDays(20));
    Certificates sent =
        new Certificates(
            List.of(
                new Certificates.Certificate("shop.example", "R<i>3", NOW, until),
                new Certificates.Certificate(
                    "R<i>3", "Root X1", NOW, NOW.plus(Duration.ofDays(900)))));
    long micros = 80_000 + 1_000L * (minute % 17);
    Evidence evidence =
        new Evidence(
            200, up ? micros : null, Evidence.Timings.NONE, null, 1, until, null, sent, null, null);
    Status status = up ? Status.UP : Status.DOWN;
    return new Result(shop, NOW.minus(Duration.ofMinutes(minute)), status, "HTTP 200", evidence);
  }

  private static Result nas(Service nas, int minute) {
    HostFigures host =
        new HostFigures(
            20.0 + minute % 5, 0.4, 61.0, null, Map.of("/", 40.0, "/data", 93.5), null, null, null);
    Evidence evidence =
        new Evidence(null, null, Evidence.Timings.NONE, null, 1, null, null, null, host, null);
    return new Result(nas, NOW.minus(Duration.ofMinutes(minute)), Status.UP, "CPU 21 %", evidence);
  }

  private static Report report(ApiServer server) {
    return server.bean("summary", Summary.class).report();
  }

  private static void record(ApiServer server) {
    List<Service> services = server.bean("services", Services.class).current();
    List<Result> results = new ArrayList<>();
    for (int minute = 400; minute > 0; minute--) {
      results.add(shop(services.getFirst(), minute, minute > 60 || minute < 50));
      results.add(nas(services.getLast(), minute));
    }
    server.send("direct:record-batch", results);
    server.send("direct:summary-site", report(server));
  }

  /** Drags from one share of the width of the first chart to another. */
  private static String drag(double from, double to) {
    return """
    (() => {
      const over = document.querySelector('.u-over');
      const box = over.getBoundingClientRect();
      const at = (share) => ({ bubbles: true, clientX: box.left + box.width * share, clientY: box.top + 20, movementX: 9, button: 0 });
      over.dispatchEvent(new MouseEvent('mouseenter', at(%s)));
      over.dispatchEvent(new MouseEvent('mousemove', at(%s)));
      over.dispatchEvent(new MouseEvent('mousedown', at(%s)));
      over.dispatchEvent(new MouseEvent('mousemove', at(%s)));
      document.dispatchEvent(new MouseEvent('mouseup', at(%s)));
    })()"""
        .formatted(from, from, from, to, to);
  }

  @Test
  void they_zoom_where_the_server_answers_and_are_pictures_elsewhere() throws Exception {
    assumeTrue(
        Browser.CHROMIUM != null, "skipped: no Chromium found (install the package chromium)");
    Path site = folder.resolve("site");
    try (ApiServer server =
            new ApiServer(
                TestDatabase.SQLITE,
                folder,
                SERVICES,
                Map.of("uproute.site.dir", site.toString(), "uproute.summary.to", "site"));
        Browser browser = new Browser(work)) {
      record(server);
      String page = Files.readString(site.resolve("service/shop.html"));
      assertTrue(page.contains("<td><bdi>shop.example</bdi></td><td><bdi>R&lt;i&gt;3</bdi></td>"));
      assertTrue(page.contains("<td class=\"soon\">19 days left</td>"), page);
      browser.zone("Asia/Kolkata");
      browser.open(server.root() + "service/shop.html");
      zooms(browser, server);
      showsAHost(browser, server);
      browser.open(site.resolve("service/shop.html").toUri().toString());
      assertEquals("true", browser.value("document.querySelector('svg.chart').checkVisibility()"));
      assertEquals("0", browser.value("document.querySelectorAll('.plot').length"));
      assertEquals("", browser.problems());
    }
  }

  private static void zooms(Browser browser, ApiServer server) throws Exception {
    browser.value("document.querySelector('[data-group]').scrollIntoView()");
    browser.until("document.querySelector('.plot canvas')");
    browser.until("document.querySelector('.plot')?.ariaLabel?.includes('80 ms')");
    assertEquals("false", browser.value("document.querySelector('svg.chart').checkVisibility()"));
    String whole = browser.value("document.querySelector('.zooming span').textContent");
    browser.value(drag(0.5, 0.75));
    browser.until("document.querySelector('.zooming span').textContent != '" + whole + "'");
    String zoomed = browser.value("document.querySelector('.zooming span').textContent");
    assertEquals("", browser.problems(), "nothing is against the policy of the page");
    browser.value("window.focused = document.querySelector('.zooming button'); focused.focus()");
    server.send("direct:record-batch", List.of(shop(first(server), 0, false)));
    server.send("direct:summary-site", report(server));
    browser.until("document.title.endsWith('Offline')");
    assertEquals("true", browser.value("document.activeElement === focused"), "the focus stays");
    assertEquals("true", browser.value("document.querySelector('.plot canvas') !== null"));
    assertEquals(
        zoomed,
        browser.value("document.querySelector('.zooming span').textContent"),
        "a newer page keeps the time");
    browser.value("document.querySelector('.zooming button[aria-label=\"Zoom out\"]').click()");
    browser.until("document.querySelector('.zooming span').textContent != '" + zoomed + "'");
    String wider = browser.value("document.querySelector('.zooming span').textContent");
    browser.value("document.querySelector('.zooming button:last-of-type').click()");
    browser.until("document.querySelector('.zooming span').textContent != '" + wider + "'");
    browser.until("document.querySelector('.plot')?.ariaLabel?.includes('96 ms')");
    hasTheTimesOfThePage(browser);
    assertEquals("", browser.problems());
  }

  /** Those of the reader, or UTC when they want it. */
  private static void hasTheTimesOfThePage(Browser browser) throws Exception {
    String own = browser.value("document.querySelector('.zooming span').textContent");
    assertTrue(own.endsWith(" GMT+5:30"), own);
    browser.value("document.querySelector('#zone button').click()");
    String utc = browser.value("document.querySelector('.zooming span').textContent");
    assertTrue(utc.endsWith(" UTC"), utc);
    String label = browser.value("document.querySelector('.plot').ariaLabel");
    assertTrue(label.contains(utc), label);
    browser.value("document.querySelector('#zone button').click()");
    assertEquals(own, browser.value("document.querySelector('.zooming span').textContent"));
  }

  private static Service first(ApiServer server) {
    return server.bean("services", Services.class).current().getFirst();
  }

  private static void showsAHost(Browser browser, ApiServer server) throws Exception {
    browser.open(server.root() + "service/nas.html");
    for (int i = 0; i < 4; i++) {
      browser.value(
          "document.querySelectorAll('[data-group=host]')[%d].scrollIntoView()".formatted(i));
      browser.until(
          "document.querySelectorAll('[data-group=host]')[%d].querySelector('canvas')"
              .formatted(i));
    }
    browser.until(
        "[...document.querySelectorAll('.plot')].at(-1).ariaLabel?.includes('/data: 93.5 %')");
    assertEquals("1", browser.value("document.querySelectorAll('.zooming').length"));
    assertEquals("", browser.problems());
  }
}
