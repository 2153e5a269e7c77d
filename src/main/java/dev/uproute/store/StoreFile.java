package dev.uproute.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the database lies: readable by its owner only, and never more than a plain path. */
final class StoreFile {
  private static final Logger LOG = LoggerFactory.getLogger(StoreFile.class);

  private final boolean temporary;
  private Path path;

  private StoreFile(Path path, boolean temporary) {
    this.path = path;
    this.temporary = temporary;
  }

  static StoreFile at(String path) {
    String text = path == null ? "" : path.strip();
    boolean plain =
        !text.isEmpty()
            && !text.startsWith(":")
            && !text.regionMatches(true, 0, "file:", 0, 5)
            && !text.contains(":resource:")
            && text.indexOf('?') < 0;
    try {
      if (plain) {
        return new StoreFile(Path.of(text).toAbsolutePath().normalize(), false);
      }
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(notAllowed(text), e);
    }
    throw new IllegalArgumentException(notAllowed(text));
  }

  static StoreFile temporary() {
    return new StoreFile(null, true);
  }

  boolean isTemporary() {
    return temporary;
  }

  private static String notAllowed(String text) {
    return "uproute.store.path: '"
        + text
        + "' is not allowed, the path of a file is, without '?' and without a prefix like 'file:'";
  }

  /**
   * Refuses a place where a database would be damaged.
   *
   * @throws IllegalStateException with one line for people
   */
  void judge(NetworkFileSystem.Types types) throws IOException {
    if (!temporary) {
      NetworkFileSystem.refuse(path, types);
    }
  }

  /** Creates what is missing, so that SQLite finds a file that only its owner can read. */
  Path prepare() {
    try {
      if (temporary) {
        path = Files.createTempDirectory("uproute").resolve("uptime_history.db");
      }
      Files.createDirectories(path.getParent(), mode("rwx------"));
      if (Files.notExists(path)) {
        create();
      }
    } catch (IOException e) {
      throw refused(e);
    }
    if (!Files.isRegularFile(path)
        || !Files.isWritable(path)
        || !Files.isWritable(path.getParent())) {
      throw refused(null);
    }
    return path;
  }

  private void create() throws IOException {
    try {
      Files.createFile(path, mode("rw-------"));
    } catch (FileAlreadyExistsException e) {
      LOG.debug("another instance has just made it", e);
    }
  }

  /**
   * A file of another program may be readable for all; with its log it is its owner's from now on.
   */
  void hide() throws IOException {
    for (String part : List.of("", "-wal", "-shm")) {
      Path each = Path.of(path + part);
      if (Files.exists(each) && mode("rw-------").length > 0) {
        Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rw-------"));
      }
    }
  }

  /** One line that names the file, the user and the way out. */
  IllegalStateException refused(Exception cause) {
    if (Integrity.damaged(cause)) {
      return new IllegalStateException(
          "The file %s is not a whole SQLite database (%s). Put a copy in its place (uproute restore FILE), move it away to begin anew, or set uproute.store.path to another place. Nothing was changed"
              .formatted(path, cause.getMessage()),
          cause);
    }
    if (Reserve.full(cause)) {
      return new IllegalStateException(
          "The database %s cannot be opened, because its disk is full. Make space, or set uproute.store.path to another place"
              .formatted(path),
          cause);
    }
    String user = System.getProperty("user.name");
    return new IllegalStateException(
        "The database %s cannot be opened for writing by user %s%s. Make that file and its folder writable for %s, or set uproute.store.path to another place"
            .formatted(path, user, cause == null ? "" : " (" + cause + ")", user),
        cause);
  }

  void close() {
    if (!temporary || path == null) {
      return;
    }
    try (Stream<Path> files = Files.list(path.getParent())) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(path.getParent());
      path = null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static FileAttribute<?>[] mode(String permissions) {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
