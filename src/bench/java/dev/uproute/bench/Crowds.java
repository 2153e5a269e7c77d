package dev.uproute.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What more services change: all due at once, and the same rate of checks from more of them. */
final class Crowds {
  private final Targets targets;
  private final Plan plan;
  private final List<Row> rows;

  Crowds(Targets targets, Plan plan, List<Row> rows) {
    this.targets = targets;
    this.plan = plan;
    this.rows = rows;
  }

  /** 1,000 due at once. */
  void burst() throws IOException, InterruptedException, SQLException {
    List<Double> times = burst(1_000);
    add(Row.atMost("1,000 due at once, all stored", Figures.of(times).median(), "s", 0.6, 0.4));
    add(Row.plain("… slowest of " + times.size(), Figures.of(times).percentile(100), "s"));
  }

  /** 100 checks a second from 100, 1,000 and 10,000 services; and 10,000 due at once. */
  void scale() throws IOException, InterruptedException, SQLException {
    double few = each(100, 1);
    each(1_000, 10);
    double many = each(10_000, 100);
    add(Row.atMost("… of 10,000 against 100", many / few, "x", 2, 1.2));
    List<Double> times = burst(10_000);
    add(Row.plain("10,000 due at once, all stored", Figures.of(times).median(), "s"));
    add(Row.plain("… slowest of " + times.size(), Figures.of(times).percentile(100), "s"));
  }

  private double each(int services, int interval) throws IOException, InterruptedException {
    try (Program program = new Program(targets, services, interval + "s", true)) {
      // as long for all of them, so that all are as warm
      program.run(plan.settle() + 15);
      targets.forget();
      double cpu = program.meter().cpu();
      program.run(plan.measured());
      cpu = program.meter().cpu() - cpu;
      double each = cpu * 1_000 / targets.arrivals(program).count();
      String of = String.format(Locale.ROOT, "%,d services at %d s", services, interval);
      add(Row.plain("CPU per 1,000 checks, " + of, each, "s"));
      add(Row.plain("… RSS", program.meter().rss(), "MB"));
      return each;
    } finally {
      targets.forget();
    }
  }

  /**
   * The program is held until each service is overdue, but not so long that it takes it for sleep
   * and spreads them: when it goes on they are all due at once, in a warm process.
   */
  private List<Double> burst(int services) throws IOException, InterruptedException, SQLException {
    List<Double> times = new ArrayList<>();
    try (Program program = new Program(targets, services, "4s", true)) {
      program.run(plan.warm());
      try (Stored stored = new Stored(program.database())) {
        for (int round = 0; round < plan.measured() / 4; round++) {
          program.hold(true);
          program.run(4.5);
          times.add(untilStored(program, stored, services));
          program.run(4);
        }
      }
    }
    targets.forget();
    return times;
  }

  private static double untilStored(Program program, Stored stored, int services)
      throws IOException, InterruptedException, SQLException {
    long at = System.currentTimeMillis();
    long start = System.nanoTime();
    program.hold(false);
    while (stored.servicesSince(at, services) < services) {
      program.run(0.004);
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private void add(Row row) {
    rows.add(row);
    System.out.println(row.line());
  }
}
