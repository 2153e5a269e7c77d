package dev.uproute.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the file of the database is still the one that is written: somebody may remove it, or put
 * a backup in its place, while SQLite goes on with the file it has open, which has no name any
 * more. Keeps when it was seen last. For one thread.
 */
public final class StoreWatch {
  private static final Logger LOG = LoggerFactory.getLogger(StoreWatch.class);
  private static final Path OPEN_FILES = Path.of("/proc/self/fd");

  private final Store store;
  private final InstantSource clock;
  private String seen;
  private Object logKey;

  public StoreWatch(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Whether another file, or none, is where the one that is written was. */
  public boolean replaced() throws IOException {
    Path path = store.path();
    if (path == null) {
      return false;
    }
    Object opened = store.fileKey();
    Path log = Path.of(path + "-wal");
    boolean replaced = opened != null && !opened.equals(key(path)) || deleted(log);
    if (!replaced) {
      seen = now();
      logKey = key(log);
    }
    return replaced;
  }

  /**
   * Goes on with the file that is there, or a new one.
   *
   * @return what happened, as a sentence; it stands in the log, too
   */
  public String reopen() {
    String sentence =
        "The database %s was removed or replaced while Uproute ran, after %s. It goes on with the file that is there; what is not in that is lost"
            .formatted(store.path(), seen);
    LOG.error(sentence);
    store.reopen(logKey);
    seen = now();
    return sentence;
  }

  private String now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** Which file a path names; null when there is none, and where the system does not know. */
  static Object key(Path path) {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    } catch (IOException _) {
      return null;
    }
  }

  /** Whether this process writes a file of that name that is no longer there; known on Linux. */
  private static boolean deleted(Path file) throws IOException {
    if (!Files.isDirectory(OPEN_FILES)) {
      return false;
    }
    try (Stream<Path> files = Files.list(OPEN_FILES)) {
      return files.anyMatch(open -> (file + " (deleted)").equals(target(open)));
    }
  }

  /** Null for one that was closed meanwhile. */
  private static String target(Path open) {
    try {
      return Files.readSymbolicLink(open).toString();
    } catch (IOException _) {
      return null;
    }
  }
}
