package dev.uproute.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The runs that give the figures, each a process of the program that starts afresh. */
final class Runs {
  private final Targets targets;
  private final Plan plan;
  private final List<Row> rows;
  private double loopRate = Double.NaN;
  private double loopCpu = Double.NaN;
  private double fileRate = Double.NaN;

  Runs(Targets targets, Plan plan, List<Row> rows) {
    this.targets = targets;
    this.plan = plan;
    this.rows = rows;
  }

  /** The bare loop: what the machine can do at this time. */
  void yardstick() throws IOException, InterruptedException {
    Process loop = Java.start(List.of("-XX:+UseSerialGC"), Yardstick.class, targets.url(0));
    try (PrintWriter ask = new PrintWriter(loop.outputWriter(), true)) {
      Meter meter = new Meter(loop.pid());
      Thread.sleep(plan.warm() * 500L);
      ask.println();
      long before = Long.parseLong(loop.inputReader().readLine());
      double cpu = meter.cpu();
      long since = System.nanoTime();
      Thread.sleep(plan.measured() * 500L);
      ask.println();
      long done = Long.parseLong(loop.inputReader().readLine()) - before;
      loopCpu = (meter.cpu() - cpu) * 1_000 / done;
      loopRate = done * 1e9 / (System.nanoTime() - since);
    } finally {
      loop.destroyForcibly().onExit().join();
    }
    targets.forget();
    add(Row.plain("bare HttpClient 5, 64 virtual threads, requests", loopRate, "1/s"));
    add(Row.plain("bare HttpClient 5, CPU per 1,000", loopCpu, "s"));
  }

  /** Time from the start of the JVM to the first check, and memory with few services. */
  void start() throws IOException, InterruptedException {
    add(Row.atMost("JVM start to first check", firstCheck(true), "s", 1, 1));
    add(Row.atMost("… without the AOT cache", firstCheck(false), "s", 2, 2));
    try (Program program = program(50, "60s");
        Readers readers = new Readers(program.root())) {
      for (int i = 0; i < plan.settle() / 6; i++) {
        readers.askAll();
        program.run(6);
      }
      add(
          Row.atMost(
              "RSS, 50 services, pages and API asked", program.meter().rss(), "MB", 150, 100));
    }
    targets.forget();
  }

  /** What our own start adds to the first results: 50 services against their tenth, and a check. */
  void cold() throws IOException, InterruptedException, SQLException {
    Map<Integer, Double> tenth;
    try (Program program = new Program(targets, 50, "2s", true)) {
      program.run(plan.settle() + 15);
      try (Stored stored = new Stored(program.database())) {
        tenth = stored.responses(10);
        Figures later = later(stored.responses(1), tenth);
        add(Row.atMost("first result later than the tenth, median", later.median(), "ms", 5, 2));
        add(Row.atMost("… at most, of 50 targets", later.percentile(100), "ms", 25, 10));
      }
    }
    try (Program program = new Program(targets, 50, "2s", true, "check")) {
      program.end();
      try (Stored stored = new Stored(program.database())) {
        Figures later = later(stored.responses(1), tenth);
        add(Row.atMost("uproute check, the same, median", later.median(), "ms", 5, 2));
        add(Row.atMost("… at most", later.percentile(100), "ms", 25, 10));
      }
    }
    targets.forget();
  }

  private static Figures later(Map<Integer, Double> first, Map<Integer, Double> tenth) {
    return Figures.of(
        tenth.entrySet().stream().map(t -> first.get(t.getKey()) - t.getValue()).toList());
  }

  private double firstCheck(boolean cached) throws IOException, InterruptedException {
    List<Double> times = new ArrayList<>();
    for (int i = 0; i < plan.starts(); i++) {
      try (Program program = new Program(targets, 50, "20s", cached)) {
        program.run(5);
        times.add((targets.arrivals(program).first() - program.started()) / 1e9);
      }
      targets.forget();
    }
    return Figures.of(times).median();
  }

