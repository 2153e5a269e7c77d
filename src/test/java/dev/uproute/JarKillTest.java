package dev.uproute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The program is killed; what its log had said was found is in its database. */
@Isolated
class JarKillTest {
  private static final int SERVICES = 60;

  /** A line of a result that changed a state; it is written after the commit. */
  private static final Pattern CHANGE = Pattern.compile(" (s\\d+) is (?:up|down)\\b");

  @TempDir Path folder;
  private final Random random = new Random();

  /** {@code -Dfigures.kills=100} for all of them. */
  @Test
  @Tag("nightly")
  @Tag("figures")
  void kill_9_loses_no_result_of_which_the_log_speaks() throws Exception {
    int kills = Integer.getInteger("figures.kills", 5);
    Path database = folder.resolve("data/uptime_history.db");
    Map<String, Integer> acknowledged = new HashMap<>();
    HttpServer server = changing();
    services(server.getAddress().getPort());
    for (int i = 0; i < kills; i++) {
      try (Jar jar = Jar.start(folder)) {
        assertTrue(
            Wait.until(Wait.LONG, () -> CHANGE.matcher(jar.err()).find()),
            () -> "it found nothing");
        TimeUnit.MILLISECONDS.sleep(350 + random.nextInt(500));
        jar.process().toHandle().destroyForcibly();
        jar.process().waitFor();
        Matcher change = CHANGE.matcher(jar.err());
        while (change.find()) {
          acknowledged.merge(change.group(1), 1, Integer::sum);
        }
      }
      assertStored(database, acknowledged);
    }
    server.stop(0);
    int all = acknowledged.values().stream().mapToInt(Integer::intValue).sum();
    assertTrue(all >= kills, all + " results");
    Figures.print(
        "kill -9 of the program after 350 to 850 ms",
        "%d kills: %d whole, 0 of %d acknowledged results lost, 0 batches in part",
        kills,
        kills,
        all);
  }

  private static void assertStored(Path database, Map<String, Integer> acknowledged)
      throws Exception {
    try (Connection connection = Recording.outside(database)) {
      assertEquals("ok", Recording.ask(connection, "pragma integrity_check"));
      assertEquals(
          Recording.ask(connection, "select count(*) from result"),
          Recording.ask(connection, "select coalesce(sum(checks), 0) from streak"));
      for (Map.Entry<String, Integer> each : acknowledged.entrySet()) {
        int stored =
            Integer.parseInt(
                Recording.ask(
                    connection,
                    "select count(*) from result r join service s on s.key = r.service where s.id = '"
                        + each.getKey()
                        + "'"));
        assertTrue(stored >= each.getValue(), each + ", stored " + stored);
      }
    }
  }

  /** Every service changes its state with each check. */
  private static HttpServer changing() throws Exception {
    Map<String, Integer> asked = new ConcurrentHashMap<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 1000);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          int times = asked.merge(exchange.getRequestURI().getPath(), 1, Integer::sum);
          exchange.sendResponseHeaders(times % 2 == 0 ? 200 : 503, -1);
          exchange.close();
        });
    server.start();
    return server;
  }

  private void services(int port) throws Exception {
    StringBuilder yaml =
        new StringBuilder("defaults: { interval: 1s, retries: 0, down_after: 1 }\nservices:\n");
    for (int i = 0; i < SERVICES; i++) {
      yaml.append("  - { id: s%d, url: \"http://127.0.0.1:%d/%d\" }%n".formatted(i, port, i));
    }
    Files.writeString(folder.resolve("services.yaml"), yaml);
    Files.writeString(folder.resolve("application.properties"), "uproute.summary.to = console\n");
  }
}
