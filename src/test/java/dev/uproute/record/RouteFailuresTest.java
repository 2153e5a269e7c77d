package dev.uproute.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.Logged;
import dev.uproute.OnEachDatabaseNightly;
import dev.uproute.Recording;
import dev.uproute.TestDatabase;
import dev.uproute.service.MonotonicClock;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** What fails by the style log-and-continue is in the log, and does not fill it. */
@OnEachDatabaseNightly
class RouteFailuresTest {
  @Parameter TestDatabase database;
  @TempDir Path folder;

  @Test
  void a_failure_within_a_transaction_is_logged_by_the_route_that_goes_on() throws Exception {
    try (Recording recording = new Recording(database, folder.resolve("x.db"));
        Connection outside = recording.outside();
        Statement statement = outside.createStatement();
        Logged log = Logged.of("keep-all")) {
      statement.execute("alter table hourly rename to gone");
      recording.send("direct:keep-all", null);
      assertEquals(1, log.size(), log.lines().toString());
      String line = log.lines().getFirst();
      assertTrue(line.startsWith("keep-all failed: "), line);
      assertTrue(line.contains("hourly"), line);

      recording.send("direct:keep-all", null);
      assertEquals(1, log.size(), "the same is said once");

      statement.execute("alter table gone rename to hourly");
      statement.execute("alter table result rename to gone");
      recording.send("direct:keep-all", null);
      assertEquals(2, log.size(), log.lines().toString());
      assertTrue(log.lines().getLast().contains("result"), log.lines().getLast());
    }
  }

  @Test
  void the_same_failure_of_a_route_is_logged_once_in_ten_minutes() {
    AtomicLong nanos = new AtomicLong();
    RouteFailures failures = new RouteFailures(new MonotonicClock(nanos::get));
    try (Logged log = Logged.of("some-route")) {
      failures.log("some-route", new IllegalStateException("waited 10001 ms"));
      nanos.addAndGet(Duration.ofMinutes(9).toNanos());
      failures.log("some-route", new IllegalStateException("waited 10002 ms"));
      failures.log("some-route", new IllegalStateException("closed"));
      failures.log("some-route", new NullPointerException());
      nanos.addAndGet(Duration.ofMinutes(1).toNanos());
      failures.log("some-route", new IllegalStateException("waited 10003 ms"));
      failures.log("some-route", new IllegalStateException("closed"));
      assertEquals(
          List.of(
              "some-route failed: waited 10001 ms",
              "some-route failed: closed",
              "some-route failed: java.lang.NullPointerException",
              "some-route failed: waited 10003 ms"),
          log.lines());
    }
  }
}