  /**
   * 1,000 services at 20 s, and at their side 50 at 60 s: punctuality, memory, and what every day
   * costs.
   */
  void steady() throws IOException, InterruptedException {
    try (Program program = program(1_000, "20s");
        Program few = new Program(targets, 1_000, 50, "60s", true, null)) {
      program.run(plan.calm());
      targets.forget();
      double cpu = program.meter().cpu();
      double fewCpu = few.meter().cpu();
      program.run(plan.steady());
      cpu = program.meter().cpu() - cpu;
      fewCpu = few.meter().cpu() - fewCpu;
      Arrivals seen = targets.arrivals(program).below(1_000);
      Figures late = seen.lateness(20);
      add(Row.atMost("lateness p99, 1,000 services at 20 s", late.percentile(99), "ms", 8, 5));
      add(Row.plain("lateness p50", late.median(), "ms"));
      add(Row.plain("lateness max", late.percentile(100), "ms"));
      add(Row.plain("drift over the run, median", seen.drift(20).median(), "ms"));
      add(Row.plain("checks missed", seen.missed(20), ""));
      double each = cpu * 1_000 / seen.count();
      double share = fewCpu * 1_000 / plan.steady();
      add(Row.atMost("CPU per 1,000 at 50/s, pages included", each, "s", 1.0, 0.8));
      add(Row.atMost("RSS, 1,000 services", program.meter().rss(), "MB", 200, 150));
      add(Row.atMost("CPU a second, 50 services at 60 s", share, "ms", 10, 10));
    }
    targets.forget();
  }

  /** 1,000 services at 1 s: what a check costs when it comes in time. */
  void busy() throws IOException, InterruptedException {
    try (Program program = program(1_000, "1s")) {
      program.run(plan.warm());
      targets.forget();
      double cpu = program.meter().cpu();
      program.run(plan.measured());
      cpu = (program.meter().cpu() - cpu) * 1_000;
      Arrivals seen = targets.arrivals(program);
      double each = cpu / seen.count();
      add(Row.atMost("CPU per 1,000 checks at 1,000/s", each, "s", 0.7, 0.35));
      add(Row.plain("… times the bare loop's", each / loopCpu, "x"));
      add(Row.plain("checks missed at 1,000/s", seen.missed(1), ""));
    }
    targets.forget();
  }

  /** More services at 1 s than can be checked: how many are stored each second. */
  void overload() throws IOException, InterruptedException, SQLException {
    try (Program program = program(8_000, "1s")) {
      program.run(plan.warm() + 2);
      try (Stored stored = new Stored(program.database())) {
        double cpu = program.meter().cpu();
        long before = stored.results();
        long since = System.nanoTime();
        program.run(plan.measured());
        long count = stored.results() - before;
        double rate = count * 1e9 / (System.nanoTime() - since);
        cpu = program.meter().cpu() - cpu;
        fileRate = rate;
        add(Row.atLeast("stored checks, overloaded", rate, "1/s", 2_500, 5_000));
        add(Row.plain("… as a share of the bare loop's", rate / loopRate, "x"));
        add(Row.plain("CPU per 1,000 checks, overloaded", cpu * 1_000 / count, "s"));
        add(Row.plain("RSS, overloaded", program.meter().rss(), "MB"));
      }
    }
    targets.forget();
  }

  /** As overload, with the history on a PostgreSQL server of this machine. */
  void postgres() throws IOException, InterruptedException, SQLException {
    try (PostgresServer server = new PostgresServer();
        Program program = new Program(targets, 0, 8_000, "1s", true, server)) {
      program.run(plan.warm() + 2);
      try (Stored results = new Stored(program.database())) {
        double cpu = program.meter().cpu();
        double serverCpu = server.cpu();
        long before = results.results();
        long since = System.nanoTime();
        program.run(plan.measured());
        long count = results.results() - before;
        double rate = count * 1e9 / (System.nanoTime() - since);
        cpu = program.meter().cpu() - cpu;
        add(Row.plain("stored checks, overloaded, on PostgreSQL", rate, "1/s"));
        add(Row.atLeast("… as a share of SQLite's", rate / fileRate, "x", 0.4, 0.6));
        add(Row.plain("CPU per 1,000 checks, on PostgreSQL", cpu * 1_000 / count, "s"));
        add(Row.plain("… of the server", (server.cpu() - serverCpu) * 1_000 / count, "s"));
      }
    }
    targets.forget();
  }

  private Program program(int services, String interval) throws IOException {
    return new Program(targets, services, interval, true);
  }

  private void add(Row row) {
    rows.add(row);
    System.out.println(row.line());
  }
}
