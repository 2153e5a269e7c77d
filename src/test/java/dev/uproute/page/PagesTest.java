package dev.uproute.page;

import static dev.uproute.report.Sample.report;
import static dev.uproute.report.Sample.service;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.Secret;
import dev.uproute.check.Status;
import dev.uproute.report.Readers;
import dev.uproute.report.RefusedChanges;
import dev.uproute.report.Report;
import dev.uproute.report.Sample;
import dev.uproute.report.ServiceReport;
import dev.uproute.report.Sinks;
import dev.uproute.report.Uptime;
import dev.uproute.report.Windows;
import dev.uproute.service.PublicUrl;
import dev.uproute.service.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
class PagesTest {
  @TempDir Path folder;
  @TempDir Path templates;

  private Pages pages() throws IOException {
    return new Pages(
        folder.toString(),
        templates.toString(),
        Branding.titled("Status"),
        0,
        Duration.ofSeconds(30),
        Windows.none(),
        Language.ENGLISH,
        new RefusedChanges(InstantSource.system()));
  }

  private Pages pages(RefusedChanges refused) {
    return new Pages(
        folder.toString(),
        templates.toString(),
        Branding.titled("Status"),
        0,
        Duration.ofSeconds(30),
        Windows.none(),
        Language.ENGLISH,
        refused);
  }

  private String write(Report report, String name) throws IOException {
    pages().write(report);
    return read(name);
  }

