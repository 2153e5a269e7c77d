package dev.uproute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The program as a process of its own, with a secret in every setting that may hold one, which are
 * written plainly, as {@code {{env:}}} and as {@code {{file:}}} in turn: none is in anything it
 * says, serves, or shows to whoever looks into it.
 */
@Tag("nightly")
class SecretRunTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String CONTEXT =
      "org.apache.camel:context=uproute,type=context,name=\"uproute\"";

  /** What the JVM says of itself to its user. */
  private static final List<String> JCMD =
      List.of(
          "VM.system_properties",
          "VM.command_line",
          "VM.info",
          "Thread.print",
          "GC.class_histogram");

  private static final Map<String, String> OPEN =
      Map.of(
          "uproute.jolokia", "true",
          "uproute.log.level", "DEBUG",
          "uproute.services.from", "file,api",
          "uproute.alert.gather", "1s",
          "uproute.summary.to", "site,console,csv");

  @TempDir Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private int management;

  @ParameterizedTest
  @ValueSource(strings = {"text", "json"})
  void no_secret_is_in_what_the_program_says_serves_or_shows(String format) throws Exception {
    int http = FreePort.find();
    management = FreePort.find();
    Map<String, String> settings = SecretSettings.all(folder, FreePort.find());
    settings.putAll(OPEN);
    settings.put("uproute.log.format", format);
    settings.put("uproute.http.port", "" + http);
    settings.put("uproute.management.port", "" + management);
    // taken apart: user and password; this server takes any password
    settings.remove("uproute.store.url");
    settings.remove("uproute.store.password");
    settings.remove("uproute.notion.token");
    String database = PostgresServer.empty().replaceFirst(".*//[^/]*(/[^?]*).*", "$1");
    environment.put(
        "DATABASE_URL",
        "postgresql://postgres:" + Secret.WORD + "@127.0.0.1:" + PostgresServer.port() + database);
    environment.put("UPROUTE_HTTP_PORT", "" + http);
    write(settings);
    try (Jar jar = Jar.start(folder, environment)) {
      assertTrue(Wait.until(Wait.LONG, () -> jar.err().contains("Management listens")), jar.err());
      assertTrue(Wait.until(Wait.LONG, () -> jar.err().contains("office is down")), jar.err());
      Path page = folder.resolve("public/service/shop.html");
      assertTrue(Wait.until(Wait.LONG, () -> Files.exists(page)), jar.err());
      String api = "http://127.0.0.1:" + http;
      String read = settings.get("uproute.api.read-token");
      assertTrue(
          Wait.until(Wait.LONG, () -> failed(jar) >= SecretSettings.channels().size()), jar.err());
      api(api, read);
      api(api, settings.get("uproute.api.token"));
      served(settings.get("uproute.management.token"));
      jolokia(settings.get("uproute.jolokia.password"));
      for (String command : JCMD) {
        jcmd(jar, command);
      }
      // which asserts of out, err, data and public
    }
  }

  /** Channels of which a warning says that a message did not leave. */
  private static long failed(Jar jar) throws IOException {
    List<String> warnings = jar.err().lines().filter(line -> line.contains("WARN")).toList();
    return SecretSettings.channels().stream()
        .filter(kind -> warnings.stream().anyMatch(line -> line.contains(kind)))
        .count();
  }

  /** As application.properties, a third of the secrets each way. */
  private void write(Map<String, String> settings) throws IOException {
    StringBuilder text = new StringBuilder();
    int at = 0;
    for (Map.Entry<String, String> each : settings.entrySet()) {
      String value = each.getValue();
      if (value.contains(Secret.WORD)) {
        String name = "GIVEN_" + at;
        if (at % 3 == 1) {
          environment.put(name, value);
          value = "{{env:" + name + "}}";
        } else if (at % 3 == 2) {
          Path file = Files.writeString(folder.resolve(name), value);
          value = "{{file:" + file + "}}";
        }
        at++;
      }
      text.append(each.getKey()).append(" = ").append(value).append('\n');
    }
    Files.writeString(folder.resolve("application.properties"), text);
    // who may write exports services as they are written
    environment.put("GIVEN", Secret.WORD);
    Path services = folder.resolve("services.yaml");
    Files.writeString(services, Files.readString(services).replace(Secret.WORD, "{{env:GIVEN}}"));
  }

  /** All that the contract has to be read. */
  private static void api(String root, String token) throws Exception {
    JsonNode paths = Compose.documents("src/main/resources/openapi.yaml").getFirst().get("paths");
    List<String> read = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : paths.properties()) {
      if (path.getValue().has("get")) {
        for (String id : List.of("shop", "office", "backup")) {
          String one = path.getKey().replace("{id}", id);
          if (!read.contains(one)) {
            get(root + one, token);
            read.add(one);
          }
        }
      }
    }
    assertTrue(read.size() > 15, read::toString);
    for (String page : List.of("/", "/service/shop.html", "/manage", "/api")) {
      assertTrue(get(root + page, token).contains("<html"), page);
    }
  }

  private void served(String token) throws Exception {
    String root = "http://127.0.0.1:" + management;
    for (String path : List.of("/metrics", "/health", "/ready")) {
      assertFalse(get(root + path, token).isEmpty(), path);
      get(root + path, null);
    }
  }

  private static String get(String address, String token) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    var answer = CLIENT.send(request.build(), BodyHandlers.ofString());
    Secret.assertNone(address, answer.body());
    Secret.assertNone(address, answer.headers().map().toString());
    return answer.body();
  }

  private void jolokia(String password) throws Exception {
    JolokiaClient jolokia = new JolokiaClient(management, "uproute", password);
    JsonNode names = jolokia.ask("search", "*:*", null).get("value");
    assertTrue(names.size() > 50, names::toString);
    for (JsonNode name : names) {
      Secret.assertNone(name.asText(), jolokia.ask("read", name.asText(), null).toString());
    }
    Secret.assertNone("list", jolokia.ask("list", null, null).toString());
    String routes = jolokia.ask("exec", CONTEXT, "dumpRoutesAsXml()").toString();
    assertTrue(routes.contains("alert-webhook"), routes);
    Secret.assertNone("routes", routes);
    Object[] all = {true, true};
    String stats = "dumpRoutesStatsAsXml(boolean,boolean)";
    Secret.assertNone("figures", jolokia.ask("exec", CONTEXT, stats, all).toString());
  }

  private static void jcmd(Jar jar, String command) throws Exception {
    String tool = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Process asked =
        new ProcessBuilder(tool, "" + jar.process().pid(), command)
            .redirectErrorStream(true)
            .start();
    String said = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, asked.waitFor(), said);
    Secret.assertNone(command, said);
  }
}
