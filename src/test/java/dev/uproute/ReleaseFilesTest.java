package dev.uproute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What a release is made with agrees with itself; {@link ReleaseTest} installs and runs it. */
class ReleaseFilesTest {
  private static final Path MODULES = Path.of("src/package/modules");

  @Test
  void what_runs_in_containers_is_of_this_version_user_port_and_folders() throws Exception {
    String image = "uproute:" + first("pom.xml", "<version>(.*?)</version>");
    String user = first("docker/Dockerfile", "USER (\\d+):\\1");
    String config = first("docker/Dockerfile", "WORKDIR (\\S+)");
    String data = first("docker/Dockerfile", "UPROUTE_DATA_DIR=(\\S+)");
    String health = first("docker/Dockerfile", "CMD \\[ \"(\\S+)\" ]");
    String ping = first("src/package/deb/sysctl.conf", "-net.ipv4.ping_group_range = (.*)");
    JsonNode service = Compose.service("docker/compose.yaml", "uproute");
    assertEquals(image, service.get("image").asText());
    assertEquals("CMD " + health, words(service.at("/healthcheck/test")));
    assertEquals("data:" + data + " ./config:" + config + ":ro", words(service.get("volumes")));
    assertEquals(ping, service.at("/sysctls/net.ipv4.ping_group_range").asText());
    JsonNode postgres = Compose.service("docker/compose.postgres.yaml", "uproute");
    assertEquals("compose.yaml", postgres.at("/extends/file").asText());
    assertTrue(words(postgres.get("secrets")).contains(words(service.get("secrets"))));
    JsonNode pod = kind("Deployment").at("/spec/template/spec");
    JsonNode container = pod.at("/containers/0");
    assertEquals(image, container.get("image").asText());
    assertEquals(user, pod.at("/securityContext/runAsUser").asText());
    assertEquals(user, pod.at("/securityContext/fsGroup").asText());
    assertEquals(ping, pod.at("/securityContext/sysctls/0/value").asText());
    Set<String> mounted = new TreeSet<>();
    container.get("volumeMounts").forEach(each -> mounted.add(each.get("mountPath").asText()));
    assertEquals(new TreeSet<>(List.of(config, data, "/run/secrets", "/tmp")), mounted);
    assertEquals(
        first("docker/Dockerfile", "EXPOSE (\\d+)"),
        container.at("/ports/0/containerPort").asText());
    String answers = Files.readString(Path.of("src/main/java/dev/uproute/web/HealthAnswers.java"));
    for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
      String path = container.at("/" + probe + "/httpGet/path").asText();
      assertTrue(answers.contains('"' + path + '"'), probe + " asks " + path);
    }
  }

  @Test
  void each_variable_is_a_setting_and_each_secret_a_file_that_is_mounted() throws Exception {
    Set<String> known =
        all("application.properties", "(?m)^(uproute\\.[a-z.-]+) =").stream()
            .map(key -> key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"))
            .collect(Collectors.toSet());
    for (String file :
        List.of(
            "docker/Dockerfile",
            "docker/compose.yaml",
            "docker/compose.postgres.yaml",
            "docker/compose.cluster.yaml",
            "src/package/deb/uproute.service",
            "src/package/deb/uproutectl")) {
      for (String variable : all(file, "\\b(UPROUTE_[A-Z_]+)\\b")) {
        assertTrue(known.contains(variable), file + " sets " + variable);
      }
    }
    Set<String> secrets = Set.copyOf(all("docker/compose.yaml", "file: \\./secrets/(\\w+)"));
    assertEquals(
        secrets,
        Set.copyOf(
            all("docker/config/application.properties", "\\{\\{file:/run/secrets/(\\w+)}}")));
    JsonNode secret = kind("Secret");
    for (String name : all("docker/kubernetes.yaml", "\\{\\{file:/run/secrets/(\\w+)}}")) {
      assertTrue(secret.get("stringData").has(name), name);
    }
  }

  @Test
  void the_service_of_systemd_and_its_commands_have_the_same_folders_and_user() throws Exception {
    String unit = "src/package/deb/uproute.service";
    String control = "src/package/deb/uproutectl";
    assertEquals(first(unit, "WorkingDirectory=(.*)"), first(control, "(?m)^cd (.*)"));
    assertEquals(
        first(unit, "Environment=UPROUTE_DATA_DIR=(.*)"),
        first(control, "UPROUTE_DATA_DIR=(\\S+)"));
    assertEquals("/var/lib/" + first(unit, "StateDirectory=(.*)"), first(control, "HOME=(\\S+)"));
    assertEquals(first(unit, "User=(.*)"), first(control, "--reuid=(\\S+)"));
    assertTrue(first(control, "setpriv .* (\\S+) \"").equals(first(unit, "ExecStart=(.*)")));
  }

  @Test
  void the_runtime_has_the_modules_our_classes_name() throws Exception {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(said);
    ToolProvider.findFirst("jdeps").orElseThrow().run(out, out, "-s", "target/classes");
    Set<String> named = new TreeSet<>();
    for (MatchResult line : find(said.toString(), "-> ((?:java|jdk)\\.[a-z.]+)")) {
      named.add(line.group(1));
    }
    Set<String> there = new TreeSet<>();
    for (String root : all(MODULES.toString(), "(?m)^([a-z.]+)$")) {
      add(root, there);
    }
    assertTrue(named.contains("java.base"), said.toString());
    named.removeAll(there);
    assertEquals(Set.of(), named);
  }

  /** A module with all it needs. */
  private static void add(String module, Set<String> into) {
    if (into.add(module)) {
      ModuleFinder.ofSystem()
          .find(module)
          .orElseThrow(() -> new AssertionError("there is no module " + module))
          .descriptor()
          .requires()
          .forEach(needed -> add(needed.name(), into));
    }
  }

  private static JsonNode kind(String kind) throws Exception {
    return Compose.documents("docker/kubernetes.yaml").stream()
        .filter(document -> document.get("kind").asText().equals(kind))
        .findFirst()
        .orElseThrow();
  }

  private static String words(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(JsonNode::asText)
        .collect(Collectors.joining(" "));
  }

  private static String first(String file, String regex) throws Exception {
    List<String> found = all(file, regex);
    assertTrue(!found.isEmpty(), file + " has no " + regex);
    return found.getFirst();
  }

  private static List<String> all(String file, String regex) throws Exception {
    return find(Files.readString(Path.of(file)), regex).stream().map(m -> m.group(1)).toList();
  }

  private static List<MatchResult> find(String text, String regex) {
    return Pattern.compile(regex).matcher(text).results().toList();
  }
}
