package dev.uproute.backup;

import dev.uproute.store.Schema;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Instant;

/**
 * A copy that took the place of the database.
 *
 * @param copy what the database is now
 * @param aside what the database was before is called so now; null when there was none
 */
public record Restore(Backup copy, Path aside) {
  /** Where SQLite locks a file: whoever has it open holds a part of these bytes. */
  private static final long LOCK = 0x40000002L;

  private static final int LOCKED = 510;

  /**
   * Checks a copy, sets the database aside and puts the copy into its place.
   *
   * @throws SQLException when the copy is damaged
   * @throws IOException when another program uses the database, or a file cannot be written; the
   *     message is for people then
   * @throws IllegalArgumentException when the copy is none of this program's; nothing is changed
   */
  public static Restore of(Path file, Path database, Instant at) throws SQLException, IOException {
    Backup copy = Backup.whole(file);
    if (copy.schema() == 0) {
      throw new IllegalArgumentException(file + " is a database of another program");
    }
    if (copy.schema() > Schema.VERSION) {
      throw new IllegalArgumentException(
          "%s has schema %d, written by a newer Uproute; this one knows up to %d"
              .formatted(file, copy.schema(), Schema.VERSION));
    }
    Files.createDirectories(database.getParent());
    FileSet files = new FileSet(database);
    // before anything is set aside: a disk without space for it leaves all as it was
    Path part = files.beside(file);
    try {
      return new Restore(copy, exchange(files, part, at));
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static Path exchange(FileSet files, Path part, Instant at) throws IOException {
    Path database = files.database();
    if (Files.notExists(database)) {
      files.setAside("before-restore", at);
      files.take(part);
      return null;
    }
    try (FileChannel channel =
            FileChannel.open(database, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileLock alone = channel.tryLock(LOCK, LOCKED, false)) {
      if (alone == null) {
        throw new IOException("Another program has " + database + " open");
      }
      Path aside = files.setAside("before-restore", at);
      files.take(part);
      return aside;
    }
  }
}
