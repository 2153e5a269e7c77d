package dev.uproute.cli;

import dev.uproute.setting.Assembly;
import dev.uproute.setting.SettingValues;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The file of the database, for commands that copy it or put a copy in its place. Nothing is opened
 * or judged but where it is, so that a mistake elsewhere in the settings keeps nobody from it.
 */
record DatabaseFile(Path path) {
  private static final List<String> PARTS = List.of("", "-wal", "-shm", ".lock");

  /**
   * As the settings say.
   *
   * @throws IllegalArgumentException when the history is in no file
   */
  static DatabaseFile find() {
    SettingValues settings = Assembly.settings(Assembly.assemble(Map.of()));
    String kind = settings.get("uproute.store");
    if (!kind.equals("sqlite")) {
      throw new IllegalArgumentException(
          "uproute.store is %s, so there is no file of a database".formatted(kind));
    }
    return new DatabaseFile(plain("uproute.store.path", settings.get("uproute.store.path")));
  }

  /**
   * A file beside it.
   *
   * @throws IllegalArgumentException when that is no plain path, or belongs to the database itself
   */
  Path other(String text) {
    Path file = plain("FILE", text);
    for (String part : PARTS) {
      if (file.equals(path.resolveSibling(path.getFileName() + part))) {
        throw new IllegalArgumentException(file + " is the database itself");
      }
    }
    if (Files.isDirectory(file)) {
      throw new IllegalArgumentException(
          "%s is a folder; FILE is the path of a file, such as %s"
              .formatted(file, Path.of(text).resolve("uproute.db")));
    }
    return file;
  }

  private static Path plain(String name, String text) {
    boolean plain =
        !text.isBlank()
            && !text.equals("-")
            && !text.startsWith(":")
            && !text.contains("://")
            && !text.regionMatches(true, 0, "file:", 0, 5)
            && text.indexOf('?') < 0;
    try {
      if (plain) {
        return Path.of(text).toAbsolutePath().normalize();
      }
    } catch (InvalidPathException _) {
      // said below
    }
    throw new IllegalArgumentException(
        "%s: '%s' is not allowed, the path of a file is, without '?' and without a prefix like 'file:'"
            .formatted(name, text));
  }
}
