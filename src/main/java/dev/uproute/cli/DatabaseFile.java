package dev.uproute.cli;

import dev.uproute.setting.Assembly;
import dev.uproute.setting.SettingValues;
import dev.uproute.store.PostgresAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;

/**
 * The file of the database, for commands that copy it or put a copy in its place. Nothing is opened
 * or judged but where it is, so that a mistake elsewhere in the settings keeps nobody from it.
 */
record DatabaseFile(Path path) {
  private static final List<String> PARTS = List.of("", "-wal", "-shm", ".lock");

  /**
   * As the settings say.
   *
   * @param tool what does the same on PostgreSQL, but for the address
   * @throws IllegalArgumentException when the history is in no file, with the way out
   */
  static DatabaseFile find(String tool) {
    SettingValues settings = Assembly.settings(Assembly.assemble(Map.of()));
    String kind = settings.get("uproute.store");
    if (kind.equals("postgresql")) {
      throw new IllegalArgumentException(
          "The history is on PostgreSQL, whose own tools copy it. Nothing was done; this does it, and asks for the password unless PGPASSWORD or ~/.pgpass has it:\n  %s --dbname='%s'"
              .formatted(tool, address(settings)));
    }
    if (!kind.equals("sqlite")) {
      throw new IllegalArgumentException(
          "uproute.store is '%s': there is no file of a database".formatted(kind));
    }
    return new DatabaseFile(plain("uproute.store.path", settings.get("uproute.store.path")));
  }

  /** With the user, whom it does not name by itself, and without the password. */
  private static String address(SettingValues settings) {
    PostgresAddress address = PostgresAddress.parse(settings.get("uproute.store.url"), "");
    String user = address.user() == null ? "" : encoded(address.user()) + "@";
    String mode = address.options().get("sslmode");
    return address.toString().replaceFirst("//", "//" + Matcher.quoteReplacement(user))
        + (mode == null ? "" : "?sslmode=" + mode);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
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
