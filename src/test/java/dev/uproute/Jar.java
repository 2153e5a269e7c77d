package dev.uproute;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The program as a process of its own, in a folder of its own, as a user runs it. */
public final class Jar implements AutoCloseable {
  static final String MAIN = "dev.uproute.Uproute";

  private final Process process;
  private final Path folder;
  private final Path out;
  private final Path err;

  private Jar(Path folder, Map<String, String> environment, String... args) throws IOException {
    this(folder, environment, program(), args);
  }

  private static List<String> program() {
    List<String> program = new ArrayList<>(Trained.classPath());
    program.add(MAIN);
    return program;
  }

  private Jar(Path folder, Map<String, String> environment, List<String> program, String... args)
      throws IOException {
    List<String> command = new ArrayList<>(java());
    command.add(compiler(folder));
    command.addAll(program);
    command.addAll(List.of(args));
    this.folder = folder;
    out = Files.createTempFile(folder, "out", ".txt");
    err = Files.createTempFile(folder, "err", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    // any free one: programs of other tests run beside this one
    builder.environment().put("UPROUTE_HTTP_PORT", "0");
    builder.environment().putAll(environment);
    process = builder.start();
  }

  /** A JVM, but for its compiler and class path. */
  static List<String> java() {
    return List.of(
        ProcessHandle.current().info().command().orElse("java"),
        "-Xmx256m",
        "-XX:+UseSerialGC",
        "--enable-native-access=ALL-UNNAMED");
  }

  /** As the launcher does: what watches few services is compiled simply and starts sooner. */
  private static String compiler(Path folder) throws IOException {
    Path services = folder.resolve("services.yaml");
    boolean few = !Files.exists(services) || Files.size(services) < 40_000;
    return few ? "-XX:TieredStopAtLevel=1" : "-XX:CompileThresholdScaling=5";
  }

  public static Jar start(Path folder, String... args) throws IOException {
    return new Jar(folder, Map.of(), args);
  }

  /** With environment variables of its own beside ours. */
  public static Jar start(Path folder, Map<String, String> environment, String... args)
      throws IOException {
    return new Jar(folder, environment, args);
  }

  /**
   * By its launcher, which reads {@code lib/}.
   *
   * @param without the beginning of names of jars that are left out of the class path
   */
  static Jar launch(Path folder, String without, Map<String, String> environment, String... args)
      throws IOException {
    List<String> program = List.of("-jar", Launched.jar(folder, without).toString());
    return new Jar(folder, environment, program, args);
  }

  public Process process() {
    return process;
  }

  public String out() throws IOException {
    return Files.readString(out);
  }

  public String err() throws IOException {
    return Files.readString(err);
  }

  /** Waits for the end. */
  public int exit() throws Exception {
    return exit(2);
  }

  /** Waits for the end, so many minutes at most. */
  int exit(int minutes) throws Exception {
    assertTrue(process.waitFor(minutes, TimeUnit.MINUTES), "still running");
    return process.exitValue();
  }

  /** Ends it, and fails when a secret is in what it said or wrote. */
  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    process.onExit().join();
    Secret.assertNone("standard output", out());
    Secret.assertNone("standard error", err());
    Secret.assertNone(folder.resolve("data"));
    Secret.assertNone(folder.resolve("public"));
  }
}
