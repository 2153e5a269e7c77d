package dev.uproute;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A program beside the tests, from one source file of {@code src/test/resources}, with libraries
 * that neither Uproute nor its tests have: {@code ./uproute add} fetches them.
 */
final class Beside {
  private Beside() {}

  /**
   * Starts it; it prints {@code ready} once it is, and nothing of its log.
   *
   * @param folder in which one of its own is made
   * @param artifact group:artifact:version of what it needs
   */
  static Process start(Path folder, String artifact, String source, String... args)
      throws Exception {
    Path own = Files.createDirectory(folder.resolve("beside"));
    try (Jar jar = Jar.launch(own, "camel-management", Map.of(), "add", artifact)) {
      if (jar.exit(10) != 0) {
        throw new AssertionError(jar.err());
      }
    }
    List<String> path = new ArrayList<>(List.of(own.resolve("lib") + "/*"));
    path.addAll(List.of(Trained.classPath().getLast().split(File.pathSeparator)));
    Path resources = Path.of("src/test/resources").toAbsolutePath();
    List<String> command = new ArrayList<>(Jar.java());
    command.addAll(
        List.of(
            "-Dlogback.configurationFile=" + resources.resolve("logback-test.xml"),
            "-Dlog.to=System.err",
            "-cp",
            String.join(File.pathSeparator, path),
            resources.resolve(source).toString()));
    command.addAll(List.of(args));
    return new ProcessBuilder(command).redirectError(own.resolve("err.txt").toFile()).start();
  }
}
