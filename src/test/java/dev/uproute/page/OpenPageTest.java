package dev.uproute.page;

import static dev.uproute.report.Sample.report;
import static dev.uproute.report.Sample.service;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.SimpleFileServer;
import dev.uproute.Axe;
import dev.uproute.Browser;
import dev.uproute.check.Status;
import dev.uproute.report.RefusedChanges;
import dev.uproute.report.Report;
import dev.uproute.report.Sample;
import dev.uproute.report.Windows;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Pages in one Chromium that stays open: from disk and any path of a server, on paper and narrow
 * screens, for readers in any zone, with any need, and of hostile names.
 */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("browser of OpenPageTest")
class OpenPageTest {
  private static final List<String> PAGES =
      List.of(
          "index.html",
          "home.html",
          "service/home.plex.html",
          "service/home.nas.html",
          "embed.html",
          "embed/home.html");

  /** An attribute {@code on…=} inside a tag, other attributes' values left aside. */
  private static final String EVENT_ATTRIBUTE =
      "<[a-z]+(\\s+(?!on)[a-z-]+(=\"[^\"]*\")?)*\\s+on[a-z]+=";

  private static final String BAR = "<span class=\"(up|down|bot|degraded|unknown|maintenance)\"";

  private static final String MADE = "document.querySelector('#made time').textContent";

  @TempDir static Path work;
  private static Browser browser;

