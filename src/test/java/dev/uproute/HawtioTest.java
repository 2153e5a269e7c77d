package dev.uproute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** hawtio as it is shipped, in a browser, connected to the program as docs/inspection.md says. */
@Tag("nightly")
class HawtioTest {
  /** Where the profile nightly puts it. */
  private static final Path WAR = Path.of("target/hawtio-default.war").toAbsolutePath();

  private static final String JETTY = "org.eclipse.jetty.ee10:jetty-ee10-webapp:12.0.16";
  private static final String PASSWORD = "a-password-for-hawtio";

  @TempDir Path folder;
  private final int management = FreePort.find();
  private final int port = FreePort.find();
  private JolokiaClient jolokia;

  @Test
  void hawtio_shows_routes_with_their_steps_and_stops_and_starts_one() throws Exception {
    assumeTrue(
        Browser.CHROMIUM != null, "skipped: no Chromium found (install the package chromium)");
    assertTrue(Files.exists(WAR), WAR + " is missing: -Pnightly puts it there");
    String work = Files.createDirectory(folder.resolve("war")).toString();
    Process hawtio = Beside.start(folder, JETTY, "Hawtio.java", "" + port, WAR.toString(), work);
    try (var said = hawtio.inputReader();
        Jar jar = program();
        Browser browser = new Browser(Files.createDirectory(folder.resolve("browser")))) {
      String line = said.readLine();
      // after what it logs
      while (!line.equals("ready")) {
        line = said.readLine();
      }
      assertTrue(Wait.until(Wait.LONG, () -> jar.err().contains("Uproute listens")), jar.err());
      jolokia = new JolokiaClient(management, "uproute", PASSWORD);
      browser.width(1500);
      connects(browser);
      stopsAndStarts(browser);
      showsARoute(browser);
      isRefused(browser);
    } finally {
      hawtio.destroyForcibly().waitFor();
    }
  }

  private Jar program() throws Exception {
    Path own = Files.createDirectory(folder.resolve("program"));
    Files.writeString(
        own.resolve("services.yaml"), "services: [ { id: shop, url: \"tcp://127.0.0.1:9\" } ]");
    return Jar.start(
        own,
        Map.of(
            "UPROUTE_MANAGEMENT_PORT",
            "" + management,
            "UPROUTE_JOLOKIA",
            "true",
            "UPROUTE_JOLOKIA_PASSWORD",
            PASSWORD));
  }

  private void connects(Browser browser) throws Exception {
    String root = "http://127.0.0.1:" + port + "/hawtio";
    browser.open(root);
    browser.value(
        """
        localStorage.setItem('connect.connections', JSON.stringify({ c1: { id: 'c1',
            name: 'Uproute', scheme: 'http', host: '127.0.0.1', port: %d, path: '/jolokia' } }))
        """
            .formatted(management));
    // which goes on to where one logs in
    browser.value("location.href = '" + root + "/?con=c1'");
    String login = "document.getElementById('connect-login-form-%s')";
    browser.until(login.formatted("password"));
    type(browser, login.formatted("username"), "uproute");
    type(browser, login.formatted("password"), PASSWORD);
    click(browser, named("button", "Log in"));
    click(browser, node("routes"));
  }

  private void stopsAndStarts(Browser browser) throws Exception {
    String row =
        "[...document.querySelectorAll('main tr')]"
            + ".find(r => r.querySelector('[data-label=Name]')?.innerText == 'sweep')";
    String state = row + ".querySelector('[data-label=State]').innerText == '%s'";
    browser.until(row);
    assertEquals("Started", state());
    for (String button : new String[] {"Stop", "Start"}) {
      String wanted = button.equals("Stop") ? "Stopped" : "Started";
      if (browser.value(row + ".querySelector('input').checked").equals("false")) {
        click(browser, row + ".querySelector('input')");
      }
      browser.until("!" + named("main button", button) + ".disabled");
      click(browser, named("main button", button));
      assertTrue(Wait.until(Wait.LONG, () -> state().equals(wanted)), button);
      browser.until(state.formatted(wanted));
    }
    // for docs/images
    Files.write(Path.of("target/hawtio.png"), browser.picture());
  }

  private String state() throws Exception {
    String route = "org.apache.camel:context=uproute,type=routes,name=\"sweep\"";
    return jolokia.ask("read", route, "State").get("value").asText();
  }

  private static void showsARoute(Browser browser) throws Exception {
    click(browser, node("monitor"));
    shows(browser, "On every tick, hand each service that is due to a worker");
    click(browser, node("monitor") + ".querySelector('.pf-v5-c-tree-view__node-toggle')");
    browser.until(
        node("monitor")
            + ".closest('li').innerText.includes('When a service is due before the next tick')");
  }

  /** hawtio offers whatever the route has, and says nothing of an answer that is none. */
  private static void isRefused(Browser browser) throws Exception {
    browser.value(
        """
        answers = ''; asks = fetch; fetch = async (...request) => {
            const answer = await asks(...request);
            answers += await answer.clone().text(); return answer }; 1
        """);
    click(browser, named("main a", "Operations"));
    String form = "document.getElementById('operation-execute-remove()')";
    browser.until(form);
    click(browser, form + ".closest('li').querySelector('button')");
    click(browser, form + ".querySelector('.pf-m-danger')");
    browser.until("answers.includes('Operation remove() forbidden')");
  }

  private static String node(String name) {
    return named(".pf-v5-c-tree-view__node", name);
  }

  /** The innermost element of that text, in whose frame the text stands. */
  private static String named(String elements, String text) {
    return "[...document.querySelectorAll('%s')].filter(e => e.innerText.trim() == '%s').at(-1)"
        .formatted(elements, text);
  }

  private static void shows(Browser browser, String text) throws Exception {
    browser.until("document.querySelector('main').innerText.includes('%s')".formatted(text));
  }

  private static void click(Browser browser, String element) throws Exception {
    browser.until(element);
    browser.value(element + ".click()");
  }

  /** As a person does: React does not see a value that is set. */
  private static void type(Browser browser, String element, String text) throws Exception {
    browser.value(
        """
        (e => { Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set
            .call(e, '%s'); e.dispatchEvent(new Event('input', { bubbles: true })) })(%s)
        """
            .formatted(text, element));
  }
}
