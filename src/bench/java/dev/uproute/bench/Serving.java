package dev.uproute.bench;

import java.io.IOException;
import java.util.List;

/** How many requests are answered each second, and what that does to the checks beside them. */
final class Serving {
  private static final int SERVICES = 1_000;
  private static final int INTERVAL = 10;

  /** Of each service at least so many checks show how late they are. */
  private static final int LEAST = 3 * INTERVAL;

  /** So many ask at once. */
  private static final int READERS = 8;

  /**
   * So often one address may ask in a second, which is {@code
   * uproute.http.max-requests-per-second}.
   */
  private static final int PACE = 100;

  private final Targets targets;
  private final Plan plan;
  private final List<Row> rows;

  Serving(Targets targets, Plan plan, List<Row> rows) {
    this.targets = targets;
    this.plan = plan;
    this.rows = rows;
  }

  /** The status as JSON, which is made anew each second; the overview; a page that changes less. */
  void serve() throws IOException, InterruptedException {
    try (Program program = new Program(targets, SERVICES, INTERVAL + "s", true);
        Readers readers = new Readers(program.root())) {
      program.run(plan.warm() + plan.settle());
      targets.forget();
      program.run(seconds());
      double alone = late(program);
      add(Row.plain("lateness p99, 1,000 services at 10 s, nobody asks", alone, "ms"));
      ask(program, readers, "api/status", alone);
      ask(program, readers, "index.html", alone);
      ask(program, readers, "service/s1.html", alone);
      add(Row.plain("RSS, 1,000 services, pages and API asked", program.meter().rss(), "MB"));
    }
    targets.forget();
  }

  private void ask(Program program, Readers readers, String path, double alone)
      throws IOException, InterruptedException {
    // compiles what answers
    readers.rate(path, READERS, plan.warm() / 2.0);
    targets.forget();
    double rate = readers.rate(path, READERS, seconds());
    add(Row.plain("/" + path + ", requests by " + READERS + " at once", rate, "1/s"));
    add(Row.plain("… lateness p99 higher by", late(program) - alone, "ms"));
    targets.forget();
    double cpu = program.meter().cpu();
    readers.pace(path, PACE, seconds());
    cpu = program.meter().cpu() - cpu;
    add(Row.plain("… CPU a second at " + PACE + " requests/s, with checks", cpu / seconds(), "s"));
    add(Row.atMost("… lateness p99 then higher by", late(program) - alone, "ms", 5, 2));
  }

  private double late(Program program) throws IOException {
    return targets.arrivals(program).lateness(INTERVAL).percentile(99);
  }

  private int seconds() {
    return Math.max(LEAST, plan.measured());
  }

  private void add(Row row) {
    rows.add(row);
    System.out.println(row.line());
  }
}
