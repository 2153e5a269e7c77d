package dev.uproute.page;

import static dev.uproute.report.Sample.report;
import static dev.uproute.report.Sample.service;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.check.Status;
import dev.uproute.record.Streak;
import dev.uproute.report.Plans;
import dev.uproute.report.RefusedChanges;
import dev.uproute.report.Report;
import dev.uproute.report.Sample;
import dev.uproute.report.Windows;
import dev.uproute.service.Announcement;
import dev.uproute.service.Announcement.Severity;
import dev.uproute.service.Recurrence;
import dev.uproute.service.Window;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

@Execution(ExecutionMode.CONCURRENT)
class EmbedsTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Branding BRANDING =
      new Branding("Ours & yours", "none", "none", "none", "none", "https://status.example.org/up");

  @TempDir Path folder;
  private Pages pages;

  private String write(Report report, String name) throws IOException {
    if (pages == null) {
      pages =
          new Pages(
              folder.toString(),
              "none",
              BRANDING,
              0,
              Duration.ofSeconds(30),
              Windows.none(),
              Language.ENGLISH,
              new RefusedChanges(InstantSource.system()));
    }
    pages.write(report);
    return Files.readString(folder.resolve(name));
  }

  /** Of a document that is well-formed. */
  private static Element root(String xml) throws Exception {
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(xml)));
    return document.getDocumentElement();
  }

  private static String text(Element parent, String name, int index) {
    return parent.getElementsByTagName(name).item(index).getTextContent();
  }

  private static Window window(Recurrence when, String... services) {
    return new Window("New disks; shelf, 2", when, BERLIN, List.of(services), List.of(), Map.of());
  }

  @Test
  void a_badge_says_the_state_in_words_of_the_right_width() throws Exception {
    String svg =
        write(report(service("shop").name("Shop").is(Status.DOWN, "HTTP 503")), "badge/shop.svg");
    Element badge = root(svg);
    assertEquals("Shop: offline", badge.getAttribute("aria-label"));
    assertEquals("Shop", text(badge, "text", 0));
    assertEquals("offline", text(badge, "text", 1));
    Element value = (Element) badge.getElementsByTagName("text").item(1);
    int end =
        Integer.parseInt(value.getAttribute("x"))
            + Integer.parseInt(value.getAttribute("textLength"));
    assertEquals(end + 6, Integer.parseInt(badge.getAttribute("width")));
    assertTrue(svg.contains("#b91c1c"), svg);
  }

  @Test
  void wide_characters_get_more_room_and_marks_none() {
    assertTrue(TextWidth.of("服务状态", 11) > TextWidth.of("abcd", 11));
    assertEquals(TextWidth.of("e", 11), TextWidth.of("e\u0301", 11));
    assertTrue(TextWidth.of("WWWW", 11) > 2 * TextWidth.of("iiii", 11));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "'onmouseover=alert(1)",
        "</style></text></title>]]>",
        "{{constructor}} ${title} &amp; &",
        "<svg/onload=alert(1)>",
        "\u202Etxt.exe \uFFFF\uD800"
      })
  void a_hostile_name_is_only_text(String name) throws Exception {
    Report report =
        report(
            service("x")
                .name(name)
                .site("s")
                .is(Status.DOWN, name)
                .incident(Duration.ofHours(1), null, Status.DOWN, name));
    Element badge = root(write(report, "badge/x.svg"));
    assertEquals(2, badge.getElementsByTagName("text").getLength());
    assertEquals(0, badge.getElementsByTagName("script").getLength());
    assertEquals(badge.getAttribute("aria-label"), text(badge, "title", 0));
    Element feed = root(write(report, "feed.atom"));
    assertEquals(1, feed.getElementsByTagName("entry").getLength());
    assertTrue(text(feed, "title", 1).endsWith(": Offline"));
    String frame = write(report, "embed/s.html");
    assertFalse(frame.contains("<script") || frame.contains("<img"), frame);
  }

  @Test
  void the_badge_of_all_says_what_the_overview_says() throws Exception {
    Report report = report(service("shop"), service("mail").is(Status.DEGRADED, "slow"));
    assertEquals(
        "Ours & yours: partial outage",
        root(write(report, "badge.svg")).getAttribute("aria-label"));
    assertTrue(write(report(service("shop")), "badge.svg").contains("all systems operational"));
  }

  @Test
  void a_badge_is_drawn_anew_when_it_changes() throws Exception {
    write(report(service("a"), service("b")), "badge/a.svg");
    FileTime long_ago = FileTime.fromMillis(0);
    Files.setLastModifiedTime(folder.resolve("badge/a.svg"), long_ago);
    write(report(service("a"), service("b").is(Status.DEGRADED, "slow")), "badge/a.svg");
    assertEquals(long_ago, Files.getLastModifiedTime(folder.resolve("badge/a.svg")));
    assertTrue(Files.readString(folder.resolve("badge/b.svg")).contains("degraded"));
    Files.delete(folder.resolve("badge/a.svg"));
    assertTrue(write(report(service("a")), "badge/a.svg").contains("online"));
    assertFalse(Files.exists(folder.resolve("badge/b.svg")), "of a service that is gone");
  }

  @Test
  void an_incident_is_one_entry_while_it_lasts_and_when_it_is_over() throws Exception {
    Sample lasting = service("shop").name("Shop").is(Status.DOWN, "HTTP 503");
    Element open =
        root(
            write(
                report(lasting.incident(Duration.ofHours(1), null, Status.DOWN, "HTTP 503")),
                "feed.atom"));
    Element over =
        root(
            write(
                report(
                    service("shop")
                        .name("Shop")
                        .incident(
                            Duration.ofHours(1), Duration.ofMinutes(14), Status.DOWN, "HTTP 503")),
                "feed.atom"));
    assertEquals(text(open, "id", 1), text(over, "id", 1));
    assertEquals("Shop: Offline", text(open, "title", 1));
    assertEquals("Shop: Offline, over after 14 min", text(over, "title", 1));
    assertEquals("2026-06-17T20:51:30Z", text(over, "updated", 1));
    assertTrue(text(over, "content", 0).endsWith("HTTP 503"), text(over, "content", 0));
    String feed = Files.readString(folder.resolve("feed.atom"));
    assertTrue(feed.contains("\"https://status.example.org/up/service/shop.html\""), feed);
    assertTrue(feed.contains("<title>Ours &amp; yours</title>"), feed);
  }

  @Test
  void planned_maintenance_is_a_calendar_in_utc() throws Exception {
    Window once =
        window(
            new Recurrence.Once(
                LocalDateTime.of(2026, 6, 20, 22, 0), LocalDateTime.of(2026, 6, 21, 1, 30)));
    Report planned =
        report(service("a").name("Grüße, Wörter; and a name that is long"))
            .with(new Plans(List.of(once, window(once.when(), "elsewhere")), List.of()));
    String calendar = write(planned, "maintenance.ics");
    assertTrue(calendar.startsWith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"), calendar);
    assertTrue(calendar.endsWith("END:VCALENDAR\r\n"), calendar);
    for (String line : calendar.split("\r\n")) {
      assertTrue(line.getBytes(StandardCharsets.UTF_8).length <= 75, line);
      assertFalse(line.contains("\n"), line);
    }
    String unfolded = calendar.replace("\r\n ", "");
    assertEquals(2, unfolded.split("BEGIN:VEVENT").length, "of a hidden service, no event");
    assertTrue(unfolded.contains("DTSTART:20260620T200000Z\r\nDTEND:20260620T233000Z"), unfolded);
    assertTrue(unfolded.contains("SUMMARY:Maintenance: New disks\\; shelf\\, 2\r\n"), unfolded);
    assertTrue(unfolded.contains("DESCRIPTION:Grüße\\, Wörter\\; and a name"), unfolded);
  }

  @Test
  void a_weekly_window_is_an_event_each_week_at_the_same_time_on_the_wall() throws Exception {
    Window sundays =
        window(
            new Recurrence.Weekly(
                Set.of(DayOfWeek.SUNDAY), LocalTime.of(2, 30), Duration.ofHours(1)));
    Report planned = report(service("a")).with(new Plans(List.of(sundays), List.of()));
    String calendar = write(planned, "maintenance.ics");
    assertEquals(14, calendar.split("BEGIN:VEVENT").length - 1, calendar);
    assertTrue(calendar.contains("DTSTART:20260621T003000Z"), calendar);
  }

  @Test
  void announcements_that_are_open_are_on_the_overview_the_most_urgent_first() throws Exception {
    Instant now = Sample.NOW;
    List<Announcement> announced =
        List.of(
            new Announcement("Slow <today>", null, now.plusSeconds(60), Severity.INFO),
            new Announcement("Over", null, now, Severity.CRITICAL),
            new Announcement("Later", now.plusSeconds(1), null, Severity.CRITICAL),
            new Announcement("Now", now, null, Severity.CRITICAL));
    String page = write(report(service("a")).with(new Plans(List.of(), announced)), "index.html");
    assertTrue(page.contains("<b>Notice</b> Slow &lt;today&gt; <span class=\"when\">until"), page);
    assertTrue(page.indexOf("<b>Important</b> Now") < page.indexOf("Slow"), page);
    assertFalse(page.contains("Over</p>") || page.contains("Later"), page);
    Element feed = root(Files.readString(folder.resolve("feed.atom")));
    assertEquals(2, feed.getElementsByTagName("entry").getLength());
    assertEquals("Notice: Slow <today>", text(feed, "title", 1));
    assertEquals("2026-06-17T00:00:00Z", text(feed, "updated", 1), "as new as the day");
    assertEquals("Slow <today> (until 17 Jun 2026, 21:38 UTC)", text(feed, "content", 0));
  }

  @Test
  void who_knows_of_an_outage_stands_beside_it_until_it_is_over() throws Exception {
    Sample shop = service("shop").is(Status.DOWN, "HTTP 503");
    Report down = report(shop.incident(Duration.ofHours(1), null, Status.DOWN, "HTTP 503"));
    for (String[] each :
        new String[][] {
          {"Ann", "<b>soon</b>", "Acknowledged by Ann: &lt;b&gt;soon&lt;/b&gt;"},
          {"Ann", "", ">Acknowledged by Ann<"},
          {"", "", ">Acknowledged<"}
        }) {
      Streak.Acknowledged by = new Streak.Acknowledged(Sample.NOW, each[0], each[1]);
      Report known = down.of(List.of(down.services().getFirst().acknowledged(by)));
      for (String page : List.of("index.html", "service/shop.html")) {
        String written = write(known, page);
        assertTrue(written.contains(each[2]), page + written);
      }
    }
    assertFalse(write(down, "index.html").contains("Acknowledged"));
  }

  @Test
  void logo_style_footer_and_links_are_the_users() throws Exception {
    Path logo = Files.writeString(folder.resolveSibling(folder.getFileName() + ".svg"), "<svg/>");
    Path css = Files.writeString(folder.resolveSibling(folder.getFileName() + ".css"), "h1{top:0}");
    Branding ours =
        new Branding(
            "T",
            logo.toString(),
            css.toString(),
            "Ours <b>",
            "Imprint=https://e.example/i?a&b, Mail=mailto:a@e.example",
            "none");
    pages =
        new Pages(
            folder.toString(),
            "none",
            ours,
            0,
            Duration.ofSeconds(30),
            Windows.none(),
            Language.ENGLISH,
            new RefusedChanges(InstantSource.system()));
    String page = write(report(service("a")), "index.html");
    assertTrue(page.contains("<img src=\"data:image/svg+xml;base64,PHN2Zy8+\""), page);
    assertTrue(page.contains("h1{top:0}"), page);
    assertTrue(page.contains("Ours &lt;b&gt; · <a href=\"https://e.example/i?a&amp;b\""), page);
    assertTrue(page.contains(">Mail</a>"), page);
    Files.writeString(css, "</STYLE><script>");
    assertThrows(IOException.class, () -> pages.write(report(service("a"))));
    assertFalse(Branding.isLinks("x=javascript:alert(1)"));
    assertFalse(Branding.isLogo("application.properties"));
  }

  @Test
  void the_compact_view_is_of_everything_or_of_one_site() throws Exception {
    Report report =
        report(
            service("a").name("One").site("home"),
            service("b").name("Two").site("shop").is(Status.DOWN, "HTTP 500"));
    String all = write(report, "embed.html");
    assertTrue(all.contains("Partial outage") || all.contains("Major outage"), all);
    assertTrue(all.contains("<a href=\"shop.html\" target=\"_top\">shop</a>"), all);
    String shop = Files.readString(folder.resolve("embed/shop.html"));
    assertTrue(shop.contains("<a href=\"../service/b.html\" target=\"_top\"><bdi>Two</bdi>"), shop);
    assertFalse(shop.contains("One"), shop);
  }
}
