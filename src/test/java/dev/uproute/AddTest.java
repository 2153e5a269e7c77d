package dev.uproute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code ./uproute add} with Maven and the registry it is set up with, and the recipes of
 * docs/recipes.md that need it.
 */
@Tag("nightly")
class AddTest {
  private static final String BROKER = "org.apache.activemq:artemis-jakarta-server:2.40.0";

  /** Minutes for Maven to fetch something, from afar perhaps. */
  private static final int FETCH = 10;

  @TempDir Path folder;
  private String out;
  private String err;

  private int run(Map<String, String> environment, String... command) throws Exception {
    try (Jar jar = Jar.launch(folder, "camel-management", environment, command)) {
      int exit = jar.exit(FETCH);
      out = jar.out();
      err = jar.err();
      return exit;
    }
  }

  private void add(Recipes recipes, String heading, int which) throws Exception {
    assertEquals(0, run(Map.of(), recipes.commands(heading).get(which)), () -> err);
  }

  private List<String> lib() throws Exception {
    try (Stream<Path> files = Files.list(folder.resolve("lib"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void a_component_comes_with_what_it_needs_and_nothing_that_is_there() throws Exception {
    assertEquals(0, run(Map.of(), "add", "kamelet", "camel-http"), () -> err);
    assertEquals(List.of("camel-kamelet-4.18.0.jar"), lib());
    assertTrue(out.startsWith("camel-http 4.18.0 is part of Uproute\n"), out);
    assertEquals(0, run(Map.of(), "add", "camel-kamelet"), () -> err);
    assertEquals("camel-kamelet: in lib/ with all it needs, nothing to add\n", out);
    // another version goes
    Files.move(
        folder.resolve("lib/camel-kamelet-4.18.0.jar"),
        folder.resolve("lib/camel-kamelet-4.17.0.jar"));
    Files.writeString(folder.resolve("lib/camel-kamelet-4.17.0.jar"), "older");
    assertEquals(0, run(Map.of(), "add", "camel-kamelet"), () -> err);
    assertEquals(List.of("camel-kamelet-4.18.0.jar"), lib());
  }

  @Test
  void what_cannot_be_fetched_is_said_and_lib_stays_as_it_was() throws Exception {
    assertEquals(2, run(Map.of(), "add", "camel-kafkaa"));
    assertTrue(
        err.endsWith("uproute: Camel 4.18.0 has no camel-kafkaa; did you mean \"camel-kafka\"?\n"),
        err);
    assertEquals(2, run(Map.of(), "add", "com.h2database:h2:0.0.1"));
    assertTrue(
        err.contains("uproute: Maven cannot fetch that: Could not find artifact com.h2database:h2"),
        err);
    assertEquals(1, err.lines().filter(line -> line.contains("h2:jar")).count(), err);
    assertEquals(2, run(Map.of("PATH", "/nonexistent"), "add", "camel-kafka"));
    assertTrue(err.contains("there is no command mvn: install it"), err);
    assertFalse(Files.exists(folder.resolve("lib")));
    assertEquals(0, run(Map.of("PATH", "/nonexistent"), "add", "--pom", "camel-kafka"), () -> err);
    assertTrue(out.contains("<artifactId>camel-kafka</artifactId></dependency>"), out);
  }

  @Test
  void every_result_goes_to_a_broker() throws Exception {
    int port = FreePort.find();
    Recipes recipes = new Recipes(folder, Map.of("broker.example.org:61616", "127.0.0.1:" + port));
    recipes.follow("Every result to a broker");
    add(recipes, "Every result to a broker", 0);
    Files.writeString(
        folder.resolve("services.yaml"), "services: [{ id: web, url: \"tcp://127.0.0.1:9\" }]");
    Process broker = broker(port, "uptime.results");
    try (var said = broker.inputReader()) {
      assertEquals("ready", said.readLine());
      assertEquals(1, run(Map.of(), "check"), () -> err);
      String message = said.readLine();
      assertTrue(message.startsWith("{\"v\":1,\"results\":[{\"id\":\"web\",\"at\":"), message);
    } finally {
      broker.destroyForcibly().waitFor();
    }
  }

  /** A program which says each message that a topic gets. */
  private Process broker(int port, String topic) throws Exception {
    return Beside.start(folder, BROKER, "Broker.java", Integer.toString(port), topic);
  }

  @Test
  void kamelets_are_a_channel_and_a_check() throws Exception {
    URI database = URI.create(PostgresServer.empty().replaceFirst("^jdbc:", ""));
    int port = FreePort.find();
    Recipes recipes =
        new Recipes(
            folder,
            Map.of(
                "broker.example.org:61616",
                "127.0.0.1:" + port,
                "db.example.org",
                "127.0.0.1\ncamel.kamelet.postgresql-sink.shop.serverPort = " + database.getPort(),
                "databaseName = shop",
                "databaseName = " + database.getPath().substring(1),
                "username = uptime",
                "username = postgres"));
    recipes.follow("Kamelets");
    add(recipes, "Kamelets", 0);
    add(recipes, "Kamelets", 1);
    Files.writeString(
        folder.resolve("services.yaml"),
        "services: [{ id: shop.db, url: \"camel:kamelet:postgresql-sink/shop\", body: \"{}\" }]");
    Map<String, String> secret = Map.of("SHOP_PASSWORD", "c");
    Process broker = broker(port, "uptime.messages");
    try (var said = broker.inputReader()) {
      assertEquals("ready", said.readLine());
      assertEquals(0, run(secret, "check"), () -> out + err);
      assertEquals(0, run(secret, "alert", "test", "desk"), () -> out + err);
      assertTrue(said.readLine().contains("Test from Uproute"), out);
    } finally {
      broker.destroyForcibly().waitFor();
    }
  }
}
