package dev.uproute.store;

import dev.uproute.text.Sizes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.SplittableRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * A file beside the database that only holds space. It is deleted when the disk is full, because
 * SQLite cannot even delete rows then: results are written and old ones pruned in its space until
 * somebody has made some. Only for a database that is a file. Keeps whether it was given up.
 * Thread-safe.
 */
public final class Reserve {
  private static final Logger LOG = LoggerFactory.getLogger(Reserve.class);
  private static final int BLOCK = 1 << 16;

  private final Store store;
  private final long size;
  private boolean released;
  private boolean missed;

  /**
   * @param size {@code uproute.keep.reserve}: a size with its unit, or {@code none}
   */
  public Reserve(Store store, String size) {
    this.store = store;
    this.size = size.equals("none") ? 0 : Sizes.parse(size);
  }

  /**
   * Gives its space up when a full disk is why a transaction failed.
   *
   * @return what happened, for people and in the log; null when the disk is not full, or when there
   *     is nothing to give up
   */
  public synchronized String release(Exception failure) {
    Path file = file();
    try {
      if (file == null || !full(failure) || !Files.deleteIfExists(file)) {
        return null;
      }
    } catch (IOException e) {
      LOG.error("The disk is full and {} cannot be deleted, which would free {}", file, size(), e);
      return null;
    }
    released = true;
    String sentence =
        "The disk with %s is full. The reserve of %s was given up, so that the history goes on being written and pruned; make space before that is used, too"
            .formatted(store.file(), size());
    LOG.error("{}", sentence);
    return sentence;
  }

  /**
   * Opens the database at the start, on a full disk in the space that is given up.
   *
   * @param opening what opens it, and fails with one line for people when that is not possible
   * @return as {@link #release}
   */
  public String open(Runnable opening) {
    try {
      opening.run();
      return null;
    } catch (IllegalStateException e) {
      String sentence = release(e);
      if (sentence == null) {
        throw e;
      }
      opening.run();
      return sentence;
    }
  }

  /** Whether a full disk is why SQLite failed; it maps its index of the log before it writes. */
  static boolean full(Throwable failure) {
    return failure != null
        && NestedExceptionUtils.getMostSpecificCause(failure) instanceof SQLiteException broken
        && (broken.getResultCode() == SQLiteErrorCode.SQLITE_IOERR_SHMSIZE
            || (broken.getResultCode().code & 0xff) == SQLiteErrorCode.SQLITE_FULL.code);
  }

  /**
   * Makes it where it is missing or of another size, when twice its size is free.
   *
   * @return that the disk is not full any more, when people know that it was; else null
   * @throws IOException when the disk cannot be asked
   */
  public synchronized String restore() throws IOException {
    Path file = file();
    if (file == null || size == 0 || Files.exists(file) && Files.size(file) == size) {
      return null;
    }
    Files.deleteIfExists(file);
    if (Files.getFileStore(file.getParent()).getUsableSpace() < 2 * size || !make(file)) {
      if (!released && !missed) {
        LOG.warn("There is no space for a reserve of {} beside {}", size(), store.path());
      }
      missed = true;
      return null;
    }
    missed = false;
    if (!released) {
      return null;
    }
    released = false;
    String sentence =
        "There is space on the disk with %s again, and a reserve of %s"
            .formatted(store.path(), size());
    LOG.info("{}", sentence);
    return sentence;
  }

  /** With bytes that no file system makes smaller; false when they found no space after all. */
  private boolean make(Path file) throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    byte[] block = new byte[BLOCK];
    try (FileChannel channel =
            FileChannel.open(
                file,
                EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                StoreFile.mode("rw-------"));
        OutputStream out = Channels.newOutputStream(channel)) {
      for (long left = size; left > 0; left -= BLOCK) {
        random.nextBytes(block);
        out.write(block, 0, (int) Math.min(BLOCK, left));
      }
      channel.force(true);
      return true;
    } catch (IOException e) {
      Files.deleteIfExists(file);
      LOG.debug("{} cannot be written", file, e);
      return false;
    }
  }

  private String size() {
    return Sizes.text(size);
  }

  private Path file() {
    Path path = store.file();
    return path == null ? null : Path.of(path + ".reserve");
  }
}