  private String read(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  /** The pages; what others embed of them is tested elsewhere. */
  private Set<String> files() throws IOException {
    Set<String> pages = all();
    pages.removeIf(name -> name.matches("badge.*|embed.*|feed.atom|maintenance.ics"));
    return pages;
  }

  private Set<String> all() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .filter(name -> !name.equals(PublicFolder.OURS))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static int count(String text, String part) {
    return (int) Pattern.compile(Pattern.quote(part)).matcher(text).results().count();
  }

  @Test
  void each_site_and_service_has_a_page() throws Exception {
    pages().write(Demo.small());
    assertEquals(
        Set.of(
            "index.html",
            "find.js",
            "live.js",
            "charts.js",
            "site.js",
            "uplot.css",
            "uplot.js",
            "words.js",
            "zone.js",
            "status.json",
            "home.html",
            "shop.html",
            "service/home.plex.html",
            "service/home.nas.html",
            "service/home.factorio.html",
            "service/shop.www.html",
            "service/shop.search.html",
            "service/shop.mail.html"),
        files());
  }

  @Test
  void the_overview_tells_everything_in_words() throws Exception {
    String index = write(Demo.small(), "index.html");
    for (String part :
        List.of(
            "<h1>Partial outage</h1>",
            "6 services: 3 online, 1 degraded, 1 offline, 1 paused",
            "<time datetime=\"2026-06-17T21:37:18Z\">17 Jun 2026, 21:37 UTC</time>",
            "Made <time datetime=\"2026-06-17T21:37:30Z\">17 Jun 2026, 21:37 UTC</time>",
            "#down\"/></svg>Offline</b>",
            "#paused\"/></svg>Paused</b>",
            "HTTP 503, expected 200-399",
            "2,310 ms",
            "99.98 %",
            "48,211",
            "12 days left",
            "Current incidents",
            "Past 7 days")) {
      assertTrue(index.contains(part), part + " is missing in\n" + index);
    }
    assertEquals(6, count(index, "<details id=\"s-"));
    assertEquals(6, count(index, "class=\"strip\""));
  }

  @Test
  void a_site_page_shows_every_minute() throws Exception {
    String page = write(Demo.small(), "home.html");
    assertEquals(3, count(page, "class=\"bars\""));
    assertEquals(
        3 * 240,
        Pattern.compile("<span class=\"(up|down|bot|degraded|unknown|maintenance)\"")
            .matcher(page)
            .results()
            .count());
    assertTrue(page.contains("<time datetime=\"2026-06-17T17:38:00Z\">17:38 UTC</time>"), page);
  }

  @Test
  void a_service_page_shows_its_evidence() throws Exception {
    String page = write(Demo.small(), "service/home.plex.html");
    for (String part :
        List.of(
            "class=\"curve\" d=\"M",
            "<title id=\"chart-title\">Response time, 17:37 UTC to 21:37 UTC</title>",
            "class=\"phases\"",
            "203.0.113.7",
            "1 attempt",
            "61 days left",
            "Timed out",
            "17:46 UTC</time> · 9 min",
            "href=\"../home.html\"")) {
      assertTrue(page.contains(part), part + " is missing in\n" + page);
    }
    assertFalse(page.contains(Secret.WORD), "a token of the URL is shown");
  }

  @Test
  void hidden_services_are_in_no_file() throws Exception {
    Readers readers = new Readers("url,address,reason", "reason");
    pages().write(readers.of(report(service("seen"), service("secret").name("Geheim").hidden())));
    assertEquals(
        Set.of(
            "default.html",
            "index.html",
            "service/seen.html",
            "find.js",
            "live.js",
            "charts.js",
            "site.js",
            "uplot.css",
            "uplot.js",
            "status.json",
            "words.js",
            "zone.js"),
        files());
    for (String file : all()) {
      assertFalse(file.contains("secret"), file);
      assertFalse(read(file).contains("Geheim"), file);
      assertFalse(read(file).contains("secret"), file);
    }
  }

  @Test
  void a_file_that_stays_the_same_is_not_touched() throws Exception {
    pages().write(report(service("a"), service("b")));
    for (String file : files()) {
      Files.setLastModifiedTime(folder.resolve(file), FileTime.fromMillis(1000));
    }
    assertEquals(0, pages().write(report(service("a"), service("b"))));
    assertEquals(1000, Files.getLastModifiedTime(folder.resolve("index.html")).toMillis());
    pages().write(report(service("a").name("Other"), service("b")));
    assertEquals(1000, Files.getLastModifiedTime(folder.resolve("service/b.html")).toMillis());
    assertTrue(read("service/a.html").contains("Other"));
  }

  @Test
  void pages_of_what_is_gone_are_removed_and_files_of_others_stay() throws Exception {
    pages().write(report(service("a").site("one"), service("b").site("two")));
    Files.writeString(folder.resolve("robots.txt"), "mine");
    Files.writeString(folder.resolve("service/mine.html"), "mine");
    pages().write(report(service("a").site("one")));
    assertEquals(
        Set.of(
            "index.html",
            "one.html",
            "robots.txt",
            "service/a.html",
            "service/mine.html",
            "find.js",
            "live.js",
            "charts.js",
            "site.js",
            "uplot.css",
            "uplot.js",
            "words.js",
            "zone.js",
            "status.json"),
        files());
  }

  @Test
  void names_of_sites_never_hide_our_own_files() throws Exception {
    pages()
        .write(
            report(
                service("a").site("index"),
                service("b").site("service"),
                service("c").site("nul")));
    assertTrue(read("index.html").contains("All systems operational"));
    assertTrue(read("index.html").contains("href=\"_index.html\""));
    assertTrue(files().containsAll(Set.of("_index.html", "_service.html", "_nul.html")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../etc/cron.d/x",
        "..",
        ".",
        "/abs",
        "a/b",
        "a\\b",
        "%2e%2e%2f",
        "a\0",
        "A",
        ""
      })
  void an_id_that_is_no_id_gets_no_page(String id) throws IOException {
    Pages pages = pages();
    assertThrows(IllegalArgumentException.class, () -> pages.write(report(service(id))));
    assertThrows(IllegalArgumentException.class, () -> pages.write(report(service("a").site(id))));
    assertEquals(Set.of(), files());
  }

  @Test
  void a_folder_is_never_left() throws Exception {
    PublicFolder files = new PublicFolder(folder);
    assertThrows(IOException.class, () -> files.stage("../x.html", "x"));
    assertThrows(IOException.class, () -> files.stage("/etc/x.html", "x"));
  }

  @Test
  void links_inside_the_folder_are_not_followed(@TempDir Path outside) throws Exception {
    Path target = Files.writeString(outside.resolve("passwd"), "root");
    Files.createSymbolicLink(folder.resolve("index.html"), target);
    pages().write(report(service("a")));
    assertEquals("root", Files.readString(target));
    assertFalse(Files.isSymbolicLink(folder.resolve("index.html")));

    Files.delete(folder.resolve("service/a.html"));
    Files.delete(folder.resolve("service"));
    Files.createSymbolicLink(folder.resolve("service"), outside);
    IOException refused =
        assertThrows(IOException.class, () -> pages().write(report(service("a").name("new"))));
    assertTrue(refused.getMessage().contains("service is a symbolic link"), refused.getMessage());
    assertFalse(read("index.html").contains("new"));
    try (Stream<Path> list = Files.list(outside)) {
      assertEquals(List.of(target), list.toList());
    }
  }

  @Test
  void a_folder_that_cannot_be_written_is_named_with_its_key() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "x");
    Pages pages =
        new Pages(
            file.toString(),
            templates.toString(),
            Branding.titled("Status"),
            0,
            Duration.ofSeconds(30),
            Windows.none(),
            Language.ENGLISH,
            new RefusedChanges(InstantSource.system()));
    IOException invalid = assertThrows(IOException.class, () -> pages.write(report(service("a"))));
    assertTrue(
        invalid.getMessage().startsWith("uproute.site.dir=" + file + ": "), invalid.toString());
    assertTrue(invalid.getMessage().contains("FileAlreadyExists"), invalid.toString());
  }

