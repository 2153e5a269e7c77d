package dev.uproute.web;

import static dev.uproute.report.Sample.report;
import static dev.uproute.report.Sample.service;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.uproute.Browser;
import dev.uproute.Wait;
import dev.uproute.check.Status;
import dev.uproute.page.Branding;
import dev.uproute.page.Language;
import dev.uproute.page.Pages;
import dev.uproute.report.Report;
import dev.uproute.report.Sample;
import dev.uproute.report.Windows;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Pages in an open browser, on the server with the shipped settings. */
@Execution(ExecutionMode.CONCURRENT)
class LivePagesTest {
  @TempDir Path folder;
  @TempDir Path work;
  private DefaultCamelContext camel;
  private EventStreams events;
  private int port;

  @BeforeEach
  void open() throws Exception {
    events = new EventStreams();
    camel = new DefaultCamelContext();
    Properties settings = new Properties();
    try (var file = Files.newBufferedReader(Path.of("application.properties"))) {
      settings.load(file);
    }
    settings.put("uproute.http.port", Integer.toString(port));
    settings.put("uproute.http.max-connections-per-address", "300");
    settings.put("uproute.http.max-requests-per-second", "1000");
    settings.put("uproute.site.dir", folder.toString());
    camel.getPropertiesComponent().setInitialProperties(settings);
    camel.getRegistry().bind("events", events);
    camel.start();
    new WebServer(camel).open();
    port = camel.hasService(VertxServer.class).getServer().actualPort();
  }

  @AfterEach
  void close() {
    camel.stop();
  }

  private String root() {
    return "http://127.0.0.1:" + port + "/";
  }

  /** As route summary-site does. */
  private void write(Sample... services) throws Exception {
    Report sample = report(services);
    Instant now = Instant.now();
    new Pages(
            folder.toString(),
            "templates/site",
            Branding.titled("Status"),
            60,
            Duration.ofHours(1),
            Windows.none(),
            Language.ENGLISH)
        .write(new Report(now, now, now.plusSeconds(60), sample.services()));
    events.publish();
  }

  private static Sample plex(Status status) {
    return service("plex").site("home").name("Plex").is(status, "no answer");
  }

  @Test
  void an_open_page_follows_finds_and_survives_the_server() throws Exception {
    assumeTrue(
        Browser.CHROMIUM != null, "skipped: no Chromium found (install the package chromium)");
    write(plex(Status.UP), service("shop").site("web").name("Shop"));
    try (Browser browser = new Browser(work)) {
      browser.open(root());
      finds(browser);
      follows(browser);
      listensOnlyInFront(browser);
      survives(browser);
    }
  }

  private void finds(Browser browser) throws Exception {
    browser.until("document.getElementById('find')");
    browser.value(
        "const find = document.getElementById('find'); find.value = 'PLEX';"
            + " find.dispatchEvent(new Event('input', { bubbles: true }))");
    assertEquals("1 of 2 services", browser.value("found.textContent"));
    assertEquals("1", browser.value("document.querySelectorAll('.rows>li:not([hidden])').length"));
    assertEquals("?q=PLEX", browser.value("location.search"));
    browser.open(root() + "?q=nothing&state=down");
    browser.until("document.getElementById('found')");
    assertEquals("0 of 2 services", browser.value("found.textContent"));
    browser.open(root() + "?q=plex");
    browser.until("document.getElementById('found')");
    assertEquals("1 of 2 services", browser.value("found.textContent"));
  }

  private void follows(Browser browser) throws Exception {
    browser.value("window.sameDocument = true; document.getElementById('s-plex').open = true");
    browser.value("document.getElementById('find').focus()");
    listening(1);
    String icon = browser.value("document.querySelector('link[rel=icon]').href");
    write(plex(Status.DOWN), service("shop").site("web").name("Shop"));
    browser.until("document.title.endsWith('outage')");
    assertFalse(icon.equals(browser.value("document.querySelector('link[rel=icon]').href")), icon);
    assertEquals("true", browser.value("sameDocument && document.getElementById('s-plex').open"));
    assertEquals("find", browser.value("document.activeElement.id"));
    assertEquals("1 of 2 services", browser.value("found.textContent"));
    assertEquals("", browser.problems());
  }

  private void listensOnlyInFront(Browser browser) throws Exception {
    for (boolean hidden : new boolean[] {true, false}) {
      browser.value(
          "Object.defineProperty(document, 'hidden', { value: "
              + hidden
              + ", configurable: true }); document.dispatchEvent(new Event('visibilitychange'))");
      listening(hidden ? 0 : 1);
    }
  }

  private void survives(Browser browser) throws Exception {
    close();
    browser.until("old.textContent.startsWith('No connection to the server since ')");
    open();
    browser.until("old.hidden");
    listening(1);
    write(plex(Status.UP), service("shop").site("web").name("Shop"));
    browser.until("document.title == 'Status – All systems operational'");
    assertEquals("true", browser.value("sameDocument"));
  }

  private void listening(int count) throws Exception {
    assertTrue(Wait.until(Wait.LONG, () -> events.count() == count), events.count() + " streams");
  }

  @Test
  void there_are_200_streams_and_no_more_until_one_ends() throws Exception {
    List<HttpURLConnection> open = new ArrayList<>();
    for (int i = 0; i < EventStreams.MOST; i++) {
      HttpURLConnection stream = stream();
      assertEquals(200, stream.getResponseCode());
      open.add(stream);
    }
    HttpURLConnection surplus = stream();
    assertEquals(503, surplus.getResponseCode());
    events.publish();
    try (InputStream last = open.getLast().getInputStream()) {
      String expected = "retry: 3000\n\nevent: pages\ndata: changed\n\n";
      assertEquals(expected, new String(last.readNBytes(expected.length())));
    }
    open.getLast().disconnect();
    listening(EventStreams.MOST - 1);
    assertEquals(200, stream().getResponseCode());
  }

  private HttpURLConnection stream() throws Exception {
    return (HttpURLConnection) URI.create(root() + "events").toURL().openConnection();
  }
}
