package dev.uproute;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One tab of a Chromium that stays open, over the protocol of its own developer tools: Debian's
 * driver is a package of its own, and drivers from Maven bring 200 MB and a Node.js. For one
 * thread.
 */
public final class Browser implements AutoCloseable {
  /** Null when there is none. */
  public static final Path CHROMIUM =
      Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
          .flatMap(
              folder ->
                  Stream.of("chromium", "chromium-browser", "google-chrome")
                      .map(name -> Path.of(folder, name)))
          .filter(Files::isExecutable)
          .findFirst()
          .orElse(null);

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final Process process;
  private final WebSocket socket;
  private final BlockingQueue<String> answers = new ArrayBlockingQueue<>(1000);
  private final StringBuilder problems = new StringBuilder();
  private int last;

  /**
   * Starts it.
   *
   * @param work a folder of its own
   */
  public Browser(Path work) throws Exception {
    Path profile = work.resolve("profile");
    process =
        new ProcessBuilder(
                CHROMIUM.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--remote-debugging-port=0",
                "--remote-allow-origins=*",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(work.resolve("browser.log").toFile())
            .start();
    Path port = profile.resolve("DevToolsActivePort");
    Wait.until(Wait.LONG, () -> Files.exists(port) && Files.readAllLines(port).size() >= 2);
    socket = connect("http://127.0.0.1:" + Files.readAllLines(port).getFirst() + "/json/list");
    call("Page.enable", Map.of());
    call("Runtime.enable", Map.of());
    call("Log.enable", Map.of());
  }

  private WebSocket connect(String list) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      String tabs =
          http.send(HttpRequest.newBuilder(URI.create(list)).build(), BodyHandlers.ofString())
              .body();
      for (JsonNode tab : JSON.readTree(tabs)) {
        if (tab.path("type").asText().equals("page")) {
          return HttpClient.newHttpClient()
              .newWebSocketBuilder()
              .buildAsync(URI.create(tab.path("webSocketDebuggerUrl").asText()), new Listener())
              .join();
        }
      }
      throw new AssertionError("Chromium has no tab: " + tabs);
    }
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean end) {
      text.append(part);
      if (end) {
        answers.add(text.toString());
        text.setLength(0);
      }
      from.request(1);
      return null;
    }
  }

  private JsonNode call(String method, Map<String, ?> parameters) throws Exception {
    int id = ++last;
    socket.sendText(
        JSON.writeValueAsString(Map.of("id", id, "method", method, "params", parameters)), true);
    while (true) {
      String text = answers.poll(Wait.LONG.toSeconds(), TimeUnit.SECONDS);
      if (text == null) {
        throw new AssertionError("Chromium does not answer to " + method);
      }
      JsonNode answer = JSON.readTree(text);
      if (answer.path("id").asInt() == id) {
        return answer;
      }
      if (List.of("Log.entryAdded", "Runtime.exceptionThrown")
          .contains(answer.path("method").asText())) {
        problems.append(text).append('\n');
      }
    }
  }

  /** Opens a page, and waits until its scripts ran. */
  public void open(String url) throws Exception {
    call("Page.navigate", Map.of("url", url));
    until("location.href.startsWith('" + url + "') && document.readyState == 'complete'");
  }

  /** The value of an expression in the page, as text. */
  public String value(String script) throws Exception {
    JsonNode answer = call("Runtime.evaluate", Map.of("expression", script, "returnByValue", true));
    if (answer.path("result").has("exceptionDetails")) {
      throw new AssertionError(script + ": " + answer);
    }
    return answer.path("result").path("result").path("value").asText();
  }

  /** Waits until an expression in the page is true. */
  public void until(String script) throws Exception {
    if (!Wait.until(LIMIT, () -> value("Boolean(" + script + ")").equals("true"))) {
      String shown = value("document.body.innerText");
      throw new AssertionError("never true: " + script + "\n" + problems() + shown);
    }
  }

  /** Presses a key that writes nothing, by its name, where the focus is. */
  public void press(String key) throws Exception {
    for (String type : List.of("rawKeyDown", "keyUp")) {
      call("Input.dispatchKeyEvent", Map.of("type", type, "key", key, "code", key));
    }
  }

  /**
   * From now on pages are shown like this.
   *
   * @param media screen or print
   * @param scheme light or dark
   */
  public void media(String media, String scheme) throws Exception {
    Map<String, String> preferred = Map.of("name", "prefers-color-scheme", "value", scheme);
    call("Emulation.setEmulatedMedia", Map.of("media", media, "features", List.of(preferred)));
  }

  /** From now on the window is so wide, in CSS pixels; 0 = as wide as at the start. */
  public void width(int pixels) throws Exception {
    int height = pixels == 0 ? 0 : 800;
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", pixels, "height", height, "deviceScaleFactor", 0, "mobile", false));
  }

  /** What is seen of the page, as a PNG. */
  public byte[] picture() throws Exception {
    return data("Page.captureScreenshot", Map.of());
  }

  /** The page on paper. */
  public byte[] pdf() throws Exception {
    return data("Page.printToPDF", Map.of("printBackground", true));
  }

  private byte[] data(String method, Map<String, ?> parameters) throws Exception {
    JsonNode answer = call(method, parameters);
    return Base64.getDecoder().decode(answer.at("/result/data").asText());
  }

  /** From now on the reader is in this time zone. */
  public void zone(String zone) throws Exception {
    call("Emulation.setTimezoneOverride", Map.of("timezoneId", zone));
  }

  /** What the console of the page complained about since it was asked last. */
  public String problems() throws Exception {
    value("1");
    String all = problems.toString();
    problems.setLength(0);
    return all;
  }

  @Override
  public void close() {
    socket.abort();
    // its own processes write into the folder, too
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    all.add(process.toHandle());
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(each -> each.onExit().orTimeout(Wait.LONG.toSeconds(), TimeUnit.SECONDS).join());
  }
}
