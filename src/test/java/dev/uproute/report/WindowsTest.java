package dev.uproute.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.Recording;
import dev.uproute.TestDatabase;
import dev.uproute.Watched;
import dev.uproute.check.Result;
import dev.uproute.check.Status;
import dev.uproute.page.Branding;
import dev.uproute.page.Language;
import dev.uproute.page.Pages;
import dev.uproute.service.Service;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WindowsTest {
  private static final Service A = Watched.service("a");

  /** The end of the windows: what is tested is a whole number of hours before it. */
  private static final Instant END = Windows.end(Instant.now());

  @TempDir Path folder;

  /** A result in the middle of each hour, counted back from the end. */
  private static List<Result> hours(int from, int to, Status status) {
    List<Result> results = new ArrayList<>();
    for (int hour = from; hour > to; hour--) {
      Instant at = END.minus(Duration.ofHours(hour)).plus(Duration.ofMinutes(30));
      results.add(Watched.result(A, at, status));
    }
    return results;
  }

  @ParameterizedTest
  @EnumSource
  void windows_are_what_statistics_counts_and_no_longer_than_the_service_is_old(
      TestDatabase database) throws Exception {
    try (Recording recording = new Recording(database, folder.resolve("x.db"))) {
      recording.record(hours(40 * 24, 200, Status.UP));
      recording.record(hours(200, 190, Status.DOWN));
      recording.record(hours(190, 5, Status.UP));
      recording.record(hours(5, 3, Status.DEGRADED));
      // an hour is written when a later one has begun
      recording.record(hours(3, -1, Status.UP));
      recording.send("direct:keep-all", null);
      DataSource reader = recording.bean("reader", DataSource.class);
      Instant first = END.minus(Duration.ofHours(40 * 24)).plus(Duration.ofMinutes(30));

      List<Windows.Window> windows = new Windows(reader).of("a", first, Instant.now());
      assertEquals(
          List.of(1L, 7L, 30L, 90L),
          windows.stream().map(each -> each.kind().length().toDays()).toList());
      Statistics statistics = new Statistics(reader, Instant::now);
      for (Windows.Window each : windows) {
        assertEquals(statistics.of("a", each.from(), each.to()), each.figures(), each.toString());
      }
      assertEquals(
          List.of(24, 84, 30), windows.stream().limit(3).map(w -> w.buckets().size()).toList());
      assertEquals(first.truncatedTo(ChronoUnit.DAYS), windows.getLast().from());
      assertEquals(
          List.of(Status.UP, Status.DEGRADED, Status.DEGRADED, Status.DEGRADED, Status.UP),
          windows.getFirst().buckets().subList(18, 23).stream()
              .map(Windows.Bucket::worst)
              .toList());
      assertEquals(1, windows.get(2).figures().outages().incidents());
      assertTrue(windows.get(2).buckets().stream().anyMatch(b -> b.worst() == Status.DOWN));
      pages_show_them(reader);
    }
  }

  private void pages_show_them(DataSource reader) throws Exception {
    Path site = folder.resolve("site");
    new Pages(
            site.toString(),
            "none",
            Branding.titled("Status"),
            0,
            Duration.ofSeconds(30),
            new Windows(reader),
            Language.ENGLISH,
            new RefusedChanges(InstantSource.system()))
        .write(new LiveState(reader).report(List.of(A), Instant.now()));
    String page = Files.readString(site.resolve("service/a.html"));
    for (String part :
        List.of(
            "<input class=\"hide\" type=\"radio\" name=\"window\" id=\"w0\" checked>",
            "<label for=\"w3\">90 days</label>",
            "<span>since <time ",
            "<dt>Outages</dt><dd>1</dd>",
            "<dt>Down for</dt><dd>10 h</dd>",
            ": 100 %, Degraded</title>")) {
      assertTrue(page.contains(part), part + " is missing in\n" + page);
    }
  }

  @ParameterizedTest
  @EnumSource
  void before_the_first_full_hour_there_is_none(TestDatabase database) throws Exception {
    try (Recording recording = new Recording(database, folder.resolve("x.db"))) {
      Windows windows = new Windows(recording.bean("reader", DataSource.class));
      assertEquals(List.of(), windows.of("a", null, Instant.now()));
      assertEquals(List.of(), windows.of("a", END, Instant.now()));
      assertEquals(1, windows.of("a", END.minusSeconds(1), Instant.now()).size());
    }
  }
}
