package dev.uproute.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.uproute.Browser;
import dev.uproute.TestDatabase;
import dev.uproute.check.Status;
import dev.uproute.deliver.AcknowledgeLinks;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Signed links in messages by which an outage is acknowledged, over the shipped routes. */
@Execution(ExecutionMode.CONCURRENT)
class AcknowledgeLinkTest {
  private static final String SERVICES =
      """
      services:
        - { id: shop, name: "Shop <b>", url: "tcp://127.0.0.1:9" }
        - { id: a.b_c-d, url: "tcp://127.0.0.1:9" }
      """;

  /** Of digits alone, which Camel would take for a number. */
  private static final String TOKEN = "7".repeat(32);

  private static final String LINK = "https://status.example.org/sub";
  private static final String ROWS = "select count(*) from acknowledgement";

  private final HttpClient client = HttpClient.newHttpClient();

  @TempDir Path folder;

  private ApiServer open() throws Exception {
    return new ApiServer(
        TestDatabase.SQLITE,
        folder,
        SERVICES,
        Map.of("uproute.alert.token", TOKEN + ",o" + TOKEN, "uproute.alert.link", LINK));
  }

  private static String part(String token, String service, Instant at) {
    String link = new AcknowledgeLinks(token, LINK).link("sms", service, at);
    assertTrue(link.startsWith(LINK + "/ack/"), link);
    return link.substring(LINK.length() + 1);
  }