  @TempDir Path folder;

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(
        Browser.CHROMIUM != null, "skipped: no Chromium found (install the package chromium)");
    browser = new Browser(work);
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
            language,
            new RefusedChanges(InstantSource.system()))
        .write(report);
  }

  private void open(String page) throws Exception {
    browser.open(folder.resolve(page).toUri().toString());
  }

  /** What the browser made of a page, about which it had nothing to complain. */
  private static String dom(String url) throws Exception {
    browser.open(url);
    assertEquals("", browser.problems(), url);
    return browser.value("document.documentElement.outerHTML");
  }

  private String file(String page) throws Exception {
    return dom(folder.resolve(page).toUri().toString());
  }

  private static long count(String text, String regex) {
    return Pattern.compile(regex).matcher(text).results().count();
  }

  @Test
  void a_page_works_from_disk() throws Exception {
    write(Demo.small(), Language.ENGLISH);
    String page = file("service/home.plex.html");
    assertEquals(240, count(page, BAR));
    assertEquals(15, count(page, "<span class=\"down\""));
    assertTrue(page.contains("<title>Old – Plex – Offline</title>"), page);
    assertEquals(3 * 240, count(file("home.html"), BAR));
    assertEquals(6, count(file("index.html"), "class=\"strip\""));
  }

  @Test
  void a_page_works_below_any_path_of_a_server() throws Exception {
    write(Demo.small(), Language.ENGLISH);
    var server =
        SimpleFileServer.createFileServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            folder.getParent(),
            SimpleFileServer.OutputLevel.NONE);
    server.start();
    try {
      String root =
          "http://127.0.0.1:" + server.getAddress().getPort() + "/" + folder.getFileName() + "/";
      assertTrue(dom(root).contains("<h1>Partial outage</h1>"));
      String page = dom(root + "service/shop.www.html");
      Matcher link = Pattern.compile("href=\"([^\"#:]+)\"").matcher(page);
      while (link.find()) {
        assertFalse(link.group(1).startsWith("/"), link.group(1));
        assertTrue(Files.exists(folder.resolve("service").resolve(link.group(1))), link.group(1));
      }
    } finally {
      server.stop(0);
    }
  }

  @Test
  void a_page_that_is_old_says_so_and_a_screen_reader_says_it_once() throws Exception {
    write(Demo.small(), Language.ENGLISH);
    open("index.html");
    String old = browser.value("old.textContent");
    assertTrue(old.startsWith("This page is old: it was made "), old);
    assertEquals("false null", browser.value("old.hidden + ' ' + old.role"));
    assertEquals(old, browser.value("said.textContent"));
    browser.value(
        """
        window.changes = 0;
        new MutationObserver(() => changes++).observe(said, { childList: true, characterData: true, subtree: true });
        (now => { Date.now = () => now() + 3_600_000 })(Date.now);
        document.dispatchEvent(new Event('visibilitychange'));
        """);
    assertNotEquals(old, browser.value("old.textContent"), "another hour");
    assertEquals("0", browser.value("changes"));
    Report sample = report(service("a"));
    Instant now = Instant.now();
    write(new Report(now, now, now.plusSeconds(60), sample.services()), Language.ENGLISH);
    open("index.html");
    assertEquals(
        "true  ", browser.value("[old.hidden, old.textContent, said.textContent].join(' ')"));
  }

  @Test
  void light_and_dark_are_drawn() throws Exception {
    write(Demo.small(), Language.ENGLISH);
    assertTrue(brightness("light") > 200);
    assertTrue(brightness("dark") < 60);
    browser.media("screen", "light");
  }

  /** Of both edges, which no card covers. */
  private int brightness(String scheme) throws Exception {
    browser.media("screen", scheme);
    open("index.html");
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(browser.picture()));
    int y = image.getHeight() - 10;
    return IntStream.of(image.getRGB(3, y), image.getRGB(image.getWidth() - 20, y))
            .map(rgb -> (rgb >> 8) & 0xff)
            .sum()
        / 2;
  }

  @Test
  void an_overview_of_31_services_is_three_printed_pages_and_short_on_a_phone() throws Exception {
    write(Demo.usual(31), Language.ENGLISH);
    browser.media("print", "light");
    open("index.html");
    String printed = new String(browser.pdf(), StandardCharsets.ISO_8859_1);
    browser.media("screen", "light");
    long sheets = count(printed, "/Type /Page\\b");
    assertTrue(sheets > 0 && sheets <= 3, sheets + " printed pages");
    browser.width(400);
    int height = Integer.parseInt(browser.value("document.documentElement.scrollHeight"));
    browser.width(0);
    assertTrue(height > 1_000 && height <= 3_500, height + " px high");
  }

  @Test
  void nothing_is_wider_than_a_narrow_screen() throws Exception {
    write(Demo.small(), Language.ENGLISH);
    browser.width(320);
    for (String page : List.of("index.html", "home.html", "service/home.plex.html")) {
      open(page);
      assertEquals("320", browser.value("document.documentElement.scrollWidth"), page);
    }
    browser.width(0);
  }

  @Test
  void no_page_has_a_serious_fault_in_light_or_dark() throws Exception {
    write(Demo.small(), Language.ENGLISH);
    for (String page : PAGES) {
      for (String scheme : List.of("light", "dark")) {
        browser.media("screen", scheme);
        open(page);
        browser.value("document.querySelectorAll('details').forEach((d) => { d.open = true })");
        assertEquals("", Axe.faults(browser, scheme.equals("light")), page + ", " + scheme);
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
    List<String> hostile =
        List.of(
            "</script><img src=x onerror=\"document.title='owned'\"><svg onload=owned()>",
            "{0}{1}${7*7}';document.title='owned';'<#stop>\\u0022",
            "<style>*{display:none}</style><script>document.title='owned'</script>",
            "\"><img src=x onerror=\"document.title='owned'\">",
            "'onmouseover='document.title=1'",
            "</style></title><script>document.title='owned'</script>",
            "{{constructor.constructor('document.title=1')()}}",
            "<svg/onload=document.title='owned'>",
            "${7*7}<#assign x=1>",
            "--><!--\u202Egpj.exe");
    Sample[] services = new Sample[hostile.size()];
    for (int i = 0; i < services.length; i++) {
      String other = hostile.get((i + 1) % services.length);
      services[i] =
          service("s" + i)
              .name(hostile.get(i))
              .url("javascript:document.title='owned'")
              .is(Status.DOWN, other)
              .incident(Duration.ofHours(1), null, Status.DOWN, hostile.get(i));
    }
    write(report(services), Language.ENGLISH);
    List<String> pages =
        List.of(
            "index.html",
            "default.html",
            "service/s0.html",
            "service/s3.html",
            "service/s5.html",
            "embed.html",
            "embed/default.html");
    for (String page : pages) {
      String dom = file(page);
      String title = browser.value("document.title");
      assertTrue(title.endsWith("Offline") || !title.contains("owned"), page + ": " + title);
      assertEquals(
          "0",
          browser.value(
              "document.querySelectorAll('img, iframe, object, [onerror], [onload], body style,"
                  + " body script, [href^=javascript]').length"),
          page);
      assertFalse(Pattern.compile(EVENT_ATTRIBUTE).matcher(dom).find(), dom);
      assertEquals(1, count(dom, "</style>"), dom);
    }
    assertTrue(browser.value("document.body.innerText").contains(hostile.getFirst()), "as text");
    assertTrue(file("index.html").contains("\\u202Egpj.exe"), "what turns a text round is shown");
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
}
