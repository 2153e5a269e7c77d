package dev.uproute.page;

import static dev.uproute.report.Sample.report;
import static dev.uproute.report.Sample.service;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.SimpleFileServer;
import dev.uproute.Browser;
import dev.uproute.Wait;
import dev.uproute.check.Status;
import dev.uproute.report.Report;
import dev.uproute.report.Sample;
import dev.uproute.report.Windows;
import java.awt.image.BufferedImage;
import java.io.File;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The pages in a real Chromium: what it builds of them, what it complains about, what it draws. */
@Execution(ExecutionMode.CONCURRENT)
class BrowserTest {
  /** An attribute {@code on…=} inside a tag, other attributes' values left aside. */
  private static final String EVENT_ATTRIBUTE =
      "<[a-z]+(\\s+(?!on)[a-z-]+(=\"[^\"]*\")?)*\\s+on[a-z]+=";

  private static final String BAR = "<span class=\"(up|down|bot|degraded|unknown|maintenance)\"";

  @TempDir Path folder;
  @TempDir Path work;

  @BeforeEach
  void a_browser_is_there() {
    assumeTrue(
        Browser.CHROMIUM != null, "skipped: no Chromium found (install the package chromium)");
  }

  private void write(Report report) throws Exception {
    new Pages(
            folder.resolve("a/b").toString(),
            "templates/site",
            "Status",
            0,
            Duration.ofSeconds(30),
            Windows.none())
        .write(report);
  }

  private String file(String page) {
    return folder.resolve("a/b").resolve(page).toUri().toString();
  }

