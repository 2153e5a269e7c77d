package dev.uproute.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dev.uproute.Axe;
import dev.uproute.Browser;
import dev.uproute.TestDatabase;
import dev.uproute.Wait;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The page that works with services, in a browser, on the whole program. */
@Execution(ExecutionMode.CONCURRENT)
class ManageTest {
  private static final String HOSTILE = "<img src=x onerror=document.title='owned'> & more";

  @TempDir Path folder;
  @TempDir Path work;

  private static HttpServer target() throws Exception {
    HttpServer target =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    target.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          int status = path.equals("/old") ? 302 : path.equals("/down") ? 503 : 200;
          byte[] body = HOSTILE.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Location", "/new?secret=1");
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    target.start();
    return target;
  }

  @Test
  void a_person_with_a_token_works_with_services() throws Exception {
    assumeTrue(
        Browser.CHROMIUM != null, "skipped: no Chromium found (install the package chromium)");
    HttpServer target = target();
    String url = "http://127.0.0.1:" + target.getAddress().getPort() + "/old";
    String services = "services:\n  - { id: shop, name: Shop, url: \"%s\" }\n".formatted(url);
    Map<String, String> settings =
        Map.of(
            "uproute.monitor",
            "true",
            "uproute.services.from",
            "file,api",
            "uproute.targets.private",
            "file,api",
            "uproute.maintenance.flag",
            folder.resolve("flag").toString(),
            "uproute.alert.gather",
            "1s",
            "uproute.alert.channels",
            "webhook",
            "uproute.alert.webhook.url",
            url.replace("/old", "/hook"));
    try (ApiServer api = new ApiServer(TestDatabase.SQLITE, folder, services, settings);
        Browser browser = new Browser(work)) {
      browser.open(api.root() + "manage");
      entersAToken(browser);
      checksNow(browser);
      addsPausesAndDeletes(browser, url);
      acknowledgesAndSendsAgain(browser, api, url);
      testsAChannel(browser);
      beginsAndEndsMaintenance(browser);
      plansMaintenance(browser);
      imports(browser, url);
      assertEquals("", browser.problems());
      browser.open(api.root() + "api");
      isAccessible(browser, "contract");
    } finally {
      target.stop(0);
    }
  }

  private static void entersAToken(Browser browser) throws Exception {
    browser.until("!document.getElementById('token').hidden");
    type(browser, "token-token", "wrong");
    click(browser, "#token-form button");
    browser.until("document.getElementById('token-token-error').textContent");
    assertEquals("token-token", browser.value("document.activeElement.id"));
    isAccessible(browser, "token");
    // a request that is refused is a line of the console
    browser.problems();
    type(browser, "token-token", ApiServer.WRITE);
    click(browser, "#token-form button");
    browser.until("document.querySelector('#services h3')");
    assertEquals("Shop", browser.value("document.querySelector('#services h3').textContent"));
    assertEquals("0", browser.value("localStorage.length + sessionStorage.length"));
  }

  private static void checksNow(Browser browser) throws Exception {
    click(browser, "[data-do=check]");
    browser.until("document.querySelector('#services pre')");
    assertEquals(HOSTILE, browser.value("document.querySelector('#services pre').textContent"));
    String hops = browser.value("document.querySelector('.hops').innerText");
    List<String> lines = hops.lines().toList();
    assertTrue(lines.getFirst().endsWith("/old (127.0.0.1) → 302"), hops);
    assertTrue(lines.getLast().endsWith("/new (127.0.0.1) → 200"), hops);
    browser.until("document.querySelector('#services .state').innerText == 'Online'");
    assertTrue(browser.value("document.querySelector('.phases').innerHTML").contains("rect"));
    isAccessible(browser, "services");
  }

  private static void addsPausesAndDeletes(Browser browser, String url) throws Exception {
    click(browser, "[data-do=add]");
    type(browser, "service-url", url.replace("http:", "htp:"));
    type(browser, "service-interval", "soon");
    click(browser, "#service-form button");
    browser.until("document.getElementById('service-url-error').textContent.includes('htp')");
    assertTrue(text(browser, "#service-interval-error").contains("soon"));
    assertEquals("service-url", browser.value("document.activeElement.id"));
    assertEquals("true", browser.value("document.activeElement.ariaInvalid"));
    isAccessible(browser, "add");
    browser.problems();
    type(browser, "service-url", url.replace("/old", "/added"));
    type(browser, "service-name", HOSTILE);
    type(browser, "service-id", "added");
    type(browser, "service-interval", "1h");
    type(browser, "service-", "down_after: 2");
    click(browser, "#service-form button");
    said(browser, "is added, and checked now.");
    String row = "#services li:nth-child(2) ";
    browser.until("document.querySelector('%sh3')".formatted(row));
    assertEquals(HOSTILE, text(browser, row + "h3"));
    click(browser, row + "[data-do=check]");
    browser.until("document.querySelector('%spre')".formatted(row));
    edits(browser, row);
    click(browser, row + "[data-do=pause]");
    said(browser, "is paused.");
    browser.until("document.querySelector('%s.state').innerText == 'Paused'".formatted(row));
    click(browser, row + "[data-do=delete]");
    assertEquals("added", text(browser, "#delete-form [data-text=id]"));
    isAccessible(browser, "delete");
    click(browser, "#delete-form button");
    said(browser, "is deleted.");
    browser.until("document.querySelectorAll('#services h3').length == 1");
  }

