package dev.uproute.location;

import static dev.uproute.Watched.result;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.OnEachDatabase;
import dev.uproute.Recording;
import dev.uproute.TestDatabase;
import dev.uproute.Wait;
import dev.uproute.Watched;
import dev.uproute.check.Evidence;
import dev.uproute.check.LocationVote;
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
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** What locations find is in the database once, for as long as results are. */
@OnEachDatabase
class LocationStoreTest {
  private static final Service SHOP = Watched.service("shop");
  private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);

  @Parameter TestDatabase database;
  @TempDir Path folder;

  private Recording recording() throws Exception {
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
  private static LocationResult found(String from, Status status, long secondsAgo, long late) {
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

  @Test
  void after_a_start_the_latest_votes_count_that_are_fresh() throws Exception {
    try (Recording recording = recording()) {
      recording.send(
          "direct:location-store",
          List.of(
              found("home", Status.DOWN, 120, 0),
              found("home", Status.UP, 60, 0),
              found("fra1", Status.UP, 100, 0),
              found("nyc2", Status.UP, 135, 0)));
    }
    try (Recording recording = recording()) {
      Votes votes = recording.bean("votes", Votes.class);
      votes.accept(List.of(SHOP));
      assertEquals(
          "home UP 7000, fra1 UP 7000, nyc2 UNKNOWN null",
          votes.found(SHOP).stream()
              .map(LocationStoreTest::text)
              .collect(Collectors.joining(", ")));
      assertNull(
          votes.vote("fra1", found("fra1", Status.UP, 0, 0).result(), Duration.ZERO),
          "the verdict of before");
    }
  }

  @Test
  void what_is_found_under_a_new_id_is_of_the_history_that_moves_there() throws Exception {
    try (Recording recording = recording()) {
      recording.record(List.of(result(SHOP, NOW.minusSeconds(60), Status.UP)));
      recording.send("direct:location-store", List.of(found("nyc2", Status.UP, 60, 0)));
      Service renamed = Watched.service("store").formerly("shop");
      LocationResult first = found("fra1", Status.UP, 0, 0);
      Result vote = new Result(renamed, NOW, Status.UP, "", first.result().evidence());
      recording.send(
          "direct:location-store",
          List.of(new LocationResult("fra1", vote, Duration.ZERO, first.slot())));
      assertEquals("2", recording.ask("select count(*) from service"));
      recording.record(List.of(result(renamed, NOW, Status.UP)));
      assertEquals(
          "store 2",
          recording.ask(
              "select s.id || ' ' || count(*) from service s join location_result l"
                  + " on l.service = s.key group by s.id"));
      assertEquals("1", recording.ask("select count(*) from service"));
    }
  }

  private static String text(LocationVote vote) {
    return vote.location() + " " + vote.status() + " " + vote.response();
  }

  @Test
  void what_this_location_finds_waits_until_it_is_stored() throws Exception {
    try (Recording recording = recording()) {
      Votes votes = recording.bean("votes", Votes.class);
      votes.own(result(SHOP, NOW, Status.UP));
      LocationRows rows = recording.bean("locationRows", LocationRows.class);
      assertTrue(Wait.until(Wait.LONG, () -> rows.waiting().isEmpty()));
      assertEquals("home", recording.ask("select location from location_result"));
      assertEquals(
          NOW.toEpochMilli() + "", recording.ask("select slot from location_result"), "its time");
    }
  }
}
