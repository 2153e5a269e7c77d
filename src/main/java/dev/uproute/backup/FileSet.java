package dev.uproute.backup;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * The files of a SQLite database at rest: what it is called, and beside that its log and the index
 * of the log. Nothing here is deleted. Only for files that nobody has open.
 */
record FileSet(Path database) {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

  /**
   * Sets them aside under one name, so that SQLite can read them there.
   *
   * @param word why, such as corrupt
   * @return what the database is called now; null when there was none
   */
  Path setAside(String word, Instant at) throws IOException {
    Path aside = sibling("." + word + "-" + STAMP.format(at));
    // the database last: as long as it is there, a start after a kill sets it aside again
    for (String part : List.of("-shm", "-wal", "")) {
      if (Files.exists(sibling(part))) {
        Files.move(sibling(part), aside.resolveSibling(aside.getFileName() + part));
      }
    }
    return Files.exists(aside) ? aside : null;
  }

  /** Puts a copy of another database into the place, which is free: whole, or not at all. */
  void put(Path copy) throws IOException {
    Path part = beside(copy);
    try {
      take(part);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /**
   * Copies another database to a file beside this one, all of it on the disk, to be {@link #take
   * taken} or deleted.
   *
   * @throws IOException when that is not possible; no file is left behind then
   */
  Path beside(Path copy) throws IOException {
    // a temporary file is readable by its owner only
    Path part = Files.createTempFile(database.getParent(), database.getFileName() + ".", ".part");
    try (FileChannel from = FileChannel.open(copy);
        FileChannel to = FileChannel.open(part, StandardOpenOption.WRITE)) {
      long size = from.size();
      for (long at = 0; at < size; ) {
        at += from.transferTo(at, size - at, to);
      }
      to.force(true);
      return part;
    } catch (IOException e) {
      Files.delete(part);
      throw new IOException(
          "%s cannot be copied to %s: %s".formatted(copy, database.getParent(), e.getMessage()), e);
    }
  }

  /** Makes a file beside this one the database; the place is free. */
  void take(Path part) throws IOException {
    Files.move(part, database, StandardCopyOption.ATOMIC_MOVE);
  }

  private Path sibling(String suffix) {
    return database.resolveSibling(database.getFileName() + suffix);
  }
}