  /** Runs the browser and returns its output; what its console says is part of it. */
  private String browse(String url, String... more) throws Exception {
    List<String> command = new ArrayList<>(List.of(Browser.CHROMIUM.toString(), "--headless"));
    command.addAll(
        List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--hide-scrollbars",
            "--enable-logging=stderr",
            "--user-data-dir=" + work.resolve("profile")));
    command.addAll(List.of(more));
    command.add(url);
    File output = work.resolve("output").toFile();
    Process browser =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output).start();
    if (!browser.waitFor(Wait.LONG.toSeconds(), TimeUnit.SECONDS)) {
      browser.destroyForcibly();
      throw new AssertionError("no page within two minutes: " + url);
    }
    return Files.readString(output.toPath());
  }

  private String dom(String url) throws Exception {
    String dom = browse(url, "--dump-dom");
    assertTrue(dom.contains("</html>"), dom);
    // a console line of the browser: a refused style or script, a failed request
    assertFalse(dom.contains("CONSOLE"), dom);
    return dom;
  }

  private static long count(String text, String regex) {
    return Pattern.compile(regex).matcher(text).results().count();
  }

  @Test
  void a_page_works_from_disk() throws Exception {
    write(Demo.small());
    String page = dom(file("service/home.plex.html"));
    assertEquals(240, count(page, BAR));
    assertEquals(15, count(page, "<span class=\"down\""));
    assertTrue(page.contains("<title>Old – Plex – Offline</title>"), page);
    assertEquals(3 * 240, count(dom(file("home.html")), BAR));
    assertEquals(6, count(dom(file("index.html")), "class=\"strip\""));
  }

  @Test
  void a_page_works_below_any_path_of_a_server() throws Exception {
    write(Demo.small());
    var server =
        SimpleFileServer.createFileServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            folder,
            SimpleFileServer.OutputLevel.NONE);
    server.start();
    try {
      String root = "http://127.0.0.1:" + server.getAddress().getPort() + "/a/b/";
      assertTrue(dom(root).contains("<h1>Partial outage</h1>"));
      String page = dom(root + "service/shop.www.html");
      for (String link :
          Pattern.compile("href=\"([^\"#:]+)\"")
              .matcher(page)
              .results()
              .map(m -> m.group(1))
              .toList()) {
        assertFalse(link.startsWith("/"), link);
        assertTrue(Files.exists(folder.resolve("a/b/service").resolve(link)), link);
      }
    } finally {
      server.stop(0);
    }
  }

  @Test
  void hostile_names_stay_text() throws Exception {
    List<String> hostile =
        List.of(
            "<script>document.title='owned'</script>",
            "\"><img src=x onerror=\"document.title='owned'\">",
            "'onmouseover='document.title=1'",
            "</style></title><script>document.title='owned'</script>",
            "{{constructor.constructor('document.title=1')()}}",
            "<svg/onload=document.title='owned'>",
            "${7*7}<#assign x=1>",
            "--><!--\u202Egpj.exe");
    Sample[] services = new Sample[hostile.size()];
    for (int i = 0; i < services.length; i++) {
      services[i] =
          service("s" + i)
              .name(hostile.get(i))
              .url("javascript:document.title='owned'")
              .is(Status.DOWN, hostile.get(i))
              .incident(Duration.ofHours(1), null, Status.DOWN, hostile.get(i));
    }
    write(report(services));
    for (String page :
        List.of("index.html", "default.html", "service/s0.html", "service/s3.html")) {
      String dom = dom(file(page));
      String head = dom.substring(dom.indexOf("<title>"), dom.indexOf("</title>"));
      assertTrue(head.endsWith("Offline") || head.endsWith("Major outage"), head);
      assertEquals(
          0,
          count(
              dom,
              "<(script(?! src=\"(../)?(words|zone|site|find|live|charts).js\")|img|iframe|object)"),
          dom);
      assertFalse(Pattern.compile(EVENT_ATTRIBUTE).matcher(dom).find(), dom);
      assertEquals(0, count(dom, "href=\"javascript"), dom);
      assertEquals(1, count(dom, "</style>"), dom);
    }
    String index = dom(file("index.html"));
    assertTrue(index.contains("&lt;script&gt;document.title='owned'&lt;/script&gt;"), index);
    assertTrue(index.contains("${7*7}&lt;#assign x=1&gt;"), index);
    assertTrue(index.contains("\\u202Egpj.exe"), index);
  }

  @Test
  void a_page_tells_when_it_is_old_and_only_then() throws Exception {
    write(Demo.small());
    String old = dom(file("index.html"));
    assertTrue(old.contains("role=\"alert\">This page is old: it was made "), old);
    Report sample = report(service("a"));
    Instant now = Instant.now();
    write(new Report(now, now, now.plusSeconds(60), sample.services()));
    String fresh = dom(file("index.html"));
    assertTrue(fresh.contains("role=\"alert\" hidden=\"\"></p>"), fresh);
  }

  @Test
  void light_and_dark_are_drawn() throws Exception {
    write(Demo.small());
    assertTrue(brightness("--blink-settings=preferredColorScheme=1") > 200);
    assertTrue(brightness("--blink-settings=preferredColorScheme=0") < 60);
  }

  private int brightness(String scheme) throws Exception {
    Path picture = work.resolve("picture.png");
    Files.deleteIfExists(picture);
    String said =
        browse(file("index.html"), "--screenshot=" + picture, "--window-size=800,600", scheme);
    assertTrue(Files.exists(picture), said);
    BufferedImage image = ImageIO.read(picture.toFile());
    return Stream.of(image.getRGB(3, 590), image.getRGB(796, 590))
            .mapToInt(rgb -> (rgb >> 8) & 0xff)
            .sum()
        / 2;
  }

  @Test
  void an_overview_of_31_services_is_three_printed_pages_and_short_on_a_phone() throws Exception {
    write(Demo.usual(31));
    Path pdf = work.resolve("page.pdf");
    browse(file("index.html"), "--print-to-pdf=" + pdf, "--no-pdf-header-footer");
    String printed = Files.readString(pdf, StandardCharsets.ISO_8859_1);
    long sheets = count(printed, "/Type /Page\\b");
    assertTrue(sheets > 0 && sheets <= 3, sheets + " printed pages");
    long height = framed("index.html", 400, "scrollHeight");
    assertTrue(height > 1_000 && height <= 3_500, height + " px high");
  }

  /** A size of a page in a frame so wide: headless windows are never narrow, frames are. */
  private long framed(String page, int width, String size) throws Exception {
    Path frame = work.resolve("frame.html");
    Files.writeString(
        frame,
        """
        <iframe src="%s" width="%d" height="600"></iframe>
        <script>onload = () => {
          const page = document.querySelector('iframe').contentDocument.documentElement;
          document.title = 'is ' + page.%s;
        }</script>
        """
            .formatted(file(page), width, size));
    String dom = browse(frame.toUri().toString(), "--dump-dom", "--allow-file-access-from-files");
    String title = dom.substring(dom.indexOf("<title>") + 7, dom.indexOf("</title>"));
    return Long.parseLong(title.split(" ")[1]);
  }

  @Test
  void nothing_is_wider_than_a_narrow_screen() throws Exception {
    write(Demo.small());
    for (String page : List.of("index.html", "home.html", "service/home.plex.html")) {
      assertEquals(framed(page, 320, "clientWidth"), framed(page, 320, "scrollWidth"), page);
    }
  }
}
