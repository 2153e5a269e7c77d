package dev.uproute.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The shipped jar as a process of its own, with generated services, in a folder of its own that
 * goes with it. It runs with the JVM options of the launcher.
 */
final class Program implements AutoCloseable {
  private static final Pattern LISTENS =
      Pattern.compile("listens at (http://127\\.0\\.0\\.1:\\d+/)");

  private final Path folder;
  private final String jdbc;
  private final Process process;
  private final long started;

  /**
   * @param services so many, each at a target of its own
   * @param interval as in services.yaml
   * @param cached whether with the AOT cache, where there is one
   * @param arguments of the command line; none = it runs for good
   */
  Program(Targets targets, int services, String interval, boolean cached, String... arguments)
      throws IOException {
    this(targets, 0, services, interval, cached, null, Map.of(), arguments);
  }

  /**
   * As above.
   *
   * @param settings of its application.properties
   */
  Program(
      Targets targets,
      int services,
      String interval,
      Map<String, String> settings,
      String... arguments)
      throws IOException {
    this(targets, 0, services, interval, true, null, settings, arguments);
  }

  /**
   * As above.
   *
   * @param first number of the first target
   * @param server on which the history is; null = a SQLite file
   */
  Program(
      Targets targets,
      int first,
      int services,
      String interval,
      boolean cached,
      PostgresServer server,
      String... arguments)
      throws IOException {
    this(targets, first, services, interval, cached, server, Map.of(), arguments);
  }

  private Program(
      Targets targets,
      int first,
      int services,
      String interval,
      boolean cached,
      PostgresServer server,
      Map<String, String> settings,
      String... arguments)
      throws IOException {
    folder = Files.createTempDirectory("uproute-bench");
    StringBuilder yaml = new StringBuilder("defaults: { interval: " + interval + " }\nservices:\n");
    for (int i = 0; i < services; i++) {
      yaml.append("  - { id: s%d, url: \"%s\" }%n".formatted(i, targets.url(first + i)));
    }
    Files.writeString(folder.resolve("services.yaml"), yaml);
    StringBuilder own = new StringBuilder();
    settings.forEach((key, value) -> own.append("%s = %s%n".formatted(key, value)));
    Files.writeString(folder.resolve("application.properties"), own);
    List<String> command = new ArrayList<>(List.of(Java.command()));
    // as the launcher would choose for a list of this length
    boolean few = yaml.length() < 40_000;
    String chosen = System.getProperty(few ? "bench.short" : "bench.long");
    String options =
        System.getProperty("bench.options")
            .replace(System.getProperty("bench.short"), chosen)
            .replace(System.getProperty("bench.long"), chosen);
    command.addAll(Arrays.asList(options.strip().split("\\s+")));
    if (!cached) {
      command.removeIf(option -> option.startsWith("-XX:AOTCache="));
    }
    command.addAll(List.of("-jar", System.getProperty("bench.jar")));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log.txt").toFile());
    // any free one: others may run beside it
    builder.environment().put("UPROUTE_HTTP_PORT", "0");
    // who asks for figures asks more often than readers do
    builder.environment().put("UPROUTE_HTTP_MAX_REQUESTS_PER_SECOND", "100000");
    builder.environment().remove("MALLOC_ARENA_MAX");
    if (few) {
      builder.environment().put("MALLOC_ARENA_MAX", "1");
    }
    if (server != null) {
      builder.environment().put("DATABASE_URL", server.address());
    }
    jdbc =
        server == null
            ? "jdbc:sqlite:" + folder.resolve("data/uptime_history.db") + "?open_mode=1"
            : server.jdbc();
    started = System.nanoTime();
    process = builder.start();
  }

  /** When the JVM was started, by System.nanoTime. */
  long started() {
    return started;
  }

  Meter meter() {
    return new Meter(process.pid());
  }

  /**
   * Where its pages are.
   *
   * @throws IOException when it does not listen within a minute, with its output
   */
  URI root() throws IOException, InterruptedException {
    Path log = folder.resolve("log.txt");
    Path report = folder.resolve("public/status.json");
    for (int i = 0; i < 600; i++) {
      Matcher found = LISTENS.matcher(Files.readString(log));
      if (found.find() && Files.exists(report)) {
        return URI.create(found.group(1));
      }
      run(0.1);
    }
    throw new IOException("uproute does not listen: " + Files.readString(log));
  }

  /** Where its results are, for a reader. */
  String database() {
    return jdbc;
  }

  /**
   * Lets time pass while the program runs.
   *
   * @throws IOException when it ended instead, with its output
   */
  void run(double seconds) throws IOException, InterruptedException {
    if (process.waitFor((long) (seconds * 1_000), TimeUnit.MILLISECONDS)) {
      throw new IOException("uproute ended: " + Files.readString(folder.resolve("log.txt")));
    }
  }

  /** Waits until a command that ends has ended. */
  void end() throws InterruptedException {
    process.waitFor();
  }

  /** Makes the system hold the process, or let it go on. */
  void hold(boolean still) throws IOException, InterruptedException {
    String signal = still ? "-STOP" : "-CONT";
    new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly().onExit().join();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
