package dev.uproute.alert;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether other instances use the same database. Each holds a shared lock on a file beside it for
 * as long as it lives, and the operating system takes it back from one that was killed. Whoever
 * gets the lock alone when it comes knows that all who were there before are gone. Thread-safe.
 */
public final class Presence implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Presence.class);

  private final Path file;
  private final InstantSource clock;
  private FileChannel channel;
  private Instant alone;
  private boolean others;

  /**
   * @param kind {@code uproute.store}: what is in memory is used by nobody else
   * @param path {@code uproute.store.path}
   */
  public Presence(String kind, String path, InstantSource clock) {
    this.file = kind.equals("memory") ? null : Path.of(path.strip() + ".lock");
    this.clock = clock;
  }

  /**
   * When this instance came, if it was alone then: whatever was begun before nobody ends any more.
   * {@link Instant#EPOCH} when others may live.
   */
  synchronized Instant alone() {
    if (alone == null) {
      alone = file != null && enter() ? clock.instant() : Instant.EPOCH;
    }
    return alone;
  }

  /** Whether another instance used the database when this one came. */
  public synchronized boolean shared() {
    alone();
    return others;
  }

  private boolean enter() {
    try {
      // it stays empty, and nobody is kept from anything by whoever may open it
      channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      FileLock exclusive = channel.tryLock();
      if (exclusive != null) {
        exclusive.release();
      }
      channel.lock(0, Long.MAX_VALUE, true);
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
