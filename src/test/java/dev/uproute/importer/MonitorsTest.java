package dev.uproute.importer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.uproute.parse.Placeholders;
import dev.uproute.parse.Profiles;
import dev.uproute.parse.ServiceParser;
import dev.uproute.service.Source;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Configurations of other monitors, each in a folder with what becomes of it: what is printed, and
 * the files that are written.
 */
class MonitorsTest {
  private static final Path FILES = Path.of("src/test/resources/import");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"gatus", "blackbox", "upptime", "healthchecks"})
  void an_example_of_each_monitor_is_carried_over_with_every_loss_named(String monitor)
      throws Exception {
    Input input = Input.of(files(monitor));
    Import from = new Imports().of(null, input);
    assertEquals(monitor, from.name(), "by its content");
    ImportRun run = ImportRun.of(from, input, folder.resolve("services.yaml"), parser());
    StringBuilder all = new StringBuilder(printed(run));
    run.apply();
    for (String file : List.of("services.yaml", "application.properties.imported")) {
      if (Files.exists(folder.resolve(file))) {
        all.append("\n== ").append(file).append('\n');
        all.append(Files.readString(folder.resolve(file)));
      }
    }
    String found = all.toString().replace(FILES + "/", "").replace(folder + "/", "");
    Files.writeString(Path.of("target", monitor + ".expected"), found);
    assertEquals(Files.readString(FILES.resolve(monitor + ".expected")), found);
  }

  private static List<Path> files(String monitor) throws Exception {
    try (Stream<Path> files = Files.list(FILES.resolve(monitor))) {
      return files.sorted().toList();
    }
  }

  private static String printed(ImportRun run) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    run.print(new PrintStream(out, true, StandardCharsets.UTF_8));
    return out.toString(StandardCharsets.UTF_8);
  }

  private static ServiceParser parser() {
    return new ServiceParser(
        Source.FILE,
        Set.of("http", "udp", "tcp", "ping", "tls", "dns", "heartbeat"),
        new Profiles(Path.of("none")),
        new Placeholders(name -> null, name -> Optional.empty()).orStandIn(name -> {}));
  }
}