  @Test
  void what_a_crash_left_behind_is_cleared(@TempDir Path outside) throws Exception {
    Path target = Files.writeString(outside.resolve("passwd"), "root");
    Files.createSymbolicLink(folder.resolve(".index.html.tmp"), target);
    Files.writeString(folder.resolve(".status.json.tmp"), "half a fi");
    pages().write(report(service("a")));
    assertEquals("root", Files.readString(target));
    assertEquals(
        Set.of(
            "default.html",
            "index.html",
            "find.js",
            "live.js",
            "service/a.html",
            "charts.js",
            "site.js",
            "uplot.css",
            "uplot.js",
            "status.json",
            "words.js",
            "zone.js"),
        files());
  }

  @Test
  void a_template_of_the_user_wins() throws Exception {
    Files.writeString(templates.resolve("site.ftlh"), "mine: ${site.id}");
    pages().write(report(service("a").site("one")));
    assertEquals("mine: one", read("one.html"));
    assertTrue(read("index.html").contains("<h1>All systems operational</h1>"));
  }

  @ParameterizedTest
  @CsvSource({
    "'ok\n<#if>', 2:2",
    "'ok\n\n${nothing}', 3:3",
    "'${\"freemarker.template.utility.Execute\"?new()(\"id\")}', 1:1",
    "'\n${service?api.getClass()}', 2:3"
  })
  void a_wrong_template_is_refused_with_its_place_and_the_one_before_goes_on(
      String text, String place) throws Exception {
    Path own = Files.writeString(templates.resolve("service.ftlh"), "mine: ${service.name}");
    RefusedChanges refused = new RefusedChanges(InstantSource.system());
    Pages pages = pages(refused);
    pages.write(report(service("a")));
    Files.writeString(own, text);
    pages.templatesChanged();
    pages.write(report(service("a").name("New")));
    String sentence = refused.sentence();
    assertTrue(sentence.startsWith(own + ":" + place + ": "), sentence);
    assertEquals("mine: New", read("service/a.html"));
    Files.writeString(own, "yours: ${service.name}");
    pages.templatesChanged();
    pages.write(report(service("a").name("New")));
    assertEquals("yours: New", read("service/a.html"));
    assertEquals(null, refused.sentence());
    Files.delete(own);
    pages.templatesChanged();
    pages.write(report(service("a").name("New")));
    assertTrue(read("service/a.html").contains("<bdi>New</bdi>"));
  }

