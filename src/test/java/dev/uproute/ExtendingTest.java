package dev.uproute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.channel.Receiver;
import dev.uproute.channel.Receiver.Answer;
import dev.uproute.channel.Receiver.Request;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Recipes of docs/recipes.md, followed to the letter in one folder, and jars in its lib/. */
@Execution(ExecutionMode.CONCURRENT)
class ExtendingTest {
  private static final List<String> SECTIONS =
      List.of(
          "A check type: rows of a database",
          "A channel by its address alone",
          "A source of services",
          "A sink",
          "Another retry policy");

  @TempDir Path folder;
  private Path lib;

  @Test
  void a_round_with_all_recipes_and_a_driver_in_lib() throws Exception {
    lib = Files.createDirectory(folder.resolve("lib"));
    database();
    try (Receiver others = new Receiver(new Others()::answer)) {
      Recipes recipes =
          new Recipes(
              folder,
              Map.of(
                  "http://inventory.example.org",
                  others.url(""),
                  "http://board.example.org",
                  others.url("")));
      for (String section : SECTIONS) {
        recipes.follow(section);
      }
      recipes.set("uproute.results.to = spool\n");
      Files.writeString(folder.resolve("routes/results-spool.camel.yaml"), RESULTS);
      Files.writeString(
          folder.resolve("services.yaml"), "services: [{ id: orders, url: x, type: orders }]");
      badJars();
      try (Jar jar = Jar.launch(folder, "h2-", Map.of(), "check")) {
        assertEquals(1, jar.exit(), jar.err());
        round(jar.out(), jar.err());
        warnings(jar.err());
      }
      assertEquals(
          4, others.requests.stream().filter(each -> each.path().equals("/uptime")).count());
    }
  }

  /** As whoever gets every result would write it. */
  private static final String RESULTS =
      """
      - route:
          id: results-spool
          from:
            uri: direct:results-spool
            steps:
              - setBody: { method: { beanType: dev.uproute.wire.Wire, method: "writeOne(${body})" } }
              - to: file:spool?fileName=results.txt&fileExist=Append&appendChars=\\n
      """;

  /** 101 orders that wait, and the driver where the program finds it. */
  private void database() throws Exception {
    String url = "jdbc:h2:" + folder.resolve("shop");
    try (Connection shop = DriverManager.getConnection(url, "uptime", "");
        Statement statement = shop.createStatement()) {
      statement.execute("create table waiting as select * from system_range(1, 101)");
    }
    Class<?> used = DriverManager.getDriver(url).getClass();
    Path driver = Path.of(used.getProtectionDomain().getCodeSource().getLocation().toURI());
    Files.copy(driver, lib.resolve(driver.getFileName()));
  }

  /** The inventory, and a board that is away for the first three times. */
  private static final class Others {
    private int asked;

    Answer answer(Request request) {
      if (request.path().equals("/uptime.yaml")) {
        return Answer.of(200, "services: [{ id: gone, url: \"tcp://127.0.0.1:9\" }]");
      }
      return Answer.of(asked++ < 3 ? 503 : 200, "");
    }
  }

  private void badJars() throws IOException {
    Files.writeString(lib.resolve("half.jar"), "PK");
    Files.writeString(lib.resolve("more.jar.part"), "");
    Files.createDirectory(lib.resolve("more"));
    jar("camel-old-3.9.0.jar", "org.apache.camel", "camel-old", "3.9.0", "org/old/A.class");
    jar(
        "jackson-databind-2.9.jar",
        "com.fasterxml.jackson.core",
        "jackson-databind",
        "2.9",
        "com/fasterxml/jackson/databind/ObjectMapper.class");
  }

  private void jar(String name, String group, String artifact, String version, String entry)
      throws IOException {
    try (OutputStream out = Files.newOutputStream(lib.resolve(name));
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(
          new ZipEntry("META-INF/maven/" + group + "/" + artifact + "/pom.properties"));
      zip.write(
          "groupId=%s\nartifactId=%s\nversion=%s\n".formatted(group, artifact, version).getBytes());
      zip.putNextEntry(new ZipEntry(entry));
    }
  }

  private void round(String out, String err) throws IOException {
    assertTrue(out.matches("(?s).*\norders  ONLINE .* check-orders says degraded\n.*"), out + err);
    assertTrue(out.contains("\ngone    OFFLINE  "), out + err);
    String message = Files.readString(folder.resolve("spool/messages.txt"));
    assertTrue(message.contains("gone is down"), message);
    String motd = Files.readString(folder.resolve("motd/services.txt"));
    assertTrue(
        motd.matches(
            "Services at [0-9T:.-]+Z\norders: check-orders says degraded\ngone: .*refused.*\n"),
        motd);
    List<String> results = Files.readAllLines(folder.resolve("spool/results.txt"));
    assertEquals(2, results.size());
    assertTrue(
        results.stream()
            .anyMatch(line -> line.startsWith("{\"v\":1,\"results\":[{\"id\":\"gone\",")),
        results.toString());
  }

  private static void warnings(String err) {
    for (String expected :
        List.of(
            "lib/camel-old-3.9.0.jar: is of Camel 3.9.0, and this is Camel 4.18.0;"
                + " ./uproute add camel-old fetches the right one",
            "lib/half.jar: is no jar and not used: ",
            "lib/jackson-databind-2.9.jar: has classes that another jar has before it, such as"
                + " com.fasterxml.jackson.databind.ObjectMapper of jackson-databind-2.1",
            "lib/more/: is not read; jars stand in lib/ itself",
            "lib/more.jar.part: is not read; the name of a jar ends in .jar")) {
      assertTrue(
          err.lines().anyMatch(line -> line.contains(" WARN ") && line.contains(expected)), err);
    }
    assertTrue(!err.contains("lib/h2"), err);
  }
}
