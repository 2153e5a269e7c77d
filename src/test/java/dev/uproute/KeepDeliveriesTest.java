package dev.uproute;

import static dev.uproute.Watched.result;
import static dev.uproute.Watched.service;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.check.Result;
import dev.uproute.check.Status;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.Parameter;

/** What becomes of deliveries that are done, or that nobody will ever send. */
@Execution(ExecutionMode.CONCURRENT)
@OnEachDatabase
class KeepDeliveriesTest {
  @Parameter TestDatabase database;
  private static final Map<String, String> TEAM =
      Map.of("uproute.alert.channels", "team", "uproute.alert.team.to", "direct:team");
  private static final Instant NOW = Instant.now();
  private static final Instant OLD = NOW.minus(Duration.ofDays(40));
  @TempDir Path folder;

  private Recording open() throws Exception {
    return new Recording(database, folder.resolve("x.db"), TEAM);
  }

  /** As {@code record} would have stored it then. */
  private static void notified(Recording recording, Instant at, Status status, String... ids)
      throws Exception {
    List<Result> results = new ArrayList<>();
    for (String id : ids) {
      results.add(result(service(id), at.plusMillis(results.size()), status));
    }
    recording.record(results);
    change(recording, "update delivery set at = " + at.toEpochMilli() + " where state = 'waiting'");
    change(
        recording,
        "update delivery set state = 'sent', message = 'm', sent_at = at where state = 'waiting'");
  }

  private static void change(Recording recording, String sql) throws Exception {
    try (Connection connection = recording.outside();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String left(Recording recording) throws Exception {
    return recording.ask(
        "select group_concat(line) from (select d.state || ' ' || f.event || ' ' || s.id as line"
            + " from delivery d join flip f on f.id = d.flip join service s on s.key = f.service"
            + " order by d.id)");
  }

  @Test
  void what_is_done_goes_after_35_days_and_what_waits_stays() throws Exception {
    try (Recording recording = open()) {
      String[] ids = {"sent", "refused", "dead", "suppressed", "held", "waiting", "sent-late"};
      notified(recording, OLD, Status.DOWN, ids);
      for (String id : ids) {
        change(
            recording,
            "update delivery set state = '"
                + id.replace("-late", "")
                + "' where flip in (select f.id from flip f"
                + " join service s on s.key = f.service where s.id = '"
                + id
                + "')");
      }
      change(
          recording,
          "update delivery set sent_at = "
              + NOW.toEpochMilli()
              + " where id = (select max(id) from delivery)");
      change(
          recording,
          "insert into channel (name, state, failures, told, settings) values"
              + " ('team', 'ok', 0, 0, '') on conflict (name) do update set settings = ''");
      recording.record(
          List.of(ids).stream().map(id -> result(service(id), NOW, Status.UP)).toList());
      change(recording, "delete from delivery where at > " + OLD.toEpochMilli());
      recording.send("direct:keep-all", null);
      assertEquals("held down held,waiting down waiting,sent down sent-late", left(recording));
    }
  }

  @Test
  void that_an_outage_was_told_is_known_as_long_as_it_lasts() throws Exception {
    try (Recording recording = open()) {
      notified(recording, OLD, Status.DOWN, "lasts", "over");
      notified(recording, OLD.plusSeconds(60), Status.UP, "over");
      recording.send("direct:keep-all", null);
      assertEquals("sent down lasts", left(recording));
      notified(recording, OLD.plusSeconds(120), Status.UP, "lasts");
      recording.send("direct:keep-all", null);
      assertEquals("0", recording.ask("select count(*) from delivery"));
    }
  }

  @Test
  void a_step_looks_at_a_thousand_and_all_of_them_go() throws Exception {
    try (Recording recording = open()) {
      String[] ids = new String[2500];
      for (int i = 0; i < ids.length; i++) {
        ids[i] = "s" + i;
      }
      notified(recording, OLD, Status.DOWN, ids);
      notified(recording, OLD.plusSeconds(60), Status.UP, ids);
      notified(recording, NOW, Status.DOWN, "young");
      recording
          .context()
          .createProducerTemplate()
          .send(
              "direct:keep-deliveries-step",
              e -> {
                e.setVariable("from", 0);
                e.setVariable("before", NOW.minus(Duration.ofDays(35)).toEpochMilli());
              });
      assertEquals("4001", recording.ask("select count(*) from delivery"));
      recording.send("direct:keep-deliveries", null);
      assertEquals("sent down young", left(recording));
    }
  }

  @Test
  void what_waits_for_a_channel_that_no_settings_name_is_given_up() throws Exception {
    try (Recording recording = open()) {
      recording.record(List.of(result(service("a"), NOW, Status.DOWN)));
    }
    try (Recording recording = new Recording(database, folder.resolve("x.db"))) {
      recording.send("direct:keep-all", null);
      assertEquals("dead down a", left(recording));
      assertEquals(
          "no alert channel has this name any more", recording.ask("select reason from delivery"));
    }
  }

  @Test
  void what_waits_for_a_channel_of_another_instance_is_left_to_that() throws Exception {
    try (Recording recording = open()) {
      recording.record(List.of(result(service("a"), NOW, Status.DOWN)));
      recording.send("direct:keep-all", null);
      assertEquals("waiting down a", left(recording), "one of its own");
      change(
          recording,
          "insert into channel (name, state, failures, told, settings, claimed_until) values"
              + " ('team', 'ok', 0, 0, '', "
              + Instant.now().plusSeconds(60).toEpochMilli()
              + ") on conflict (name) do update set claimed_until = excluded.claimed_until");
    }
    try (Recording recording = new Recording(database, folder.resolve("x.db"))) {
      recording.send("direct:keep-all", null);
      assertEquals("waiting down a", left(recording));
      change(recording, "update channel set claimed_until = claimed_until - 120000");
      recording.send("direct:keep-all", null);
      assertTrue(left(recording).startsWith("dead"));
    }
  }
}
