package dev.uproute;

import dev.uproute.cli.Commands;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Scanner;

/**
 * Commands one after the other in one folder, by one process: most of what a command takes is the
 * start of its JVM. The first is as a user has it; what is to be one of many, or to end its
 * process, is a {@link Jar}. It starts with the first command. For one thread.
 */
public final class Shell implements AutoCloseable {
  private final Map<String, String> environment;
  private Process process;
  private Path folder;
  private Path err;

  public Shell() {
    this(Map.of());
  }

  /** With environment variables of its own beside ours. */
  public Shell(Map<String, String> environment) {
    this.environment = environment;
  }

  /** How a command ended, and what it said. */
  public record Run(int exit, String out, String err) {}

  /** Runs a command to its end, in the folder of the first one. */
  public Run run(Path in, String... args) throws IOException {
    if (process == null) {
      start(in);
    }
    var commands = process.outputWriter();
    commands.write(String.join("\0", args) + "\n");
    commands.flush();
    String answer = process.inputReader().readLine();
    if (answer == null) {
      throw new IOException("the process ended: " + Files.readString(err));
    }
    String[] parts = answer.split(",", -1);
    Run run = new Run(Integer.parseInt(parts[0]), decoded(parts[1]), decoded(parts[2]));
    Secret.assertNone("standard output", run.out());
    Secret.assertNone("standard error", run.err());
    return run;
  }

  private void start(Path in) throws IOException {
    folder = in;
    err = Files.createTempFile("shell", ".txt");
    List<String> command = new ArrayList<>(Jar.java());
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(Trained.classPathWithTests());
    command.add(Shell.class.getName());
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("UPROUTE_HTTP_PORT", "0");
    builder.environment().putAll(environment);
    process = builder.redirectError(err.toFile()).start();
  }

  private static String decoded(String text) {
    return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    if (process != null) {
      process.destroyForcibly();
      process.onExit().join();
      Files.delete(err);
      Secret.assertNone(folder.resolve("data"));
      Secret.assertNone(folder.resolve("public"));
    }
  }

  /** Answers each line, a command, with its exit code and what it said. */
  public static void main(String[] none) {
    PrintStream answers = System.out;
    try (Scanner commands = new Scanner(System.in, StandardCharsets.UTF_8)) {
      while (commands.hasNextLine()) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        int exit = Commands.line().execute(commands.nextLine().split("\0"));
        answers.println(exit + "," + encoded(out) + "," + encoded(err));
        answers.flush();
      }
    }
  }

  private static String encoded(ByteArrayOutputStream bytes) {
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }
}
