package dev.uproute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Two processes in one folder, both for the first time: one works, stands still, is taken over,
 * stands by, takes over from one that is killed.
 */
@Execution(ExecutionMode.CONCURRENT)
class TwoInstancesTest {
  private static final int SERVICES = 5;

  @TempDir Path folder;
  private final Map<String, Jar> jars = new HashMap<>();
  private final int port = FreePort.find();
  private Farm farm;

  @Test
  @Tag("figures")
  void nothing_is_checked_or_notified_twice() throws Exception {
    takeTurns(TestDatabase.SQLITE, Map.of());
  }

  @Test
  @Tag("figures")
  @Tag("nightly")
  void nor_with_postgresql() throws Exception {
    String address = PostgresServer.address(folder.resolve("data/uptime_history.db"));
    takeTurns(TestDatabase.POSTGRESQL, Map.of("DATABASE_URL", address));
  }

  private void takeTurns(TestDatabase database, Map<String, String> environment) throws Exception {
    try (Farm services = new Farm();
        Jar one = start("one", services, environment);
        Jar two = start("two", services, environment)) {
      farm = services;
      jars.putAll(Map.of("one", one, "two", two));
      until("one works, one stands by", () -> stands("one") + stands("two") == 1);
      String first = stands("one") == 1 ? "two" : "one";
      String second = first.equals("one") ? "two" : "one";
      // marked as sent, or it is sent again: who is stopped between the two cannot know
      String marked = "select count(*) from delivery where state = 'sent'";
      until(
          "checked and notified",
          () -> checks(first).size() > 3 * SERVICES && ask(database, marked).equals("1"));
      until("heartbeats come to one", () -> says(first, "Uproute listens at"));

      long stopped = freeze(database, first);
      until("the second took over", () -> checks(second).size() > 3 * SERVICES);
      long frozen = checks(second).getFirst() - stopped;
      signal("CONT", first);
      until("the first stands by", () -> stands(first) == 1);
      until("the port is handed over", () -> says(second, "Uproute listens at"));

      int before = checks(first).size();
      jars.get(second).process().destroyForcibly().waitFor();
      long killed = now();
      until("the first took over again", () -> checks(first).size() > before + 3 * SERVICES);
      long dead = checks(first).get(before) - killed;
      jars.get(first).process().destroy();
      assertEquals(0, jars.get(first).exit());

      long twice = checks(first).stream().filter(at -> at > stopped && at < killed).count();
      assertEquals(0, twice, "checked by one that another had taken over from");
      assertEquals(0, checks(second).stream().filter(at -> at < stopped).count());
      assertEquals(1, sent(), () -> "messages of one outage" + said());
      assertEquals("1", ask(database, "select count(*) from flip where event = 'down'"));
      assertTrue(frozen < 30_000 && dead < 30_000, frozen + " ms, " + dead + " ms");
      Figures.print(
          "Two instances on " + database,
          "%d checks and %d messages twice; taken over %.1f s after the holder stood still, %.1f s"
              + " after kill -9",
          twice,
          sent() - 1,
          frozen / 1000.0,
          dead / 1000.0);
    }
  }

  private Jar start(String name, Farm services, Map<String, String> environment)
      throws IOException {
    StringBuilder yaml =
        new StringBuilder(
            "defaults: { interval: 1s, down_after: 2, escalate_after: 0 }\nservices:\n");
    for (int i = 0; i < SERVICES; i++) {
      String path = i == 0 ? "/503/" : "/ok/";
      yaml.append(
          "- { id: s%d, url: \"%s{{env:INSTANCE}}/%d\" }%n".formatted(i, services.url(path), i));
    }
    yaml.append("- { id: job, url: \"heartbeat:0123456789abcdef0123\", interval: 1h }\n");
    Files.writeString(folder.resolve("services.yaml"), yaml);
    Files.writeString(
        folder.resolve("application.properties"),
        """
        uproute.alert.channels = diary
        uproute.alert.diary.to = file:alerts?fileName=sent.txt&fileExist=Append
        uproute.alert.gather = 1s
        """);
    Map<String, String> own = new HashMap<>(environment);
    own.putAll(Map.of("INSTANCE", name, "UPROUTE_HTTP_PORT", Integer.toString(port)));
    return Jar.start(folder, own);
  }

  /** When an instance asked the services, in order. */
  private List<Long> checks(String name) {
    List<Long> all = new ArrayList<>();
    farm.asked()
        .forEach(
            (path, times) -> {
              if (path.contains("/" + name + "/")) {
                all.addAll(times);
              }
            });
    return all.stream().sorted().toList();
  }

  private boolean says(String name, String text) throws IOException {
    return jars.get(name).err().contains(text);
  }

  /** How often an instance said that it stands by. */
  private int stands(String name) throws IOException {
    return jars.get(name).err().split("stands by: it neither", -1).length - 1;
  }

  private int sent() throws IOException {
    Path file = folder.resolve("alerts/sent.txt");
    return Files.exists(file) ? Files.readString(file).split("s0", -1).length - 1 : 0;
  }

  /** Not in the middle of a transaction, for which SQLite keeps the file locked. */
  private long freeze(TestDatabase database, String name) throws Exception {
    while (true) {
      signal("STOP", name);
      try (Connection connection = outside(database);
          var statement = connection.createStatement()) {
        statement.execute(database == TestDatabase.SQLITE ? "begin immediate" : "begin");
        statement.execute("rollback");
        return now();
      } catch (SQLException e) {
        signal("CONT", name);
      }
    }
  }

  private void signal(String name, String to) throws Exception {
    String pid = Long.toString(jars.get(to).process().pid());
    assertEquals(0, new ProcessBuilder("kill", "-" + name, pid).start().waitFor());
  }

  private static long now() {
    return System.nanoTime() / 1_000_000;
  }

  private void until(String what, Callable<Boolean> condition) throws Exception {
    assertTrue(Wait.until(Wait.LONG, condition), () -> what + said());
  }

  private String said() {
    StringBuilder said = new StringBuilder();
    jars.forEach(
        (name, jar) -> {
          try {
            said.append("\n").append(name).append(":\n").append(jar.err());
          } catch (IOException e) {
            said.append(e);
          }
        });
    return said.toString();
  }

  private Connection outside(TestDatabase database) throws Exception {
    return database.outside(folder.resolve("data/uptime_history.db"));
  }

  private String ask(TestDatabase database, String sql) throws Exception {
    try (Connection connection = outside(database)) {
      return Recording.ask(connection, sql);
    }
  }
}
