package dev.uproute;

import static dev.uproute.Recording.ask;
import static dev.uproute.Watched.result;
import static dev.uproute.Watched.service;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.check.Result;
import dev.uproute.check.Status;
import dev.uproute.service.Service;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.Parameter;

/** Route record on each real database. */
@Execution(ExecutionMode.CONCURRENT)
@OnEachDatabase
class RecordTest {
  private static final Instant AT = Instant.parse("2026-06-17T21:37:00.123Z");
  @Parameter TestDatabase database;
  @TempDir Path folder;

  private Path file() {
    return folder.resolve("data/uptime_history.db");
  }

  @Test
  void a_steady_trickle_is_stored_within_moments() throws Exception {
    try (Recording recording = new Recording(database, file())) {
      for (int i = 0; i < 3; i++) {
        recording.send(
            "seda:record?size=10000", result(service("a"), AT.plusSeconds(i), Status.UP));
      }
      assertTrue(
          Wait.until(Wait.LONG, () -> "3".equals(recording.ask("select count(*) from result"))));
    }
  }

  @Test
  void a_stop_stores_what_was_gathered() throws Exception {
    try (Recording recording = new Recording(database, file())) {
      for (int i = 0; i < 700; i++) {
        recording.send(
            "seda:record?size=10000", result(service("a"), AT.plusSeconds(i), Status.UP));
      }
    }
    try (Connection outside = database.outside(file())) {
      assertEquals("700", ask(outside, "select count(*) from result"));
    }
  }

  @Test
  void results_streaks_and_flips_are_stored_together() throws Exception {
    try (Recording recording = new Recording(database, file())) {
      Service a = service("a");
      recording.record(
          List.of(
              result(a, AT, Status.UP),
              result(a, AT.plusSeconds(60), Status.DOWN),
              result(service("b"), AT, Status.UP)));
      assertEquals(
          "UP,DOWN,UP",
          recording.ask(
              "select group_concat(case status when 0 then 'UP' else 'DOWN' end) from result"));
      assertEquals(
          "down 0 4",
          recording.ask("select event || ' ' || from_status || ' ' || to_status from flip"));
      assertEquals(
          "4 2 1",
          recording.ask(
              "select state || ' ' || checks || ' ' || online from streak where service = (select key from service where id = 'a')"));
    }
  }

  @Test
  void a_restart_goes_on_where_the_last_run_ended() throws Exception {
    Service a = service("a");
    try (Recording recording = new Recording(database, file())) {
      recording.record(List.of(result(a, AT, Status.DOWN)));
    }
    try (Recording recording = new Recording(database, file())) {
      recording.record(List.of(result(a, AT.plusSeconds(60), Status.DOWN)));
      assertEquals("1", recording.ask("select count(*) from flip"), "told again");
      recording.record(List.of(result(a, AT.plusSeconds(120), Status.DOWN)));
      assertEquals("down,escalated", recording.ask("select group_concat(event) from flip"));
      assertEquals("3", recording.ask("select checks from streak"));
    }
  }

  @Test
  void the_views_speak_the_words_of_other_monitors() throws Exception {
    try (Recording recording = new Recording(database, file())) {
      Service a = service("a", "My A", Watched.USUAL, true);
      recording.record(
          List.of(
              result(a, AT, Status.UP),
              result(a, AT.plusSeconds(60), Status.UNKNOWN),
              result(a, AT.plusSeconds(120), Status.TIMEOUT)));
      assertEquals(
          "1|My A|2026-06-17T21:37:00.123Z|1|183/3|My A|2026-06-17T21:39:00.123Z|0|-",
          recording.ask(
              "select group_concat(id || '|' || service_name || '|' || checked_at || '|' ||"
                  + " is_online || '|' || coalesce(cast(cast(response_time_ms as integer) as text), '-'),"
                  + " '/') from checks"));
      assertEquals(
          "a|online|183|200|-/a|unknown|183|200|It was UNKNOWN/a|timeout|-|-|It was TIMEOUT",
          recording.ask(
              "select group_concat(service_id || '|' || status || '|' || coalesce(cast(response_time as text), '-')"
                  + " || '|' || coalesce(cast(status_code as text), '-') || '|' || coalesce(error, '-'), '/')"
                  + " from service_checks"));
    }
  }

  @Test
  void every_status_has_its_word_in_the_view() throws Exception {
    try (Recording recording = new Recording(database, file())) {
      for (Status status : Status.values()) {
        recording.record(List.of(result(service("a"), AT.plusSeconds(status.ordinal()), status)));
        assertEquals(
            status.word(),
            recording.ask("select status from service_checks order by id desc limit 1"));
      }
    }
  }