  @Test
  void a_template_that_lacks_what_others_take_in_is_refused() throws Exception {
    Path own = Files.writeString(templates.resolve("parts.ftlh"), "<#macro nothing></#macro>");
    RefusedChanges refused = new RefusedChanges(InstantSource.system());
    pages(refused).write(report(service("a")));
    assertEquals(own.toString(), refused.all().getFirst().file());
    assertTrue(read("index.html").contains("<bdi>a</bdi>"));
  }

  @ParameterizedTest
  @CsvSource({
    "https://user:pass@example.org/a?token=x#y, https://example.org/a, https://example.org/a",
    "https://example.org?to@ken, https://example.org, https://example.org",
    "https://example.org/@me, https://example.org/@me, https://example.org/@me",
    "udp://localhost:34197, udp://localhost:34197,",
    "javascript:alert(1), '',",
    "javascript://x/%0aalert(1), '',",
    "//evil, '',",
    "camel:sql:select?password=x, '',",
    "heartbeat://" + Secret.WORD + ", '',"
  })
  void an_address_shows_no_secret_and_only_http_is_a_link(String url, String text, String link) {
    Target target = new Target(url, null, -1);
    assertEquals(text, PublicUrl.text(target));
    assertEquals(link, PublicUrl.link(target));
  }

  @Test
  void of_an_address_that_was_filled_in_only_the_host_is_shown() {
    Target target = new Target("https://hooks.example.org/T0K3N/x", "hooks.example.org", 443, true);
    assertEquals("https://hooks.example.org", PublicUrl.text(target));
  }

  @Test
  void a_thousand_services_are_a_small_page() throws Exception {
    String index = write(Demo.large(1000), "index.html");
    assertTrue(index.length() <= 300_000, index.length() + " bytes");
    assertEquals(1000, count(index, "<li><a href"));
    assertEquals(1010, files().size() - 20);
  }

  @Test
  void of_more_services_the_overview_lists_sites_and_a_large_site_has_several_pages()
      throws Exception {
    Sample[] services = new Sample[2_501];
    for (int i = 0; i < services.length; i++) {
      services[i] = service("s" + i).site(i == 0 ? "small" : "large");
    }
    String index = write(report(services), "index.html");
    assertEquals(2, count(index, "<tr><td>"));
    assertTrue(index.contains("<a href=\"large.html\">large</a>"), index);
    assertTrue(index.contains("2,500 services"), index);
    assertEquals(1000, count(read("large.html"), "<li><a href"));
    assertEquals(1000, count(read("large~2.html"), "<li><a href"));
    assertEquals(500, count(read("large~3.html"), "<li><a href"));
    assertTrue(read("large.html").contains("<a href=\"large~2.html\">2</a>"));
    assertTrue(read("large~2.html").contains("<b aria-current=\"page\">2</b>"));
    assertTrue(read("large.html").length() <= 300_000, read("large.html").length() + " bytes");
    assertFalse(read("small.html").contains("Pages:"));
  }

  @Test
  void nothing_to_watch_is_said() throws Exception {
    String index = write(report(), "index.html");
    assertTrue(index.contains("<h1>Status unknown</h1>"));
    assertTrue(index.contains("Nothing is watched yet"));
  }

  @Test
  void an_unchecked_service_has_dashes_and_no_chart() throws Exception {
    String page = write(report(service("a").unchecked()), "service/a.html");
    assertTrue(page.contains("Unknown"));
    assertTrue(page.contains("never"));
    assertFalse(page.contains("class=\"chart\""));
    assertNull(Chart.of(service("a").unchecked().build(), Sample.NOW, Language.ENGLISH));
  }

