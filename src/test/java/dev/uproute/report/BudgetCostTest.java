package dev.uproute.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.Figures;
import dev.uproute.ServiceBuilder;
import dev.uproute.TestDatabase;
import dev.uproute.record.Sketch;
import dev.uproute.service.Objective;
import dev.uproute.service.Service;
import dev.uproute.service.Services;
import dev.uproute.store.Connections;
import dev.uproute.store.Store;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** What it costs each minute to count the error budgets of 1,000 services. */
@Isolated
@Tag("nightly")
@Tag("figures")
class BudgetCostTest {
  private static final int SERVICES = 1_000;
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final long DAY = 24 * HOUR;
  private static final Duration MONTH = Duration.ofDays(30);
  private static final long NOW = Instant.parse("2026-06-17T12:34:00Z").toEpochMilli();

  @TempDir Path folder;

  @Test
  void budgets_of_a_thousand_services_cost_little_of_a_minute() throws Exception {
    Path file = TestDatabase.migrated(folder.resolve("x.db"));
    try (Connection connection = TestDatabase.SQLITE.outside(file)) {
      connection.setAutoCommit(false);
      fill(connection);
      connection.commit();
    }
    try (Store store = new Store("sqlite", file.toString())) {
      store.open();
      double uptimes = seconds(store, new Objective(99.9, MONTH, null));
      Objective.Response p95 = new Objective.Response(Objective.Figure.P95, Duration.ofMillis(300));
      double responses = seconds(store, new Objective(null, MONTH, p95));
      Figures.print(
          "error budgets of 1,000 services",
          "%.2f s of CPU a minute, %.2f s with objectives of response times",
          uptimes,
          responses);
      assertTrue(uptimes < 3 && responses < 6, uptimes + " and " + responses + " s");
    }
  }

  /** CPU of a round in the middle of an hour. */
  private static double seconds(Store store, Objective objective) {
    List<Service> list =
        IntStream.rangeClosed(1, SERVICES)
            .mapToObj(i -> ServiceBuilder.named("s" + i).with(b -> b.objective = objective))
            .map(ServiceBuilder::service)
            .toList();
    Services services = new Services();
    services.accept("file", list);
    Budgets budgets =
        new Budgets(new Connections(store, false), services, () -> Instant.ofEpochMilli(NOW));
    for (int i = 0; i < 5; i++) {
      budgets.count();
    }
    long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    budgets.count();
    long spent = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin;
    Budget one = budgets.of(list.getLast()).getFirst();
    assertEquals(360, one.spans().get(3).counted());
    assertEquals(30 * 1440 + 34, one.counts().counted(), "from the beginning of an hour");
    return spent / 1e9;
  }

  /** A result a minute: of eight hours as they are, before that as hours and days. */
  private static void fill(Connection connection) throws SQLException {
    long hour = NOW - Math.floorMod(NOW, HOUR);
    long day = NOW - Math.floorMod(NOW, DAY);
    insert(
        connection,
        "service (key, id, name, hours_until, days_until)",
        0,
        1,
        1,
        i -> new Object[] {"s" + i, "s" + i, hour, day});
    insert(connection, "hourly" + SUMS, NOW - 31 * DAY, hour, HOUR, _ -> sums(60));
    insert(connection, "daily" + SUMS, day - 31 * DAY, day, DAY, _ -> sums(1440));
    insert(
        connection,
        "result (service, at, status, online, attempts, response)",
        hour - 8 * HOUR,
        NOW,
        60_000,
        _ -> new Object[] {0, 1, 1, 200_000});
  }

  private static final String SUMS =
      " (service, start, checks, counted, online, responses, response_sum, response_min,"
          + " response_max, sketch)";

  private static Object[] sums(int results) {
    Sketch sketch = new Sketch();
    for (int i = 0; i < results; i++) {
      sketch.add(200_000 + i % 60 * 1_000);
    }
    Object count = results;
    return new Object[] {
      count, count, count, count, results * 230_000L, 200_000, 259_000, sketch.encoded()
    };
  }

  /** A row for each service and time; the first columns are the service and, but once, the time. */
  private static void insert(
      Connection connection,
      String table,
      long from,
      long to,
      long step,
      Function<Integer, Object[]> rest)
      throws SQLException {
    boolean timed = step > 1;
    Object[] same = rest.apply(1);
    String marks = "?, ".repeat(same.length + (timed ? 1 : 0)) + "?";
    try (PreparedStatement insert =
        connection.prepareStatement("insert into " + table + " values (" + marks + ")")) {
      for (long at = from - Math.floorMod(from, step); at < to; at += step) {
        for (int service = 1; service <= SERVICES; service++) {
          int column = 1;
          insert.setInt(column++, service);
          if (timed) {
            insert.setLong(column++, at);
          }
          for (Object value : timed ? same : rest.apply(service)) {
            insert.setObject(column++, value);
          }
          insert.addBatch();
        }
        insert.executeBatch();
      }
    }
  }
}
