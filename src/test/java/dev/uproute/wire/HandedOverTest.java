package dev.uproute.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.uproute.OnEachDatabaseNightly;
import dev.uproute.Recording;
import dev.uproute.Secret;
import dev.uproute.ServiceBuilder;
import dev.uproute.TestDatabase;
import dev.uproute.Watched;
import dev.uproute.check.Result;
import dev.uproute.check.Status;
import dev.uproute.service.Service;
import dev.uproute.service.Services;
import dev.uproute.store.Store;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.camel.CamelExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * What a check beside an instance that runs found is written by that instance, each result once.
 */
@OnEachDatabaseNightly
class HandedOverTest {
  private static final Service A = Watched.service("a");
  private static final Service B = Watched.service("b");
  @Parameter TestDatabase database;
  @TempDir Path folder;

  private Recording start(Service... listed) throws Exception {
    Recording recording = new Recording(database, folder.resolve("x.db"));
    recording.bean("services", Services.class).accept("file", List.of(listed));
    return recording;
  }

  /** As the process of the check does. */
  private static void handOver(Recording recording, Result... results) {
    Map<String, Object> row =
        new HandedOver(new Services(), result -> result).row(List.of(results));
    new NamedParameterJdbcTemplate(recording.bean("writer", DataSource.class))
        .update(Store.sql("upsert-key-value").replace(":#", ":"), row);
  }

  private static List<Result> take(Recording recording) {
    return recording
        .bean("handedOver", HandedOver.class)
        .take(
            new JdbcTemplate(recording.bean("reader", DataSource.class))
                .queryForList(Store.sql("select-handed-over")));
  }

  private static Result down(Service service) {
    return Watched.result(service, Instant.now(), Status.DOWN);
  }

  private static String left(Recording recording) throws Exception {
    return recording.ask("select count(*) from remembered where name like 'handed-over-%'");
  }

  @Test
  void each_result_is_written_once_also_when_the_first_transaction_fails() throws Exception {
    try (Recording recording = start(A, B);
        Connection outside = recording.outside();
        Statement statement = outside.createStatement()) {
      handOver(recording, down(A), down(B));
      handOver(recording, down(A));
      List<Result> taken = take(recording);
      assertEquals(3, taken.size());
      statement.execute("alter table streak rename to gone");
      assertThrows(CamelExecutionException.class, () -> recording.record(taken));
      assertEquals("2", left(recording));
      statement.execute("alter table gone rename to streak");
      assertEquals(List.of(), take(recording), "they wait in the backlog");
      recording.record(List.of());
      assertEquals("3", recording.ask("select count(*) from result"));
      assertEquals("2", recording.ask("select count(*) from flip where event = 'down'"));
      assertEquals("0", left(recording));
      assertEquals(List.of(), take(recording));
    }
  }

  @Test
  void what_was_taken_and_not_written_before_the_end_is_taken_again() throws Exception {
    try (Recording recording = start(A)) {
      handOver(recording, down(A));
      assertEquals(1, take(recording).size());
      recording.record(List.of());
      assertEquals("1", left(recording), "a batch without them leaves them");
    }
    try (Recording recording = start(A)) {
      recording.record(take(recording));
      assertEquals("1", recording.ask("select count(*) from result"));
      assertEquals("0", left(recording));
    }
  }

  @Test
  void results_of_services_that_are_not_listed_go() throws Exception {
    try (Recording recording = start(A)) {
      handOver(recording, down(B));
      assertEquals(List.of(), take(recording));
      recording.record(List.of());
      assertEquals("0", left(recording));
      assertEquals("0", recording.ask("select count(*) from result"));
    }
  }

  @Test
  void no_secret_of_a_service_is_in_the_row() {
    Service secret =
        ServiceBuilder.named("a").with(b -> b.headers = Map.of("X-Key", Secret.WORD)).service();
    String value =
        new HandedOver(new Services(), result -> result).row(List.of(down(secret))).toString();
    assertFalse(value.contains(Secret.WORD), value);
  }
}