  @Test
  void maintenance_is_told_in_words_with_a_shape_and_its_reason() throws Exception {
    ServiceReport down = service("a").is(Status.DOWN, "HTTP 503").build().during("New <disks>");
    Report report = new Report(Sample.NOW, Sample.NOW, null, List.of(down));
    String page = write(report, "index.html");
    assertTrue(page.contains("<h1>Under maintenance</h1>"), page);
    assertTrue(page.contains("1 service: 1 in maintenance"), page);
    assertTrue(page.contains("<use href=\"#maintenance\"/></svg>Maintenance</b>"), page);
    assertTrue(page.contains("<symbol id=\"maintenance\""), page);
    assertTrue(page.contains("New &lt;disks&gt;"), page);
    assertTrue(read("service/a.html").contains("<b>Maintenance</b> · New &lt;disks&gt;"));
    assertTrue(read("status.json").contains("\"maintenance\":\"New <disks>\""));
    assertTrue(read("status.json").contains("\"state\":\"maintenance\""));
  }

  @Test
  void a_flapping_service_is_one_entry() throws Exception {
    Sample flapping = service("a").name("Flapping");
    for (int n = 1; n <= 5; n++) {
      flapping.incident(
          Duration.ofMinutes(30L * n), Duration.ofMinutes(4), Status.TIMEOUT, "No answer");
    }
    flapping.incident(Duration.ofHours(30), Duration.ofMinutes(1), Status.DOWN, "HTTP 503");
    String index = write(report(flapping), "index.html");
    String past = index.substring(index.indexOf("id=\"past\""));
    assertEquals(2, count(past, "<bdi>Flapping</bdi>"), past);
    assertTrue(past.contains("<b>5 outages, 20 min in all</b> · No answer"), past);
    assertTrue(past.contains("19:07 UTC</time> to "), past);
    assertTrue(past.contains("21:11 UTC</time> · 2 h 4 min"), past);
    assertEquals(2, count(read("service/a.html"), "<p class=\"line\">"));
  }

  @Test
  void what_is_wrong_without_an_incident_stands_on_top_too() throws Exception {
    String index =
        write(
            report(
                service("a").is(Status.DEGRADED, "slow"),
                service("b").is(Status.DOWN, "refused"),
                service("c").unchecked(),
                service("d").is(Status.DOWN, "refused").paused()),
            "index.html");
    String current =
        index.substring(index.indexOf("id=\"current\""), index.indexOf("class=\"site\""));
    assertEquals(2, count(current, "<p class=\"line\">"), current);
    assertTrue(current.indexOf("<bdi>b</bdi>") < current.indexOf("<bdi>a</bdi>"), current);
    assertTrue(current.contains("data-since=\"2026-06-17T19:37:30Z\""), current);
  }

  @Test
  void a_young_monitor_shows_no_hours_of_nothing() throws Exception {
    ServiceReport.Point first =
        new ServiceReport.Point(Sample.NOW.minusSeconds(1200), Status.UP, 1L);
    assertEquals(30, StripSpan.of(List.of(service("a").build()), Sample.NOW).minutes());
    String index = write(report(service("a").recent(List.of(first)), service("b")), "index.html");
    assertTrue(index.contains("<span>Last 30 min</span>"), index);
    assertTrue(index.contains("viewBox=\"0 0 30 8\""), index);
    Strip four = Strip.of(Demo.usual(3).services().get(2), new StripSpan(240, Sample.NOW));
    assertEquals(60, four.width());
    assertEquals(
        List.of(new Strip.Part("up", "M0 4h56"), new Strip.Part("down", "M56 4h4")), four.parts());
  }

  @Test
  void an_uptime_is_shown_for_as_long_as_anything_is_known() throws Exception {
    Sample young =
        service("a").uptime(new Uptime(0.5, 0.5, 0.5, 0.5, Sample.NOW.minus(Duration.ofHours(3))));
    String page = write(report(young), "service/a.html");
    assertTrue(page.contains("<dt>24 h</dt><dd>50.00 %</dd>"), page);
    assertTrue(page.contains("<dt>7 days</dt><dd>—</dd>"), page);
    assertTrue(page.contains("<dt>30 days</dt><dd>—</dd>"), page);
    assertTrue(page.contains("<small>since <time datetime=\"2026-06-17T18:37:30Z\">"), page);
  }

