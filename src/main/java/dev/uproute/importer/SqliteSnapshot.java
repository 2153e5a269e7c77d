package dev.uproute.importer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;

/**
 * A copy of a SQLite file with its log, which another program may be writing. SQLite itself would
 * leave files beside the original. It is readable by its owner only, and goes with {@link #delete},
 * or at the end of the program.
 */
final class SqliteSnapshot {
  private static final List<String> LOGS = List.of("-wal", "-journal");
  private static final int TRIES = 10;

  private SqliteSnapshot() {}

  /** Whether one is needed: a file without a log may be read in its place. */
  static boolean needed(Path file) {
    return LOGS.stream().anyMatch(log -> Files.exists(beside(file, log)));
  }

  /**
   * Makes it, such that nobody wrote to either file in between.
   *
   * @throws IOException when somebody always did, or there is no space
   */
  static Path of(Path file) throws IOException {
    Path folder = Files.createTempDirectory("uproute-import");
    Path copy = folder.resolve("copy.db");
    folder.toFile().deleteOnExit();
    Stream.of("", "-wal", "-shm", "-journal")
        .forEach(end -> beside(copy, end).toFile().deleteOnExit());
    for (int i = 0; i < TRIES; i++) {
      String before = state(file);
      Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      for (String log : LOGS) {
        Files.deleteIfExists(beside(copy, log));
        if (Files.exists(beside(file, log))) {
          Files.copy(beside(file, log), beside(copy, log));
        }
      }
      if (state(file).equals(before)) {
        return copy;
      }
    }
    delete(copy);
    throw new IOException("it is written while it is copied; stop the program that writes it");
  }

  private static String state(Path file) throws IOException {
    StringBuilder state = new StringBuilder();
    for (String end : List.of("", "-wal", "-journal")) {
      Path part = beside(file, end);
      if (Files.exists(part)) {
        var attributes = Files.readAttributes(part, BasicFileAttributes.class);
        state.append(attributes.size()).append(' ').append(attributes.lastModifiedTime());
      }
      state.append('\n');
    }
    return state.toString();
  }

  private static Path beside(Path file, String end) {
    return file.resolveSibling(file.getFileName() + end);
  }

  /** Null is none. */
  static void delete(Path copy) {
    if (copy == null) {
      return;
    }
    try (Stream<Path> files = Files.list(copy.getParent())) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(copy.getParent());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
