package dev.uproute.web;

import static dev.uproute.report.Sample.report;
import static dev.uproute.report.Sample.service;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import com.sun.net.httpserver.SimpleFileServer.OutputLevel;
import dev.uproute.Browser;
import dev.uproute.Wait;
import dev.uproute.check.Status;
import dev.uproute.page.Branding;
import dev.uproute.page.Language;
import dev.uproute.page.Pages;
import dev.uproute.report.RefusedChanges;
import dev.uproute.report.Report;
import dev.uproute.report.Sample;
import dev.uproute.report.ServiceReport;
import dev.uproute.report.Windows;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
  private SiteServer server;

  @BeforeEach
  void open() throws Exception {
    server = new SiteServer(folder, server == null ? 0 : server.port);
  }

  @AfterEach
  void close() {
    server.close();
  }

  /** As route summary-site does. */
  private void write(Sample... services) throws Exception {
    write(Instant.now(), 60, services);
    server.events.publish();
  }

  private void write(Instant at, int refresh, Sample... services) throws Exception {
    List<ServiceReport> reports = report(services).services();
    new Pages(
            folder.toString(),
            "templates/site",
            Branding.titled("Status"),
            refresh,
            Duration.ofSeconds(30),
            Windows.none(),
            Language.ENGLISH,
            new RefusedChanges(InstantSource.system()))
        .write(new Report(at, at, at.plusSeconds(60), reports));
  }

  private static Sample plex(Status status) {
    return service("plex").site("home").name("Plex").local().is(status, "no answer");
  }

  private static Sample shop() {
    return service("shop").site("web").name("Shop").tags(Map.of("env", "prod", "origin", "x"));
  }

  @Test
  void an_open_page_follows_finds_and_survives_the_server() throws Exception {
    assumeTrue(
        Browser.CHROMIUM != null, "skipped: no Chromium found (install the package chromium)");
    write(plex(Status.UP), shop());
    try (Browser browser = new Browser(work)) {
      browser.open(server.root());
      finds(browser);
      walks(browser);
      follows(browser);
      listensOnlyInFront(browser);
      survives(browser);
      growsOld(browser);
      waitsForAStream(browser);
      needsNoEvents(browser);
    }
  }

  private void finds(Browser browser) throws Exception {
    browser.until("document.getElementById('find')");
    type(browser, "PLEX");
    assertEquals("1 of 2 services", browser.value("found.textContent"));
    assertEquals("1", browser.value("document.querySelectorAll('.rows>li:not([hidden])').length"));
    assertEquals("?q=PLEX", browser.value("location.search"));
    Map<String, String> counts =
        Map.of(
            "?q=nothing&state=down", "0",
            "?q=prod", "1",
            "?site=home", "1",
            "?site=home&zone=external", "0",
            "?zone=local", "1",
            "?tag=env%3Dprod", "1",
            "?tag=origin%3Dx", "0",
            "?state=up&zone=external", "1");
    for (Map.Entry<String, String> each : counts.entrySet()) {
      browser.open(server.root() + each.getKey());
      browser.until("document.getElementById('found')");
      assertEquals(
          each.getValue() + " of 2 services", browser.value("found.textContent"), each.getKey());
    }
    browser.open(server.root());
    browser.until("document.getElementById('found')");
    for (String choice : List.of("site=web", "zone=external", "tag=env=prod")) {
      String[] pair = choice.split("=", 2);
      browser.value(
          "(choice => { choice.value = '%2$s'; choice.dispatchEvent(new Event('change')) })(document.getElementById('find-%1$s'))"
              .formatted(pair[0], pair[1]));
    }
    assertEquals("1 of 2 services", browser.value("found.textContent"));
    assertEquals("?site=web&zone=external&tag=env%3Dprod", browser.value("location.search"));
    assertEquals("false", browser.value("all.hidden"));
    browser.value("all.click()");
    assertEquals("true", browser.value("location.search === '' && found.textContent === ''"));
    browser.open(server.root() + "?q=plex");
    browser.until("document.getElementById('found')");
  }

  private static void type(Browser browser, String text) throws Exception {
    browser.value(
        "(field => { field.value = '%s'; field.dispatchEvent(new Event('input')) })(document.getElementById('find'))"
            .formatted(text));
  }

  private void walks(Browser browser) throws Exception {
    browser.value("document.getElementById('find').focus()");
    browser.press("ArrowDown");
    assertEquals("Plex", browser.value("document.activeElement.querySelector('bdi').textContent"));
    browser.press("ArrowDown");
    browser.press("ArrowUp");
    assertEquals("find", browser.value("document.activeElement.id"));
    browser.press("Escape");
    assertEquals(
        "true",
        browser.value("document.getElementById('find').value === '' && found.textContent === ''"));
    type(browser, "plex");
  }

  private void follows(Browser browser) throws Exception {
    browser.value("window.sameDocument = true; document.getElementById('s-plex').open = true");
    browser.value("document.querySelector('#s-plex summary').focus()");
    listening(1);
    String icon = icon(browser);
    write(plex(Status.DOWN), shop());
    browser.until("document.title.endsWith('outage')");
    assertFalse(icon.equals(icon(browser)), icon);
    assertEquals("true", browser.value("sameDocument && document.getElementById('s-plex').open"));
    assertEquals("s-plex", browser.value("document.activeElement.parentElement.id"));
    assertEquals("1 of 2 services", browser.value("found.textContent"));
    assertTrue(browser.value("said.textContent").contains("outage"));
    assertEquals("", browser.problems());
  }

  private static String icon(Browser browser) throws Exception {
    return browser.value("document.querySelector('link[rel=icon]').href");
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
    assertTrue(browser.value("document.title").startsWith("No connection – Status – "));
    assertTrue(icon(browser).contains("6b7280"), icon(browser));
    open();
    browser.until("old.hidden");
    listening(1);
    write(plex(Status.UP), shop());
    browser.until("document.title == 'Status – All systems operational'");
    assertFalse(icon(browser).contains("6b7280"), icon(browser));
    assertEquals("true", browser.value("sameDocument"));
  }

  /** As when checks end and the server does not, and then the server, too. */
  private void growsOld(Browser browser) throws Exception {
    // a page of a minute's interval is old after two, and the time of a refresh
    write(Instant.now().minusSeconds(120), 2, plex(Status.UP), shop());
    server.events.publish();
    browser.until("old.textContent.startsWith('This page is old: ')");
    assertEquals("Old – Status – All systems operational", browser.value("document.title"));
    assertTrue(icon(browser).contains("6b7280"), icon(browser));
    close();
    browser.until("old.textContent.startsWith('No connection to the server since ')");
    assertTrue(browser.value("old.textContent").contains("This page is old: "));
    assertEquals("true", browser.value("sameDocument"));
    open();
  }

  /** Where others have all streams there are. */
  private void waitsForAStream(Browser browser) throws Exception {
    browser.open("about:blank");
    List<Socket> others = new ArrayList<>();
    try {
      for (int i = 0; i < EventStreams.MOST; i++) {
        Socket other = new Socket("127.0.0.1", server.port);
        others.add(other);
        other.getOutputStream().write("GET /events HTTP/1.1\r\nHost: x\r\n\r\n".getBytes());
      }
      listening(EventStreams.MOST);
      write(Instant.now(), 1, plex(Status.UP), shop());
      browser.open(server.root());
      browser.value("window.sameDocument = true");
      write(Instant.now().plusSeconds(1), 1, plex(Status.DOWN), shop());
      browser.until("document.title.endsWith('outage')");
      assertEquals("true", browser.value("sameDocument && old.hidden"));
    } finally {
      for (Socket other : others) {
        other.close();
      }
    }
    listening(1);
  }

  /** Where another server has the files. */
  private void needsNoEvents(Browser browser) throws Exception {
    HttpServer other =
        SimpleFileServer.createFileServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), folder, OutputLevel.NONE);
    other.start();
    try {
      write(Instant.now(), 1, plex(Status.UP), shop());
      browser.open("http://127.0.0.1:" + other.getAddress().getPort() + "/");
      browser.value("window.sameDocument = true");
      write(Instant.now().plusSeconds(1), 1, plex(Status.DOWN), shop());
      browser.until("document.title.endsWith('outage')");
      assertEquals("true", browser.value("sameDocument"));
    } finally {
      other.stop(0);
    }
  }

  private void listening(int count) throws Exception {
    assertTrue(
        Wait.until(Wait.LONG, () -> server.events.count() == count),
        server.events.count() + " streams");
  }
}