  @Test
  void a_page_tells_when_it_is_too_old_to_be_believed() throws Exception {
    String index = write(report(service("a")), "index.html");
    assertTrue(
        index.contains("<body data-old=\"2026-06-17T21:39:30Z\" data-refresh=\"0\">"), index);
    String none = write(report(service("a").paused()), "index.html");
    assertTrue(none.contains("<body data-old=\"\""), none);
    // of many services a page comes in turn
    write(Demo.large(401), "index.html");
    String page = read("service/site-00.service-0000.html");
    assertTrue(page.contains("data-old=\"2026-06-17T21:43:30Z\""), page);
  }

  @Test
  void a_chart_breaks_where_results_are_missing() {
    List<ServiceReport.Point> points =
        List.of(
            new ServiceReport.Point(Sample.NOW.minusSeconds(3000), Status.UP, 100_000L),
            new ServiceReport.Point(Sample.NOW.minusSeconds(2940), Status.UP, 120_000L),
            new ServiceReport.Point(Sample.NOW.minusSeconds(2880), Status.TIMEOUT, null),
            new ServiceReport.Point(Sample.NOW.minusSeconds(2820), Status.UP, 100_000L),
            new ServiceReport.Point(Sample.NOW.minusSeconds(600), Status.UP, 200_000L));
    Chart chart = Chart.of(service("a").recent(points).build(), Sample.NOW, Language.ENGLISH);
    assertEquals(3, count(chart.line(), "M"), chart.line());
    assertEquals(List.of("0", "90"), chart.rows().stream().map(Chart.Mark::at).toList());
    assertEquals("200 ms", chart.rows().getFirst().label());
    assertEquals(1, chart.bands().size());
    assertEquals(
        "Fastest 100 ms, median 120 ms, slowest 200 ms; without an answer: 1", chart.summary());
  }

  @Test
  void the_json_is_that_of_the_api() throws Exception {
    String json =
        write(report(service("a").uptime(new Uptime(0.99999999, 0.75, null, 1.0))), "status.json");
    assertEquals(
        """
        {"last_check":"2026-06-17T21:37:18Z","next_check":"2026-06-17T21:37:35Z","services":[\
        {"id":"a","name":"a","url":"https://example.org/health","status":"online",\
        "response_time":183,"status_code":200,"last_online":"2026-06-17T21:37:18Z",\
        "uptime":{"24h":99.999,"7d":75.000,"30d":null,"all_time":100.000},"total_checks":48211,\
        "site":"default","state":"online","since":"2026-06-17T19:37:30Z","reason":"HTTP 200",\
        "maintenance":null}]}
        """,
        json);
  }

  @Test
  void the_json_tells_how_a_sink_does_that_goes_on_working() throws Exception {
    Sinks.State notion =
        new Sinks.State("notion", "failing", Sample.NOW, 3, Sample.NOW, "no network");
    String json = write(report(service("a")).with(List.of(), List.of(notion)), "status.json");
    assertTrue(
        json.endsWith(
            """
            "sinks":[{"name":"notion","state":"failing","last_ok":"2026-06-17T21:37:30Z",\
            "waiting":3,"error":"no network"}]}
            """),
        json);
  }

  @Test
  void a_refresh_is_only_asked_for_when_wanted() throws Exception {
    assertFalse(write(report(service("a")), "index.html").contains("http-equiv=\"refresh\""));
    new Pages(
            folder.toString(),
            templates.toString(),
            Branding.titled("Status"),
            60,
            Duration.ofSeconds(30),
            Windows.none(),
            Language.ENGLISH,
            new RefusedChanges(InstantSource.system()))
        .write(report(service("a")));
    assertTrue(read("index.html").contains("<meta http-equiv=\"refresh\" content=\"60\">"));
  }
}
