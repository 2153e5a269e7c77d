package dev.uproute.bench;

import dev.uproute.Broker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a check costs that goes through a broker, and how many get through. */
final class Workers {
  /** A check that nobody began within it is dropped, so a long queue is no cause of drops. */
  private static final String INTERVAL = "10s";

  /** They cost the same with a broker. */
  private static final String NO_PAGES = "uproute.summary.to";

  private static final int IN_TIME = 6_000;
  private static final int TOO_MANY = 40_000;

  private final Targets targets;
  private final Plan plan;
  private final List<Row> rows;

  Workers(Targets targets, Plan plan, List<Row> rows) {
    this.targets = targets;
    this.plan = plan;
    this.rows = rows;
  }

  /** With 1 and 3 workers, beside the queue in memory: what comes in time, and too much. */
  void broker() throws IOException, InterruptedException, SQLException {
    for (int services : List.of(IN_TIME, TOO_MANY)) {
      double alone = measured(services, 0, Map.of(NO_PAGES, ""));
      for (int workers : List.of(1, 3)) {
        double rate = brokered(services, workers);
        if (services == TOO_MANY) {
          add(Row.plain("… as a share of the queue's in memory", rate / alone, "x"));
        }
      }
    }
  }

  private double brokered(int services, int workers)
      throws IOException, InterruptedException, SQLException {
    Path folder = Files.createTempDirectory("uproute-bench-broker");
    String port = "61" + (600 + workers);
    Process broker =
        Java.start(List.of("-XX:+UseSerialGC", "-Xmx512m"), Broker.class, folder.toString(), port);
    try {
      broker.inputReader().readLine();
      Map<String, String> settings =
          Map.of(
              "uproute.queue.broker",
              "tcp://127.0.0.1:" + port,
              // that the instance which schedules leaves all checks to workers
              "camel.main.auto-startup-exclude-pattern",
              "worker",
              NO_PAGES,
              "");
      return measured(services, workers, settings, broker.pid());
    } finally {
      broker.destroyForcibly().onExit().join();
    }
  }

  private double measured(int services, int workers, Map<String, String> settings, long... others)
      throws IOException, InterruptedException, SQLException {
    String with = workers == 0 ? "in memory" : workers + " worker" + (workers == 1 ? "" : "s");
    List<Program> all = new ArrayList<>();
    try (Program program = new Program(targets, services, INTERVAL, settings)) {
      for (int i = 0; i < workers; i++) {
        Map<String, String> own =
            Map.of("uproute.queue.broker", settings.get("uproute.queue.broker"));
        all.add(new Program(targets, services, INTERVAL, own, "worker"));
      }
      // several cold JVMs on the same cores take their time
      program.run(plan.calm() / 2);
      try (Stored stored = new Stored(program.database())) {
        double cpu = program.meter().cpu();
        double workersCpu = cpu(all);
        double othersCpu = others.length == 0 ? 0 : new Meter(others[0]).cpu();
        long before = stored.results();
        long since = System.nanoTime();
        program.run(plan.measured());
        long count = stored.results() - before;
        double rate = count * 1e9 / (System.nanoTime() - since);
        String of = services == TOO_MANY ? "overloaded, " : "";
        add(Row.plain("stored checks, " + of + with, rate, "1/s"));
        cpu = program.meter().cpu() - cpu;
        add(Row.plain("… CPU per 1,000 of who schedules", cpu * 1_000 / count, "s"));
        if (workers > 0) {
          double each = (cpu(all) - workersCpu) * 1_000 / count;
          add(Row.plain("… of the workers", each, "s"));
          double other = (new Meter(others[0]).cpu() - othersCpu) * 1_000 / count;
          add(Row.plain("… of the broker", other, "s"));
        }
        return rate;
      }
    } finally {
      for (Program worker : all) {
        worker.close();
      }
      targets.forget();
    }
  }

  private static double cpu(List<Program> programs) throws IOException {
    double cpu = 0;
    for (Program program : programs) {
      cpu += program.meter().cpu();
    }
    return cpu;
  }

  private void add(Row row) {
    rows.add(row);
    System.out.println(row.line());
  }
}
