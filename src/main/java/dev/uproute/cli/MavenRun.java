package dev.uproute.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs of the command {@code mvn} in a folder that its caller makes and deletes. */
final class MavenRun {
  private static final Pattern COLOUR = Pattern.compile("\u001B\\[[0-9;]*m");
  private static final Pattern ERROR = Pattern.compile("\\[(?:ERROR|FATAL)] (.*)");

  /** What stands before the reason, and what follows it. */
  private static final Pattern PREAMBLE =
      Pattern.compile("^Failed to execute goal .*?: Could not resolve dependencies .*?:pom:1: ");

  private static final Pattern HELP =
      Pattern.compile("To see the full|Re-run Maven|For more information|\\[Help ");

  private final Path folder;

  MavenRun(Path folder) {
    this.folder = folder;
  }

  /** Why one failed: Maven's own sentences, the help it offers left out. */
  record Failure(List<String> sentences) {}

  /**
   * Runs it to its end.
   *
   * @return null when all is well
   * @throws IOException when there is no Maven
   */
  Failure run(List<String> arguments) throws IOException, InterruptedException {
    // -U: what a registry did not have last time may be there by now
    List<String> command = new ArrayList<>(List.of("mvn", "-B", "-q", "-ntp", "-U"));
    command.addAll(arguments);
    Path said = folder.resolve("maven.txt");
    Process maven =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    try {
      return maven.waitFor() == 0 ? null : new Failure(sentences(Files.readAllLines(said)));
    } finally {
      maven.destroy();
    }
  }

  private static List<String> sentences(List<String> lines) {
    List<String> plain = lines.stream().map(line -> COLOUR.matcher(line).replaceAll("")).toList();
    List<String> errors =
        plain.stream()
            .map(ERROR::matcher)
            .filter(Matcher::matches)
            .map(line -> PREAMBLE.matcher(line.group(1)).replaceFirst(""))
            .map(text -> text.replaceFirst(" -> \\[Help \\d+]$", "").strip())
            .filter(text -> !text.isEmpty() && !HELP.matcher(text).lookingAt())
            .toList();
    return errors.isEmpty() ? plain : errors;
  }
}
