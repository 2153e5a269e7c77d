package dev.uproute;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * The class path of the program in jars, and what the JVM noted of one run in an AOT cache, as the
 * launcher makes it: without it most of what the suite computes is the start of processes. A cache
 * knows no folders of classes, so ours are packed. Thread-safe.
 */
final class Trained {
  private static final Path FOLDER = Path.of("target/trained").toAbsolutePath();
  private static final List<String> OPTIONS = options();

  private Trained() {}

  /** What a JVM is started with. */
  static List<String> classPath() {
    return OPTIONS;
  }

  /** The same, with our tests behind it: a cache fits a class path that begins as its own. */
  static List<String> classPathWithTests() {
    List<String> options = new ArrayList<>(OPTIONS);
    options.add(options.removeLast() + File.pathSeparator + FOLDER.resolve("tests.jar"));
    return options;
  }

  private static List<String> options() {
    try {
      Files.createDirectories(FOLDER);
      Path classes = FOLDER.resolve("classes.jar");
      jar(classes, "target/classes", ".");
      // the bean that CONTRIBUTING.md shows; a folder on the class path would void the cache
      Path probe = FOLDER.resolve("probe.jar");
      jar(probe, "target/test-classes", "dev/uproute/check/FileProbe.class");
      jar(FOLDER.resolve("tests.jar"), "target/test-classes", ".");
      List<String> jars = new ArrayList<>(List.of(classes.toString(), probe.toString()));
      Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
          .filter(entry -> entry.endsWith(".jar"))
          .forEach(jars::add);
      List<String> path = List.of("-cp", String.join(File.pathSeparator, jars));
      Path cache = train(path);
      return Files.exists(cache)
          ? Stream.concat(Stream.of("-XX:AOTCache=" + cache), path.stream()).toList()
          : path;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void jar(Path file, String folder, String what) {
    ToolProvider.findFirst("jar")
        .orElseThrow()
        .run(System.out, System.err, "-cf", file.toString(), "-C", folder, what);
  }

  private static Path train(List<String> path) throws IOException {
    Path cache = FOLDER.resolve("uproute.aot");
    Files.deleteIfExists(cache);
    Path run = Files.createTempDirectory("trained");
    Files.writeString(
        run.resolve("services.yaml"),
        "services: [ { url: \"http://127.0.0.1:9/\", timeout: 500ms, retries: 0 } ]");
    List<String> command = new ArrayList<>(Jar.java());
    // compiled simply, as what it is made for mostly is: it costs a third less
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:AOTCacheOutput=" + cache));
    command.addAll(path);
    command.addAll(List.of(Jar.MAIN, "check"));
    Process process =
        new ProcessBuilder(command)
            .directory(run.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      if (!process.waitFor(120, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return cache;
  }
}