  private HttpResponse<String> ask(ApiServer api, String method, String path, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(api.root() + path))
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (method.equals("POST")) {
      // as a browser sends a form without fields
      request.header("Content-Type", "application/x-www-form-urlencoded");
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private void expect(ApiServer api, String method, String path, int status, String words)
      throws Exception {
    HttpResponse<String> answer = ask(api, method, path);
    assertEquals(status, answer.statusCode(), method + " " + path + " " + answer.body());
    assertTrue(answer.body().contains(words), words + " / " + answer.body());
  }

  @Test
  void asking_changes_nothing_and_the_button_acknowledges_that_outage_alone() throws Exception {
    try (ApiServer api = open()) {
      api.results(Status.DOWN, 50, "shop", "a.b_c-d");
      String path = part(TOKEN, "shop", Instant.now().minus(Duration.ofMinutes(40)));
      for (int i = 0; i < 2; i++) {
        HttpResponse<String> page = ask(api, "GET", path);
        assertTrue(page.body().contains("<h1>Shop &lt;b&gt; is down</h1>"), page.body());
        assertTrue(page.body().contains("<form method=\"post\">"), page.body());
        assertEquals("no-store", page.headers().firstValue("Cache-Control").orElse(""));
        assertEquals(200, ask(api, "HEAD", path).statusCode());
      }
      assertEquals(0, api.ask(ROWS));
      assertEquals(405, ask(api, "PUT", path).statusCode());
      assertEquals(403, ask(api, "POST", path, "Origin", "https://evil.example").statusCode());
      assertEquals(0, api.ask(ROWS));
      expect(api, "POST", path, 200, "Acknowledged by sms");
      expect(api, "POST", path, 200, "Acknowledged by sms");
      expect(api, "GET", path, 200, "The outage of Shop &lt;b&gt; is acknowledged");
      assertFalse(ask(api, "GET", path).body().contains("<form"), "used");
      assertEquals(1, api.ask(ROWS));
      assertEquals("sms", api.as(ApiServer.READ, "/api/monitors/shop").text("/acknowledged/name"));
      api.results(Status.UP, 30, "shop");
      expect(api, "GET", path, 410, "is over");
      api.results(Status.DOWN, 20, "shop");
      expect(api, "GET", path, 410, "is over");
      expect(api, "POST", path, 410, "is over");
      api.bean("apiReport", ApiReport.class).stale();
      assertEquals("", api.as(ApiServer.READ, "/api/monitors/shop").text("/acknowledged/name"));
      String other = part("o" + TOKEN, "a.b_c-d", Instant.now());
      expect(api, "POST", other, 200, "Acknowledged by sms");
    }
  }

  @Test
  void wrong_and_old_links_get_a_page_that_says_so() throws Exception {
    try (ApiServer api = open()) {
      api.results(Status.DOWN, 60 * 24 * 9, "shop", "a.b_c-d");
      Instant now = Instant.now();
      String path = part(TOKEN, "shop", now);
      for (int i = "ack/".length(); i < path.length(); i++) {
        char other = path.charAt(i) == 'a' ? 'b' : 'a';
        String wrong = path.substring(0, i) + other + path.substring(i + 1);
        assertEquals(404, ask(api, "POST", wrong).statusCode(), wrong);
        assertEquals(404, ask(api, "POST", path.substring(0, i)).statusCode(), path);
      }
      String foreign = part("x".repeat(32), "shop", now);
      for (String wrong :
          List.of(
              foreign,
              path + ".x",
              path + "/x",
              path + "%2f..",
              "ack/",
              "ack/%F0%9F%92%A9",
              "ack/" + "a".repeat(1000),
              "ack/....",
              path.replace("shop", "a.b_c-d"),
              path.replace(".sms.", ".boss."),
              path.toUpperCase().replace("ACK", "ack"))) {
        HttpResponse<String> answer = ask(api, "POST", wrong);
        assertEquals(404, answer.statusCode(), wrong + answer.body());
        assertEquals(404, ask(api, "GET", wrong).statusCode(), wrong);
      }
      expect(api, "GET", foreign, 404, "This link is not valid");
      String old = part(TOKEN, "shop", now.minus(Duration.ofDays(8)));
      expect(api, "GET", old, 410, "This link is too old");
      expect(api, "POST", old, 410, "This link is too old");
      expect(api, "GET", part(TOKEN, "gone", now), 410, "The outage of gone is over");
      assertEquals(0, api.ask(ROWS));
      HttpRequest form =
          HttpRequest.newBuilder(URI.create(api.root() + path))
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(HttpRequest.BodyPublishers.ofString("a=b"))
              .build();
      int status = client.send(form, HttpResponse.BodyHandlers.discarding()).statusCode();
      assertEquals(415, status, "a form with fields is none of ours");
    }
  }

  @Test
  @Tag("nightly")
  void the_button_works_in_a_browser() throws Exception {
    assumeTrue(Browser.CHROMIUM != null, "no Chromium");
    try (ApiServer api = open();
        Browser browser = new Browser(folder)) {
      api.results(Status.DOWN, 50, "shop");
      browser.width(360);
      for (String scheme : List.of("light", "dark")) {
        browser.media("screen", scheme);
        browser.open(api.root() + part(TOKEN, "shop", Instant.now()));
        Files.write(Path.of("target/ack-" + scheme + ".png"), browser.picture());
      }
      browser.width(1100);
      Files.write(Path.of("target/ack-wide.png"), browser.picture());
      browser.value("document.querySelector('button').click()");
      browser.until("document.body && document.body.innerText.includes('Acknowledged by sms')");
      browser.media("screen", "light");
      Files.write(Path.of("target/ack-known.png"), browser.picture());
      assertEquals(1, api.ask(ROWS));
      assertEquals("", browser.problems());
      browser.open(api.root() + part("x".repeat(32), "shop", Instant.now()));
      Files.write(Path.of("target/ack-wrong.png"), browser.picture());
    }
  }

  @Test
  void without_a_token_or_an_address_there_are_no_links() {
    Instant now = Instant.now();
    assertNull(new AcknowledgeLinks("none", LINK).link("sms", "shop", now));
    assertNull(new AcknowledgeLinks(TOKEN, "none").link("sms", "shop", now));
    String link = new AcknowledgeLinks(TOKEN, LINK).link("sms", "shop", now);
    String part = link.substring(link.lastIndexOf('/') + 1);
    assertNull(new AcknowledgeLinks("none", LINK).read(part));
    assertEquals("shop", new AcknowledgeLinks("p,".repeat(3) + TOKEN, LINK).read(part).service());
  }
}
