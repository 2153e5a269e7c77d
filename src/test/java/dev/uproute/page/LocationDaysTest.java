package dev.uproute.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.uproute.Recording;
import dev.uproute.TestDatabase;
import dev.uproute.check.Evidence;
import dev.uproute.check.LocationVote;
import dev.uproute.check.Result;
import dev.uproute.check.Status;
import dev.uproute.location.LocationResult;
import dev.uproute.report.Sample;
import dev.uproute.report.ServiceReport;
import dev.uproute.report.Windows;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the last day of each location is read anew. */
class LocationDaysTest {
  private static final Instant NOW = Instant.ofEpochMilli(System.currentTimeMillis());

  private final ServiceReport shop =
      Sample.report(
              Sample.service("shop")
                  .votes(
                      new LocationVote("fra1", Status.UP, 7_000L, ""),
                      new LocationVote("nyc2", Status.UP, 7_000L, "")))
          .services()
          .getFirst();

  @TempDir Path folder;

  private LocationResult found(String from, Status status, int secondsAgo) {
    Instant at = NOW.minusSeconds(secondsAgo);
    Evidence evidence = new Evidence(null, 7_000L, Evidence.Timings.NONE, null, 1, null);
    Result result = new Result(shop.service(), at, status, "was " + status, evidence);
    return new LocationResult(from, result, Duration.ofSeconds(secondsAgo), at);
  }

  @Test
  void what_covers_little_is_read_again_soon() throws Exception {
    try (Recording recording =
        new Recording(
            TestDatabase.SQLITE,
            folder.resolve("x.db"),
            Map.of(
                "camel.main.routes-include-pattern",
                "file:routes/beans.camel.yaml,file:routes/record*.camel.yaml,"
                    + "file:routes/location-store.camel.yaml,file:routes/errors.camel.yaml",
                "uproute.locations",
                "fra1,nyc2"))) {
      LocationDays days =
          new LocationDays(
              new Windows(recording.bean("reader", DataSource.class)), Language.ENGLISH);
      recording.send(
          "direct:location-store",
          List.of(found("fra1", Status.UP, 60), found("fra1", Status.UP, 1)));
      assertEquals(Set.of("fra1"), days.of(shop, NOW).uptimes().keySet());
      recording.send("direct:location-store", List.of(found("nyc2", Status.DOWN, 0)));
      Duration interval = shop.service().timing().interval();
      assertEquals(
          Set.of("fra1"), days.of(shop, NOW.plus(interval).minusMillis(1)).uptimes().keySet());
      assertEquals(
          Map.of("fra1", "100 %", "nyc2", "0 %"), days.of(shop, NOW.plus(interval)).uptimes());
    }
  }
}
