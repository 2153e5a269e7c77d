package dev.uproute;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A folder of {@code examples/}, copied to where it may be run; what is shipped stays as it is. */
final class Example {
  static final Path ALL = Path.of("examples");

  private final Path folder;
  private final Map<String, String> environment = new TreeMap<>();

  /** With the variables that its page, or its env.example, sets. */
  Example(String name, Path into) throws IOException {
    folder = into;
    Path shipped = ALL.resolve(name);
    try (Stream<Path> files = Files.list(shipped)) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    Path variables = shipped.resolve("env.example");
    Pattern.compile("(?m)^(?:export )?([A-Z_]+)=(\\S+)")
        .matcher(
            Files.readString(Files.exists(variables) ? variables : shipped.resolve("README.md")))
        .results()
        .forEach(found -> environment.put(found.group(1), found.group(2)));
  }

  /** Another value of a variable, or of a setting. */
  Example with(String variable, Object value) {
    environment.put(variable, value.toString());
    return this;
  }

  Map<String, String> environment() {
    return environment;
  }

  Path path(String file) {
    return folder.resolve(file);
  }

  String read(String file) throws IOException {
    return Files.readString(path(file));
  }

  /** Puts a database there as the script had it, with this row (name, time, online). */
  void history(String row) throws Exception {
    Files.createDirectory(path("data"));
    try (Connection older = Recording.outside(path("data/uptime_history.db"));
        Statement statement = older.createStatement()) {
      statement.execute(
          "CREATE TABLE checks (id INTEGER PRIMARY KEY AUTOINCREMENT, service_name TEXT NOT NULL,"
              + " checked_at TEXT NOT NULL, is_online INTEGER NOT NULL, response_time_ms REAL)");
      statement.execute("insert into checks (service_name, checked_at, is_online) values " + row);
    }
  }

  /** Starts it, to be closed by whoever does. */
  Jar start(String... arguments) throws IOException {
    return Jar.start(folder, environment, arguments);
  }

  /** Runs a command to its end and returns what it printed but for the log. */
  String run(int exit, String... arguments) throws Exception {
    try (Jar jar = start(arguments)) {
      assertEquals(exit, jar.exit(), jar.err() + jar.out());
      return withoutLog(jar.out());
    }
  }

  /** The same, by a process that has run others before. */
  String run(Shell shell, int exit, String... arguments) throws Exception {
    Shell.Run run = shell.run(folder, arguments);
    assertEquals(exit, run.exit(), run.err() + run.out());
    return withoutLog(run.out());
  }

  private static String withoutLog(String out) {
    return out.replaceAll("(?m)^\\S+ +(INFO|WARN) .*\\R", "");
  }
}
