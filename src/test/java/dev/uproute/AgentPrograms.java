package dev.uproute;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.channel.Receiver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A centre and agents at fra1 and nyc2, as processes in folders of their own, and a target that
 * knows who asks it by the header {@code X-From}.
 */
final class AgentPrograms {
  static final Map<String, String> TOKENS = Map.of("fra1", "f".repeat(32), "nyc2", "n".repeat(32));

  /** Locations for which the target fails. */
  final Set<String> failing = ConcurrentHashMap.newKeySet();

  final int port = FreePort.find();
  private final Path folder;
  // checks by location and path
  private final Map<String, Integer> checks = new ConcurrentHashMap<>();

  AgentPrograms(Path folder) {
    this.folder = folder;
  }

  Receiver target() throws IOException {
    return new Receiver(this::answer);
  }

  private Receiver.Answer answer(Receiver.Request request) {
    String from = request.headers().getFirst("X-From");
    checks.merge(from + request.path(), 1, Integer::sum);
    return Receiver.Answer.of(from != null && failing.contains(from) ? 503 : 200, "");
  }

  Jar centre(String services) throws IOException {
    Path own = Files.createDirectories(folder.resolve("centre"));
    Files.writeString(own.resolve("services.yaml"), services);
    Files.writeString(
        own.resolve("application.properties"),
        """
        uproute.locations = home,fra1,nyc2
        uproute.location.fra1.token = %s
        uproute.location.nyc2.token = %s
        uproute.canaries = none
        uproute.log.level = DEBUG
        """
            .formatted(TOKENS.get("fra1"), TOKENS.get("nyc2")));
    return Jar.start(own, Map.of("WHERE", "home", "UPROUTE_HTTP_PORT", "" + port));
  }

  Jar agent(String location) throws IOException {
    Path own = Files.createDirectories(folder.resolve(location));
    Files.writeString(
        own.resolve("application.properties"),
        "uproute.agent.centre = http://127.0.0.1:%d/\nuproute.agent.token = %s\nuproute.canaries = none\n"
            .formatted(port, TOKENS.get(location)));
    return Jar.start(own, Map.of("WHERE", location), "agent", "--location", location);
  }

  /** How many results an agent keeps that its centre does not have. */
  int spooled(String location) throws Exception {
    return Integer.parseInt(ask(location, "select count(*) from spool"));
  }

  /** How many results of an agent the centre has. */
  int stored(String location) throws Exception {
    String sql = "select count(*) from location_result where location = '%s'".formatted(location);
    return Integer.parseInt(ask("centre", sql));
  }

  /**
   * Whether every check of a service that an agent has made is in the database of the centre, once:
   * true for a moment between two checks, and never again once one is lost.
   */
  boolean stored(String location, String service) throws Exception {
    int made = checks.get(location + "/" + service);
    String rows =
        ask(
            "centre",
            "select count(*) from location_result l join service s on s.key = l.service"
                + " where s.id = '%s' and l.location = '%s'".formatted(service, location));
    int stored = Integer.parseInt(rows);
    assertTrue(stored <= checks.get(location + "/" + service), () -> "some twice: " + rows);
    return stored == made;
  }

  private String ask(String program, String sql) throws Exception {
    Path file = folder.resolve(program).resolve("data/uptime_history.db");
    try (Connection connection = Recording.outside(file)) {
      return Recording.ask(connection, sql);
    }
  }

  static void until(Jar jar, String what, Callable<Boolean> condition) throws Exception {
    assertTrue(Wait.until(Wait.LONG, condition), () -> what + ": " + said(jar));
  }

  private static String said(Jar jar) {
    try {
      return jar.err();
    } catch (IOException e) {
      return e.toString();
    }
  }
}
