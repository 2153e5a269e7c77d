package dev.uproute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code ./uproute package} makes of a fresh copy of the sources is installed and run, by a
 * user without a privilege, each in a network of its own. {@code -Drelease.files} names a folder
 * where it was made already.
 */
@Tag("nightly")
class ReleaseTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NOBODY = "65534";

  @TempDir static Path sources;
  private static Path files;

  @TempDir Path folder;
  private OwnNetwork network;

  @BeforeAll
  static void make() throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")), "namespaces are made by root");
    for (String tool : List.of("unshare", "ip", "buildah", "umoci", "runc", "dpkg")) {
      assumeTrue(run("sh", "-c", "command -v " + tool).exit() == 0, "no " + tool + " here");
    }
    String made = System.getProperty("release.files");
    files = made == null ? sources.resolve("target") : Path.of(made).toAbsolutePath();
    if (made == null) {
      try (Stream<Path> here = Files.list(Path.of(""))) {
        List<String> copy = new ArrayList<>(List.of("cp", "-r"));
        here.map(Path::toString).filter(f -> !f.matches("target|data|\\.git")).forEach(copy::add);
        copy.add(sources.toString());
        done(run(copy.toArray(String[]::new)));
      }
      done(run(sources.resolve("uproute").toString(), "package"));
    }
    done(run("sh", "-c", "cd " + files + " && sha256sum --check SHA256SUMS"));
    // what others may enter
    done(run("chmod", "755", sources.toString()));
  }

  @BeforeEach
  void open() throws IOException {
    network = new OwnNetwork();
  }

  @AfterEach
  void close() {
    network.close();
  }

  @Test
  void the_runtime_has_every_module_that_the_jar_names() throws Exception {
    String jdk = System.getProperty("java.home");
    String jar = files.resolve("package/program/uproute.jar").toString();
    Shell.Run named =
        run(
            jdk + "/bin/jdeps",
            "--ignore-missing-deps",
            "--multi-release=25",
            "--print-module-deps",
            jar);
    done(named);
    String release = Files.readString(files.resolve("package/program/runtime/release"));
    for (String module : named.out().strip().split(",")) {
      assertTrue(release.matches("(?s).*[\" ]" + module + "[\" ].*"), module + " is missing");
    }
  }

  @Test
  void the_list_of_parts_has_every_library_in_the_jar() throws Exception {
    JsonNode sbom = JSON.readTree(Path.of(file("uproute-.*-sbom.json")).toFile());
    Set<String> listed = new HashSet<>();
    for (JsonNode part : sbom.get("components")) {
      listed.add(part.get("group").asText() + ":" + part.get("name").asText());
    }
    Path jar = files.resolve("package/program/uproute.jar");
    Shell.Run inside = run("unzip", "-p", jar.toString(), "META-INF/uproute-artifacts.txt");
    Matcher artifact = Pattern.compile("([\\w.-]+):([\\w.-]+):jar:").matcher(inside.out());
    assertTrue(artifact.find(), inside.err());
    do {
      String name = artifact.group(1) + ":" + artifact.group(2);
      assertTrue(listed.contains(name), name + " is missing");
    } while (artifact.find());
  }

  @Test
  void the_archive_runs_where_it_is_unpacked_for_anybody() throws Exception {
    done(run("tar", "-xzf", file("uproute-.*-linux-.*"), "-C", folder.toString()));
    Path program = only(folder, "uproute-.*").resolve("uproute");
    Path own = Files.createDirectory(folder.resolve("own folder"));
    Installed.configure(network, own, own.resolve("secret"), "secret");
    Installed.inspect(network, own);
    done(run("chmod", "755", folder.toString()));
    done(run("chown", "-R", NOBODY + ":" + NOBODY, own.toString()));
    // all of it is root's, who may write
    String start =
        "cd \"$1\" && exec env -i"
            + " PATH=/usr/bin:/bin setpriv --reuid=65534 --regid=65534 --clear-groups --no-new-privs"
            + " --bounding-set=-all --inh-caps=-all \"$2\"";
    List<String> command =
        Installed.in(
            network,
            "unshare",
            "--mount",
            "sh",
            "-c",
            start,
            "sh",
            own.toString(),
            program.toString());
    try (Installed uproute = new Installed(network, folder.resolve("log"), command)) {
      uproute.assertWorks();
      uproute.assertInspected();
      uproute.assertStops(List.of());
    }
    Installed.assertHistory(own.resolve("data/uptime_history.db"));
  }

  @Test
  void the_package_of_debian_is_a_service_that_upgrades_and_leaves_nothing() throws Exception {
    try (OwnRoot root = new OwnRoot(folder)) {
      Path package_ = Files.copy(Path.of(file("uproute_.*deb")), root.path("/root/uproute.deb"));
      done(root.run("dpkg -i /root/" + package_.getFileName()));
      assertEquals(
          "640 root:uproute\n640 root:uproute\n750 uproute:uproute\n",
          root.run(
                  "stat -c '%a %U:%G' /etc/uproute/services.yaml"
                      + " /etc/uproute/application.properties /var/lib/uproute")
              .out());
      done(root.run("systemd-analyze verify --man=no uproute.service"));
      // else it is not used
      done(root.run("cd /usr/lib/uproute && [ uproute.aot -nt uproute.jar ]"));
      Installed.configure(
          network, root.path("/etc/uproute"), root.path("/etc/uproute/ntfy"), "/etc/uproute/ntfy");
      done(root.run("uproutectl validate"));
      Map<String, String> unit = root.unit("/usr/lib/systemd/system/uproute.service");
      try (Installed uproute =
          new Installed(network, folder.resolve("log"), root.service(network, unit))) {
        uproute.assertWorks();
        uproute.assertStops(List.of());
      }
      // SQLite would follow /proc/PID/root out of it
      Path history = Path.of("/var/lib/uproute/data/uptime_history.db");
      Installed.assertHistory(
          Files.copy(root.path(history.toString()), folder.resolve(history.getFileName())));
      done(root.run("dpkg -i /root/uproute.deb"));
      assertTrue(root.run("cat /etc/uproute/services.yaml").out().contains("name: Shop"));
      done(root.run("dpkg --purge uproute"));
      assertEquals(
          "", root.run("ls -d /etc/uproute /var/lib/uproute /usr/lib/uproute 2>/dev/null").out());
      assertFalse(root.run("getent passwd uproute").exit() == 0);
    }
  }

  @Test
  void the_image_runs_with_what_its_compose_file_says() throws Exception {
    Path layout = Files.createDirectory(folder.resolve("layout"));
    done(run("tar", "-xf", file("uproute-.*-image.*"), "-C", layout.toString()));
    String bundle = folder.resolve("bundle").toString();
    String reference =
        JSON.readTree(layout.resolve("index.json").toFile())
            .at("/manifests/0/annotations/org.opencontainers.image.ref.name")
            .asText();
    done(run("umoci", "unpack", "--image", layout + ":" + reference, bundle));
    Path config = Files.createDirectory(folder.resolve("config"));
    Path secret = folder.resolve("ntfy");
    Installed.configure(network, config, secret, "/run/secrets/ntfy");
    Path data = Files.createDirectory(folder.resolve("data"));
    // as a volume of Docker has owner and mode of the folder in the image
    Path inImage = Path.of(bundle, "rootfs/data");
    done(run("chown", "--reference=" + inImage, data.toString()));
    done(run("chmod", "--reference=" + inImage, data.toString()));
    JsonNode compose = Compose.service("docker/compose.yaml", "uproute");
    Path settings = Path.of(bundle, "config.json");
    ObjectNode runtime = (ObjectNode) JSON.readTree(settings.toFile());
    Compose.apply(
        compose,
        runtime,
        Map.of("data", data, "./config", config, "ntfy", secret),
        network.namespace());
    JSON.writeValue(settings.toFile(), runtime);
    String id = "uproute-test-" + ProcessHandle.current().pid();
    try (Installed uproute =
        new Installed(
            network, folder.resolve("log"), List.of("runc", "run", "--bundle", bundle, id))) {
      uproute.assertWorks();
      List<String> health = new ArrayList<>(List.of("runc", "exec", id));
      compose.at("/healthcheck/test").forEach(word -> health.add(word.asText()));
      assertTrue(health.remove("CMD"));
      done(run(health.toArray(String[]::new)));
      assertTrue(
          run("runc", "exec", id, "uproute", "--version").out().matches("(?s).*\\d\\.\\d.*"));
      // no shell, nothing that may be written but what is a volume
      assertFalse(run("runc", "exec", id, "sh").exit() == 0);
      uproute.assertStops(List.of("runc", "kill", id, "TERM"));
    } finally {
      run("runc", "delete", "--force", id);
    }
    Installed.assertHistory(data.resolve("data/uptime_history.db"));
  }

  private static String file(String pattern) throws IOException {
    return only(files, pattern).toString();
  }

  private static Path only(Path folder, String pattern) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      List<Path> found = all.filter(f -> f.getFileName().toString().matches(pattern)).toList();
      assertEquals(1, found.size(), () -> pattern + ": " + found);
      return found.getFirst();
    }
  }

  private static Shell.Run run(String... command) throws Exception {
    return OwnRoot.run(List.of(command));
  }

  private static void done(Shell.Run run) {
    assertEquals(0, run.exit(), run.out() + run.err());
  }
}
