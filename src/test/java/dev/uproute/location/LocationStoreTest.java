package dev.uproute.location;

import static dev.uproute.Watched.result;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.OnEachDatabase;
import dev.uproute.Recording;
import dev.uproute.TestDatabase;
import dev.uproute.Watched;
import dev.uproute.check.Evidence;
import dev.uproute.check.Result;
import dev.uproute.check.Status;
import dev.uproute.record.HistoryEraser;
import dev.uproute.service.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** What locations find is in the database once, for as long as results are. */
@OnEachDatabase
class LocationStoreTest {
  static final Service SHOP = Watched.service("shop");
  static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);

  @Parameter TestDatabase database;
  @TempDir Path folder;

  private Recording recording() throws Exception {
    return recording(database, folder);
  }

  static Recording recording(TestDatabase database, Path folder) throws Exception {
    return new Recording(
        database,
        folder.resolve("x.db"),
        Map.of(
            "camel.main.routes-include-pattern",
            "file:routes/beans.camel.yaml,file:routes/record*.camel.yaml,file:routes/keep*.camel.yaml,"
                + "file:routes/location-store.camel.yaml,file:routes/connectivity-check.camel.yaml,"
                + "file:routes/errors.camel.yaml",
            "uproute.locations",
            "home,fra1,nyc2"));
  }

  /** Found so many seconds ago; {@code late} is what the way to us took more than another time. */
  static LocationResult found(String from, Status status, long secondsAgo, long late) {
    Instant slot = NOW.minusSeconds(secondsAgo);
    Evidence evidence = new Evidence(null, 7_000L, Evidence.Timings.NONE, null, 1, null);
    Result result = new Result(SHOP, slot.plusMillis(late), status, "was " + status, evidence);
    return new LocationResult(from, result, Duration.ofSeconds(secondsAgo), slot);
  }

  private static String rows(Recording recording) throws Exception {
    return recording.ask(
        "select count(*) || ' ' || count(online) || ' ' || coalesce(sum(online), 0) from location_result");
  }

  @Test
  void a_batch_that_comes_again_changes_nothing_and_one_that_comes_late_is_added()
      throws Exception {
    try (Recording recording = recording()) {
      List<LocationResult> batch =
          List.of(
              found("fra1", Status.DOWN, 60, 0),
              found("fra1", Status.UP, 0, 0),
              found("nyc2", Status.UNKNOWN, 0, 0),
              found("sin3", Status.UP, 0, 0));
      recording.send("direct:location-store", batch);
      assertEquals("3 2 1", rows(recording), "without the location that does not check it");
      List<LocationResult> again =
          List.of(found("fra1", Status.UP, 0, 450), found("fra1", Status.DOWN, 60, 450));
      recording.send("direct:location-store", again);
      assertEquals("3 2 1", rows(recording));
      recording.send(
          "direct:location-store",
          List.of(found("fra1", Status.DOWN, 60, 900), found("fra1", Status.UP, 80_000, 900)));
      assertEquals("4 3 2", rows(recording));
      assertEquals(
          String.valueOf(NOW.minusSeconds(80_000).plusMillis(900).toEpochMilli()),
          recording.ask("select min(at) from location_result"),
          "at its own time");
      assertEquals("1", recording.ask("select count(*) from service"));
    }
  }

  @Test
  void a_location_may_be_named_by_digits() throws Exception {
    try (Recording recording =
        new Recording(
            database,
            folder.resolve("x.db"),
            Map.of("uproute.location", "7", "uproute.locations", "7"))) {
      assertTrue(recording.bean("votes", Votes.class).here(SHOP));
    }
  }

  @Test
  void they_go_with_the_results_of_their_time_and_with_the_history() throws Exception {
    try (Recording recording = recording()) {
      long month = Duration.ofDays(40).toSeconds();
      recording.record(
          List.of(
              result(SHOP, NOW.minusSeconds(month), Status.UP),
              result(SHOP, NOW.minusSeconds(60), Status.UP)));
      recording.send(
          "direct:location-store",
          List.of(
              found("fra1", Status.UP, month, 0),
              found("nyc2", Status.UP, month, 0),
              found("nyc2", Status.UP, 60, 0)));
      recording.send("direct:keep-all", null);
      assertEquals("1 1 1", rows(recording));
      assertEquals("1", recording.ask("select count(*) from result"));
      recording.bean("historyEraser", HistoryEraser.class).erase("shop");
      recording.send("direct:keep-all", null);
      assertEquals("0 0 0", rows(recording));
      assertEquals("0", recording.ask("select count(*) from service"));
    }
  }
}
