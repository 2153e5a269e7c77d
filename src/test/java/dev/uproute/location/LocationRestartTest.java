package dev.uproute.location;

import static dev.uproute.Watched.result;
import static dev.uproute.location.LocationStoreTest.NOW;
import static dev.uproute.location.LocationStoreTest.SHOP;
import static dev.uproute.location.LocationStoreTest.found;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.OnEachDatabaseNightly;
import dev.uproute.Recording;
import dev.uproute.TestDatabase;
import dev.uproute.Wait;
import dev.uproute.Watched;
import dev.uproute.check.LocationVote;
import dev.uproute.check.Result;
import dev.uproute.check.Status;
import dev.uproute.service.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.camel.CamelExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** What is stored of locations is what counts later. */
@OnEachDatabaseNightly
class LocationRestartTest {
  @Parameter TestDatabase database;
  @TempDir Path folder;

  private Recording recording() throws Exception {
    return LocationStoreTest.recording(database, folder);
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
              .map(LocationRestartTest::text)
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

  @Test
  void while_the_database_cannot_be_written_nothing_is_taken() throws Exception {
    try (Recording recording = recording()) {
      List<LocationResult> batch = List.of(found("fra1", Status.UP, 0, 0));
      recording.backlog().failed(new IllegalStateException("locked"), null);
      assertThrows(
          CamelExecutionException.class, () -> recording.send("direct:location-store", batch));
      assertEquals("0", recording.ask("select count(*) from location_result"));
      recording.record(List.of(result(SHOP, NOW, Status.UP)));
      recording.send("direct:location-store", batch);
      assertEquals("1", recording.ask("select count(*) from location_result"));
    }
  }

  private static String text(LocationVote vote) {
    return vote.location() + " " + vote.status() + " " + vote.response();
  }
}
