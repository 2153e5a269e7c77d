package dev.uproute.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.Recording;
import dev.uproute.Wait;
import dev.uproute.Watched;
import dev.uproute.check.Result;
import dev.uproute.check.Status;
import dev.uproute.page.Timeline;
import dev.uproute.service.Service;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The shipped routes: what is committed is in the CSV files, whatever becomes of them. */
@Execution(ExecutionMode.CONCURRENT)
class ResultsCsvRoutesTest {
  private static final Service SHOP = Watched.service("shop.home");

  @TempDir Path folder;

  private Recording open(Map<String, String> settings) throws Exception {
    Map<String, String> all = new HashMap<>(settings);
    all.put("uproute.results.csv", "true");
    // hours end when the test says so
    all.putIfAbsent("uproute.monitor", "false");
    all.put("uproute.results.dir", folder.resolve("csv").toString());
    Recording recording = new Recording(folder.resolve("x.db"), all);
    PluginHelper.getRoutesLoader(recording.context())
        .loadRoutes(
            PluginHelper.getResourceLoader(recording.context())
                .resolveResource("file:routes/results-csv.camel.yaml"));
    return recording;
  }

  private static List<Result> minutes(Instant from, int count) {
    List<Result> results = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Instant at = from.plusSeconds(60L * i);
      results.add(Watched.result(SHOP, at, i % 60 == 0 ? Status.DOWN : Status.UP));
    }
    return results;
  }

  @Test
  void a_batch_that_is_committed_is_appended_and_a_stop_waits_for_it() throws Exception {
    try (Recording recording = open(Map.of())) {
      recording.record(minutes(Instant.now().minus(Duration.ofHours(1)), 30));
      recording.record(minutes(Instant.now().minus(Duration.ofMinutes(30)), 20));
    }
    List<String> lines = Files.readAllLines(folder.resolve("csv/live/shop/home.log"));
    assertEquals(51, lines.size());
    assertEquals(ResultLine.HEADER, lines.getFirst());
  }

  @Test
  void a_disk_that_fails_disturbs_neither_history_nor_pages_and_is_an_event() throws Exception {
    Files.writeString(folder.resolve("csv"), "no folder");
    try (Recording recording = open(Map.of())) {
      recording.record(minutes(Instant.now(), 1));
      recording.record(minutes(Instant.now(), 1));
      assertEquals("2", recording.ask("select count(*) from result"));
      assertEquals(
          Status.DOWN,
          recording.liveState().report(List.of(SHOP), null).services().getFirst().status());
      assertTrue(
          Wait.until(
              Wait.LONG,
              () -> {
                recording.record(minutes(Instant.now(), 1));
                return recording.ask("select count(*) from flip where event = 'self'").equals("1");
              }));
      recording.record(minutes(Instant.now(), 1));
      assertEquals("1", recording.ask("select count(*) from flip where event = 'self'"));
    }
  }

  @Test
  void without_database_a_restart_shows_the_same_four_hours() throws Exception {
    Map<String, String> memory = Map.of("uproute.store", "memory");
    List<StatusLabel> before;
    Instant now = Instant.now();
    try (Recording recording = open(memory)) {
      recording.record(minutes(now.minus(Duration.ofHours(5)), 300));
      before = timeline(recording, now);
    }
    assertTrue(before.stream().noneMatch(face -> face.equals(StatusLabel.of(Status.UNKNOWN))));
    try (Recording recording = open(memory)) {
      ResultsArchive archive = recording.bean("resultsArchive", ResultsArchive.class);
      // the first hour after the restart has ended
      archive.files();
      archive.files().forEach(archive::move);
      assertTrue(Files.exists(folder.resolve("csv/archive")));
      recording.record(minutes(now, 1));
      assertEquals(before.subList(0, 238), timeline(recording, now).subList(0, 238));
    }
  }

  @Test
  void after_a_start_the_route_moves_the_hours_that_ended() throws Exception {
    Instant yesterday = Instant.now().minus(Duration.ofDays(1));
    try (Recording recording = open(Map.of())) {
      recording.record(minutes(yesterday, 2));
    }
    Path live = folder.resolve("csv/live/shop/home.log");
    Files.setLastModifiedTime(live, FileTime.from(yesterday));
    Path old = Files.createDirectories(folder.resolve("csv/archive/2020-01-01/shop"));
    try (Recording _ = open(Map.of("uproute.monitor", "true"))) {
      Path day =
          folder.resolve("csv/archive/" + yesterday.toString().substring(0, 10) + "/shop/home.log");
      assertTrue(Wait.until(Wait.LONG, () -> Files.exists(day) && !Files.exists(live)));
      assertTrue(Wait.until(Wait.LONG, () -> !Files.exists(old)));
      assertTrue(Files.readAllLines(day).size() >= 2);
    }
  }

  private static List<StatusLabel> timeline(Recording recording, Instant now) {
    ServiceReport report = recording.liveState().report(List.of(SHOP), null).services().getFirst();
    return Timeline.of(report.recent(), SHOP.timing().interval(), now);
  }
}
