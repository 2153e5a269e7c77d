package dev.uproute.backup;

import dev.uproute.store.Integrity;
import dev.uproute.store.Schema;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder of the nightly copies; what else is in it stays as it is. Immutable; thread-safe. */
final class BackupFolder {
  private static final Logger LOG = LoggerFactory.getLogger(BackupFolder.class);
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final Path path;
  private final String stem;
  private final Pattern name;

  /**
   * @param database whose copies they are; their names begin with its own
   */
  BackupFolder(Path path, Path database) {
    this.path = path;
    this.stem = database.getFileName().toString().replaceFirst("\\.db$", "");
    this.name = Pattern.compile(Pattern.quote(stem) + "-(\\d{8}T\\d{6}Z)\\.db(\\.\\d+\\.part)?");
  }

  /** What a copy of that time is called; its folder is made for its owner only. */
  Path ready(Instant at) throws IOException {
    if (Files.notExists(path)) {
      Files.createDirectories(path);
      if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
      }
    }
    return path.resolve(stem + "-" + STAMP.format(at) + ".db");
  }

  /** The copies, newest first. */
  List<Path> files() throws IOException {
    return list()
        .filter(file -> at(file) != null)
        .sorted(Comparator.comparing(this::at).reversed())
        .toList();
  }

  /**
   * The newest copy that can be read, all of it where that takes no time; null when there is none.
   *
   * @param other those that are not to be taken
   */
  Backup good(Set<Path> other) throws IOException {
    for (Path file : files()) {
      if (!other.contains(file)) {
        try (Connection connection = FileConnection.read(file)) {
          Integrity.atOnce(connection);
          Backup copy = Backup.facts(file, connection);
          if (copy.schema() > 0 && copy.schema() <= Schema.VERSION) {
            return copy;
          }
          LOG.warn("The copy {} has schema {}, which is none of this Uproute", file, copy.schema());
        } catch (SQLException e) {
          LOG.warn("The copy {} cannot be used", file, e);
        }
      }
    }
    return null;
  }

  private Stream<Path> list() throws IOException {
    if (!Files.isDirectory(path)) {
      return Stream.of();
    }
    try (Stream<Path> files = Files.list(path)) {
      return files.toList().stream();
    }
  }

  /** When a copy was made, which its name says; null when the file is none. */
  Instant at(Path file) {
    Matcher copy = name.matcher(file.getFileName().toString());
    try {
      return copy.matches() && copy.group(2) == null
          ? STAMP.parse(copy.group(1), Instant::from)
          : null;
    } catch (DateTimeException _) {
      return null;
    }
  }

  /** Lets the oldest go, and what a kill left of a copy. */
  void prune(int keep) throws IOException {
    List<Path> all = files();
    for (Path old : all.subList(Math.min(keep, all.size()), all.size())) {
      Files.delete(old);
    }
    for (Path file : list().toList()) {
      Matcher copy = name.matcher(file.getFileName().toString());
      if (copy.matches() && copy.group(2) != null) {
        Files.delete(file);
      }
    }
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
