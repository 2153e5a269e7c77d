package dev.uproute.deliver;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether other instances use the same database. Each holds a shared lock on a file beside it for
 * as long as it lives, and the operating system takes it back from one that was killed. Whoever
 * gets the lock alone when it comes knows that all who were there before are gone. Thread-safe.
 */
public final class InstanceLock implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(InstanceLock.class);

  private final Path file;
  private FileChannel channel;
  private FileLock shared;
  private Boolean alone;
  private boolean others;
  private boolean claimed;

  /**
   * @param kind {@code uproute.store}: only a file has one beside it
   * @param path {@code uproute.store.path}
   */
  public InstanceLock(String kind, String path) {
    this.file = kind.equals("sqlite") ? Path.of(path.strip() + ".lock") : null;
  }

  /** Whether nobody else lived when this instance came. */
  synchronized boolean alone() {
    if (alone == null) {
      alone = file != null && nobodyElse();
    }
    return alone;
  }

  /** Whether another instance used the database when this one came. */
  public synchronized boolean shared() {
    alone();
    return others;
  }

  /**
   * Whether nobody else lives, until {@link #claimed}: what was begun before nobody ends any more.
   * Only while that transaction may write, so that whoever comes meanwhile begins nothing yet.
   */
  synchronized boolean first() {
    return !claimed && alone() && nobodyElse();
  }

  /** That transaction has committed. */
  public synchronized void claimed() {
    claimed = true;
  }

  private boolean nobodyElse() {
    try {
      if (channel == null) {
        // it stays empty, and nobody is kept from anything by whoever may open it
        channel =
            FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      }
      if (shared != null) {
        shared.release();
      }
      FileLock exclusive = channel.tryLock();
      if (exclusive != null) {
        exclusive.release();
      }
      shared = channel.lock(0, Long.MAX_VALUE, true);
      others = exclusive == null;
      return !others;
    } catch (IOException | OverlappingFileLockException e) {
      LOG.debug("nobody knows whether others use the database", e);
      return false;
    }
  }

  @Override
  public synchronized void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }
}
