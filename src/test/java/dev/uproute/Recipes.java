package dev.uproute;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Pastes recipes of docs/recipes.md into a folder as they stand there, but for hosts. */
final class Recipes {
  private static final Path PAGE = Path.of("docs/recipes.md");
  private static final Pattern FILE =
      Pattern.compile("`(routes/[a-z-]+\\.camel\\.yaml)`.*?```yaml\\n(.*?)```", Pattern.DOTALL);
  private static final Pattern SETTINGS =
      Pattern.compile("```properties\\n(.*?)```", Pattern.DOTALL);
  private static final Pattern COMMAND = Pattern.compile("\\./uproute (add .*)");

  private final Path folder;
  private final Map<String, String> others;

  /**
   * @param others what stands for which host or address
   */
  Recipes(Path folder, Map<String, String> others) {
    this.folder = folder;
    this.others = others;
  }

  /** Writes the files and adds the settings of a section. */
  void follow(String heading) throws IOException {
    String section = section(heading);
    for (MatchResult file : FILE.matcher(section).results().toList()) {
      assertTrue(file.group(2).lines().count() <= 21, file.group(1) + " is longer than a recipe");
      Files.createDirectories(folder.resolve("routes"));
      Files.writeString(folder.resolve(file.group(1)), filled(file.group(2)));
    }
    for (MatchResult lines : SETTINGS.matcher(section).results().toList()) {
      set(filled(lines.group(1)));
    }
  }

  /** The arguments of each {@code ./uproute add} of a section. */
  List<String[]> commands(String heading) throws IOException {
    return COMMAND
        .matcher(section(heading))
        .results()
        .map(command -> command.group(1).split(" "))
        .toList();
  }

  void set(String lines) throws IOException {
    Files.writeString(
        folder.resolve("application.properties"),
        lines,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private String filled(String text) {
    String filled = text;
    for (Map.Entry<String, String> other : others.entrySet()) {
      filled = filled.replace(other.getKey(), other.getValue());
    }
    return filled;
  }

  private static String section(String heading) throws IOException {
    String page = Files.readString(PAGE);
    int from = page.indexOf("\n## " + heading + "\n");
    assertTrue(from >= 0, heading);
    int to = page.indexOf("\n## ", from + 4);
    return page.substring(from, to < 0 ? page.length() : to);
  }
}