  private static void edits(Browser browser, String row) throws Exception {
    click(browser, row + "[data-do=edit]");
    browser.until("document.getElementById('service-dialog').open");
    assertEquals("2", browser.value("document.getElementById('service-down_after').value"));
    assertEquals("true", browser.value("document.getElementById('service-id').readOnly"));
    type(browser, "service-tags", "team=web");
    click(browser, "#service-form button");
    said(browser, "is saved.");
  }

  private static void acknowledgesAndSendsAgain(Browser browser, ApiServer api, String url)
      throws Exception {
    click(browser, "[data-do=add]");
    type(browser, "service-url", url.replace("/old", "/down"));
    type(browser, "service-id", "down");
    click(browser, "#service-form button");
    said(browser, "is added, and checked now.");
    String state = "/alerts/0/state";
    assertTrue(
        Wait.until(
            Wait.LONG, () -> api.as(ApiServer.READ, "/api/alerts").text(state).equals("sent")));
    browser.value("location.hash = '#alerts'");
    browser.until("document.querySelector('#alerts h3')");
    assertEquals("Offline: down", text(browser, "#alerts h3"));
    isAccessible(browser, "alerts");
    click(browser, "#alerts [data-do=ack-alert]");
    click(browser, "#ack-form button");
    browser.until("document.getElementById('ack-name-error').textContent");
    isAccessible(browser, "acknowledge");
    browser.problems();
    type(browser, "ack-name", "Ann");
    type(browser, "ack-note", HOSTILE);
    click(browser, "#ack-form button");
    said(browser, "The outage of down is acknowledged.");
    click(browser, "#alerts [data-do=resend]");
    said(browser, "The message waits for channel webhook again.");
    browser.value("location.hash = '#services'");
    String known = "#services li:nth-child(2) [data-show=acknowledged]";
    browser.until("document.querySelector('%s')?.checkVisibility()".formatted(known));
    assertEquals("Acknowledged: Ann " + HOSTILE, text(browser, known));
  }

  private static void plansMaintenance(Browser browser) throws Exception {
    click(browser, "[data-do=plan]");
    type(browser, "plan-at", "25:00");
    type(browser, "plan-for", "1h");
    click(browser, "#plan-form button");
    browser.until("document.getElementById('plan-at-error').textContent.includes('25:00')");
    isAccessible(browser, "plan");
    browser.problems();
    type(browser, "plan-at", "02:30");
    click(browser, "#plan-form button");
    said(browser, "Maintenance is planned.");
    browser.until("document.querySelector('#maintenance [data-do=unplan]')");
    click(browser, "[data-do=unplan]");
    said(browser, "It is not planned any more.");
    browser.until("!document.querySelector('#maintenance [data-do=unplan]')");
  }

  private static void imports(Browser browser, String url) throws Exception {
    browser.value("location.hash = '#lists'");
    browser.until("!document.getElementById('lists').hidden");
    type(browser, "import-", "services:\n  - { url: \"htp://x\" }");
    click(browser, "#import-form button");
    browser.until("document.getElementById('import--error').textContent.includes('htp')");
    isAccessible(browser, "import");
    browser.problems();
    type(browser, "import-", "services:\n  - { id: more, url: \"%s\" }".formatted(url));
    click(browser, "#import-form button");
    said(browser, "Added: 1, replaced: 0, left as they were: 0.");
  }

  /**
   * By all rules in light, by those about colours in dark; as it is, with what is open or wrong.
   */
  private static void isAccessible(Browser browser, String what) throws Exception {
    for (String scheme : List.of("dark", "light")) {
      browser.media("screen", scheme);
      assertEquals("", Axe.faults(browser, scheme.equals("light")), what + ", " + scheme);
    }
  }

  private static void said(Browser browser, String text) throws Exception {
    browser.until("document.getElementById('outcome').textContent.endsWith('%s')".formatted(text));
  }

  private static String text(Browser browser, String element) throws Exception {
    return browser.value("document.querySelector('%s').textContent".formatted(element));
  }

  private static void testsAChannel(Browser browser) throws Exception {
    browser.value("location.hash = '#channels'");
    browser.until("document.querySelector('#channels [data-do=test]')");
    click(browser, "[data-do=test]");
    browser.until(
        "document.querySelector('#channels .found').textContent.startsWith('The receiver"
            + " accepted')");
    isAccessible(browser, "channels");
  }

  private void beginsAndEndsMaintenance(Browser browser) throws Exception {
    browser.value("location.hash = '#maintenance'");
    browser.until("!document.getElementById('maintenance').hidden");
    click(browser, "[data-do=begin]");
    type(browser, "begin-reason", "x".repeat(201));
    click(browser, "#begin-form button");
    browser.until("document.getElementById('begin-reason-error').textContent");
    assertEquals("begin-reason", browser.value("document.activeElement.id"));
    isAccessible(browser, "begin");
    browser.problems();
    type(browser, "begin-reason", "New version");
    click(browser, "#begin-form button");
    browser.until("document.getElementById('outcome').textContent.startsWith('Everything is in')");
    assertEquals("New version", Files.readString(folder.resolve("flag")));
    click(browser, "[data-do=end]");
    browser.until("document.getElementById('outcome').textContent.endsWith('is over.')");
  }

  private static void type(Browser browser, String id, String text) throws Exception {
    browser.value("document.getElementById('%s').value = `%s`".formatted(id, text));
  }

  private static void click(Browser browser, String button) throws Exception {
    browser.value("document.querySelector('%s').click()".formatted(button));
  }
}
