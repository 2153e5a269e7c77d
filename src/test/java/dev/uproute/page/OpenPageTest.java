package dev.uproute.page;

import static dev.uproute.report.Sample.report;
import static dev.uproute.report.Sample.service;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.uproute.Browser;
import dev.uproute.check.Status;
import dev.uproute.report.Report;
import dev.uproute.report.Windows;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pages in one Chromium that stays open: readers in any zone, with any need, and of hostile names.
 */
class OpenPageTest {
  private static final List<String> PAGES =
      List.of(
          "index.html",
          "home.html",
          "service/home.plex.html",
          "service/home.nas.html",
          "embed.html",
          "embed/home.html");

  private static final String MADE = "document.querySelector('#made time').textContent";

  @TempDir static Path work;
  private static Browser browser;
  private static String axe;

  @TempDir Path folder;

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(
        Browser.CHROMIUM != null, "skipped: no Chromium found (install the package chromium)");
    browser = new Browser(work);
    try (InputStream script = OpenPageTest.class.getResourceAsStream("/axe.min.js")) {
      axe = new String(script.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
  }

  private void write(Report report, Language language) throws Exception {
    new Pages(
            folder.toString(),
            "none",
            Branding.titled("Status"),
            0,
            Duration.ofSeconds(30),
            Windows.none(),
            language)
        .write(report);
  }

  private void open(String page) throws Exception {
    browser.open(folder.resolve(page).toUri().toString());
  }

  @Test
  void no_page_has_a_serious_fault_in_light_or_dark() throws Exception {
    write(Demo.small(), Language.ENGLISH);
    for (String page : PAGES) {
      for (String scheme : List.of("light", "dark")) {
        browser.media("screen", scheme);
        open(page);
        browser.value("document.querySelectorAll('details').forEach((d) => { d.open = true })");
        assertEquals(
            "",
            faults(scheme.equals("light") ? "{}" : "{ runOnly: ['color-contrast'] }"),
            page + ", " + scheme);
        assertEquals("", browser.problems(), page);
      }
    }
  }

  @Test
  void times_are_in_the_zone_of_the_reader_and_utc_is_a_press_away() throws Exception {
    browser.zone("America/New_York");
    write(Demo.small(), Language.ENGLISH);
    open("index.html");
    assertEquals("17 Jun 2026, 17:37 GMT-4", browser.value(MADE));
    assertEquals(
        "Times are in America/New_York Show UTC",
        browser.value("document.getElementById('zone').textContent"));
    assertEquals("17:37", browser.value("document.querySelector('summary time').textContent"));
    browser.value("document.querySelector('#zone button').click()");
    assertEquals("17 Jun 2026, 21:37 UTC", browser.value(MADE));
    open("service/home.plex.html");
    assertEquals("17 Jun 2026, 21:37 UTC", browser.value(MADE), "on every page");
    assertEquals("true", browser.value("document.querySelector('time').title.includes('GMT-4')"));
    browser.value("document.querySelector('#zone button').click()");
    browser.zone("Asia/Tokyo");
    write(Demo.large(101), Language.read("none", "de"));
    open("index.html");
    assertTrue(browser.value(MADE).startsWith("18. Juni 2026, 06:37 "), browser.value(MADE));
    String last = "document.querySelector('.flat>li>i:last-child').textContent";
    assertEquals("06:37", browser.value(last));
    assertEquals("", browser.problems());
    browser.zone("UTC");
  }

  @Test
  void hostile_names_and_reasons_run_nothing_and_break_no_rule_of_the_policy() throws Exception {
    String script = "</script><img src=x onerror=\"document.title='owned'\"><svg onload=owned()>";
    String place = "{0}{1}${7*7}';document.title='owned';'<#stop>\\u0022";
    write(
        report(
            service("a")
                .name(script)
                .is(Status.DOWN, place)
                .incident(Duration.ofHours(1), null, Status.DOWN, script),
            service("b")
                .name(place)
                .is(Status.DEGRADED, "<style>*{display:none}</style>" + script)),
        Language.ENGLISH);
    for (String page :
        List.of(
            "index.html",
            "default.html",
            "service/a.html",
            "service/b.html",
            "embed.html",
            "embed/default.html")) {
      open(page);
      assertEquals("", browser.problems(), page);
      assertTrue(
          !browser.value("document.title").contains("owned'") || page.startsWith("service"), page);
      assertEquals(
          "0",
          browser.value("document.querySelectorAll('img, [onerror], [onload], body style').length"),
          page);
    }
    assertTrue(browser.value("document.body.innerText").contains(script), "shown as text");
  }

  @Test
  void embeds_are_dark_where_readers_want_that_and_black_on_white_on_paper() throws Exception {
    write(Demo.small(), Language.ENGLISH);
    String background = "getComputedStyle(document.body).backgroundColor";
    String ink = "getComputedStyle(document.body).color";
    browser.media("screen", "dark");
    open("embed.html");
    assertEquals("rgb(13, 17, 23)", browser.value(background));
    browser.media("print", "dark");
    assertEquals("rgb(255, 255, 255)", browser.value(background));
    assertEquals("rgb(23, 32, 43)", browser.value(ink));
    browser.media("screen", "light");
    assertEquals("rgb(244, 246, 248)", browser.value(background));
  }

  /** What axe-core finds that is serious or critical, a line for each. */
  private static String faults(String options) throws Exception {
    browser.value(axe + "; 0");
    browser.value(
        """
        axe.run(document, %s).then((all) => { window.faults = '' + all.violations
          .filter((each) => ['serious', 'critical'].includes(each.impact))
          .map((each) => each.id + ' ' + each.nodes.map((node) => node.html + ' ' + node.failureSummary).join(' | '))
          .join('\\n'); }); 0
        """
            .formatted(options));
    browser.until("window.faults !== undefined");
    return browser.value("window.faults");
  }
}