  @Test
  void the_documented_delete_forgets_a_service_and_the_totals_follow() throws Exception {
    try (Recording recording = new Recording(database, file())) {
      Service a = service("a");
      recording.record(
          List.of(
              result(a, Instant.now(), Status.UP),
              result(a, Instant.now(), Status.DOWN),
              result(service("b"), Instant.now(), Status.UP)));
      assertEquals(
          0.5, recording.liveState().report(List.of(a), null).services().getFirst().uptime().all());
      try (Connection outside = recording.outside();
          Statement statement = outside.createStatement()) {
        statement.execute("DELETE FROM checks WHERE service_name = 'a'");
      }
      assertEquals("b", recording.ask("select group_concat(service_name) from checks"));
      assertEquals(
          null,
          recording.liveState().report(List.of(a), null).services().getFirst().uptime().day());
      recording.record(List.of(result(a, Instant.now(), Status.UP)));
      assertEquals(
          1.0, recording.liveState().report(List.of(a), null).services().getFirst().uptime().all());
      assertEquals(
          "1 1 1",
          recording.ask(
              "select checks || ' ' || counted || ' ' || online from streak order by service limit 1"));
    }
  }

  @Test
  void while_the_database_cannot_be_written_it_is_tried_again_by_itself() throws Exception {
    try (Recording recording = new Recording(database, file())) {
      recording.record(List.of(result(service("a"), AT, Status.UP)));
      try (Connection outside = recording.outside();
          Statement statement = outside.createStatement()) {
        statement.execute("alter table change rename to hidden");
        recording.send(
            "direct:record-try", List.of(result(service("a"), AT.plusSeconds(1), Status.UP)));
        assertTrue(recording.backlog().failing());
        assertEquals(1, recording.backlog().size());
        statement.execute("alter table hidden rename to change");
      }
      assertTrue(Wait.until(Wait.LONG, () -> !recording.backlog().failing()));
      assertEquals("2", recording.ask("select count(*) from result"));
    }
  }

  @Test
  void a_backlog_that_is_full_drops_the_oldest_and_counts_them() throws Exception {
    try (Recording recording =
        new Recording(database, file(), Map.of("uproute.record.backlog", "3"))) {
      // this test is the one writer
      recording.context().getRouteController().stopRoute("record-failed-again");
      try (Connection outside = recording.outside();
          Statement statement = outside.createStatement()) {
        recording.record(List.of());
        statement.execute("alter table change rename to hidden");
        for (int i = 0; i < 5; i++) {
          Result next = result(service("a"), AT.plusSeconds(i), Status.UP);
          recording.send("direct:record-try", List.of(next));
        }
        statement.execute("alter table hidden rename to change");
      }
      recording.record(List.of());
      assertEquals(2, recording.backlog().dropped());
      assertEquals("3", recording.ask("select count(*) from result"));
      assertEquals("2026-06-17T21:37:02.123Z", recording.ask("select min(checked_at) from checks"));
    }
  }

  @Test
  void a_renamed_service_keeps_its_history() throws Exception {
    try (Recording recording = new Recording(database, file())) {
      recording.record(List.of(result(service("a"), AT, Status.UP)));
      Service renamed = service("a", "New name", Watched.USUAL, true);
      recording.record(List.of(result(renamed, AT.plusSeconds(1), Status.UP)));
      assertEquals(
          "2", recording.ask("select count(*) from checks where service_name = 'New name'"));
      assertEquals("1", recording.ask("select count(*) from service"));
    }
  }

  @Test
  void how_long_a_service_is_kept_follows_its_list() throws Exception {
    try (Recording recording = new Recording(file())) {
      recording.record(List.of(result(service("a"), AT, Status.UP)));
      assertEquals(null, recording.ask("select keep from service"));
      Service kept = ServiceBuilder.named("a").with(b -> b.keep = Duration.ofDays(2)).service();
      recording.record(List.of(result(kept, AT.plusSeconds(1), Status.UP)));
      assertEquals("172800000", recording.ask("select keep from service"));
    }
    try (Recording recording = new Recording(file())) {
      recording.record(List.of(result(service("a"), AT.plusSeconds(2), Status.UP)));
      assertEquals(null, recording.ask("select keep from service"));
    }
  }

  @Test
  void a_service_removed_from_the_file_by_hand_is_recorded_again() throws Exception {
    try (Recording recording = new Recording(database, file())) {
      recording.record(List.of(result(service("a"), AT, Status.UP)));
      try (Connection outside = recording.outside();
          Statement statement = outside.createStatement()) {
        statement.execute("delete from streak");
        statement.execute("delete from result");
        statement.execute("delete from service");
      }
      recording.send(
          "direct:record-try", List.of(result(service("a"), AT.plusSeconds(1), Status.UP)));
      assertTrue(Wait.until(Wait.LONG, () -> !recording.backlog().failing()));
      assertEquals("1", recording.ask("select count(*) from checks where service_name = 'a'"));
    }
  }
}
