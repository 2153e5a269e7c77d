package dev.uproute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;

/** A program that was installed and runs in a network of its own, at its usual port. */
final class Installed implements AutoCloseable {
  private static final String TOKEN = "0123456789abcdef0123";
  private static final String PAGES = "http://127.0.0.1:8070";
  private static final String INSIDE = "http://127.0.0.1:8071";

  private final OwnNetwork network;
  private final Path log;
  private final Process process;

  /**
   * @param command starts it, and becomes it
   */
  Installed(OwnNetwork network, Path log, List<String> command) throws IOException {
    this.network = network;
    this.log = log;
    process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }

  /** The command in that network. */
  static List<String> in(OwnNetwork network, String... command) {
    List<String> all = new ArrayList<>(List.of("nsenter", "--net=" + network.namespace()));
    all.addAll(List.of(command));
    return all;
  }

  /** Writes what it is to watch and whom to notify, with the secret in a file. */
  static void configure(OwnNetwork network, Path folder, Path secret, String secretThere)
      throws IOException {
    Files.writeString(
        folder.resolve("services.yaml"),
        """
        services:
          - { id: web, url: "%s", interval: 2s }
          - { id: shop, name: Shop, url: "tcp://127.0.0.1:9", interval: 2s }
          - { id: own.echo, url: "ping://127.0.0.1", interval: 2s }
          - { id: own.host, url: "host://", interval: 2s, limits: { load: 1000, cpu: 100 } }
          - { id: job, url: "heartbeat:%s", interval: 1d }
          - { id: users, url: /etc/passwd, type: file, interval: 2s }
        """
            .formatted(network.receiver("/site"), TOKEN));
    Files.writeString(
        folder.resolve("application.properties"),
        """
        uproute.alert.channels = team
        uproute.alert.team.to = direct:alert-ntfy
        uproute.alert.team.url = {{file:%s}}
        uproute.alert.gather = 1s
        uproute.summary.every = 1s
        """
            .formatted(secretThere));
    Files.writeString(secret, network.receiver("/topic") + "\n");
    extend(folder);
  }

  /** A check type of CONTRIBUTING.md, whose bean is in a jar of {@code lib/}. */
  private static void extend(Path folder) throws IOException {
    String example = Files.readString(Path.of("CONTRIBUTING.md"));
    Path routes = Files.createDirectories(folder.resolve("routes"));
    int from = example.indexOf("   - beans:");
    Files.writeString(
        routes.resolve("check-file.camel.yaml"),
        example.substring(from, example.indexOf("   ```", from)).stripIndent());
    Path lib = Files.createDirectories(folder.resolve("lib"));
    String[] jar = {
      "-cf",
      lib.resolve("probe.jar").toString(),
      "-C",
      "target/test-classes",
      "dev/uproute/check/FileProbe.class"
    };
    assertEquals(0, ToolProvider.findFirst("jar").orElseThrow().run(System.out, System.err, jar));
  }

  /** Switches on all that shows what is inside, see {@link #assertInspected}. */
  static void inspect(OwnNetwork network, Path folder) throws IOException {
    Files.writeString(
        folder.resolve("application.properties"),
        """
        uproute.management.port = 8071
        uproute.jolokia = true
        uproute.jolokia.password = %s
        uproute.jmx = true
        uproute.metrics.otlp.url = %s
        uproute.metrics.otlp.every = 1s
        uproute.log.format = json
        """
            .formatted(TOKEN, network.receiver("/v1/metrics")),
        StandardOpenOption.APPEND);
  }

  /** Its runtime has what metrics, their push, Jolokia, JMX and a log of JSON need. */
  void assertInspected() throws Exception {
    until("(?s)200.*uproute_up\\{.*", () -> network.ask(INSIDE + "/metrics"));
    until("(?s).*uproute_up.*", network::received);
    until(
        "(?s)200.*\"agent\".*",
        () -> network.ask(INSIDE.replace("//", "//uproute:" + TOKEN + "@") + "/jolokia/version"));
    String jcmd = System.getProperty("java.home") + "/bin/jcmd";
    for (String command : List.of("ManagementAgent.start_local", "ManagementAgent.status")) {
      Shell.Run run = OwnRoot.run(List.of(jcmd, Long.toString(process.pid()), command));
      assertEquals(0, run.exit(), () -> run.out() + run.err());
      assertTrue(command.endsWith("local") || run.out().contains("service:jmx:rmi:"), run::out);
    }
    assertTrue(said().startsWith("{\"timestamp\":"), this::said);
  }

  /** It checks by socket, ping and JNA, shows pages, takes a heartbeat and notifies. */
  void assertWorks() throws Exception {
    until("200", () -> network.ask(PAGES + "/"));
    assertTrue(network.ask(PAGES + "/beat/" + TOKEN).startsWith("200"), this::said);
    for (String online : List.of("web", "own.echo", "own.host", "job", "users")) {
      until(
          "(?s)200.*\"id\":\"" + online + "\"[^}]*\"status\":\"online\".*",
          () -> network.ask(PAGES + "/api/status").replaceAll("\\s", ""));
    }
    until("(?s)200.*Shop.*", () -> network.ask(PAGES + "/status"));
    until("(?s).*Shop is down.*", network::received);
  }

  private interface Answer {
    String get() throws IOException;
  }

  private void until(String wanted, Answer answer) throws Exception {
    String pattern = wanted.startsWith("(") ? wanted : "(?s)" + wanted + ".*";
    assertTrue(
        Wait.until(Wait.LONG, () -> !process.isAlive() || answer.get().matches(pattern)),
        () -> wanted + " did not come: " + said());
    assertTrue(process.isAlive(), this::said);
  }

  String said() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Ends as a service manager ends it, in time and with success. */
  void assertStops(List<String> kill) throws Exception {
    long since = System.nanoTime();
    if (kill.isEmpty()) {
      process.destroy();
    } else {
      assertEquals(0, new ProcessBuilder(kill).inheritIO().start().waitFor());
    }
    assertTrue(process.waitFor(10, TimeUnit.SECONDS), () -> "still runs after 10 s: " + said());
    assertEquals(0, process.exitValue(), this::said);
    assertTrue(said().contains("Uproute stopped"), this::said);
    Figures.print("stop", "%d ms", (System.nanoTime() - since) / 1_000_000);
  }

  /** Its history is whole and has results of every service. */
  static void assertHistory(Path database) throws Exception {
    try (Connection outside = Recording.outside(database);
        Statement statement = outside.createStatement()) {
      assertEquals("ok", one(statement, "pragma integrity_check"));
      assertEquals("6", one(statement, "select count(distinct service_name) from checks"));
    }
  }

  private static String one(Statement statement, String query) throws Exception {
    try (ResultSet row = statement.executeQuery(query)) {
      return row.getString(1);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
