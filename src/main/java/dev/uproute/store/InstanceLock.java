package dev.uproute.store;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file beside the database by which processes of one machine know of each other: the holder of
 * the {@link Lease} locks the byte whose number is its epoch, and the operating system takes that
 * back from one that was killed. One that only stands still keeps it. Thread-safe.
 */
public final class InstanceLock implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(InstanceLock.class);

  /** The byte of who prepares the database; no epoch comes so far. */
  private static final long PREPARING = Long.MAX_VALUE - 1;

  /** The byte that all share who have the database open. */
  private static final long USED = Long.MAX_VALUE - 2;

  private static final long PAUSE = 50;

  private static final Set<StandardOpenOption> OPEN =
      Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);

  /** Of a database that no other process of this machine uses, or of a server. */
  static final InstanceLock NONE = new InstanceLock(null);

  private final Path file;
  // one for as long as it lives: closing a second one of the same file would drop every lock
  private FileChannel channel;
  private FileLock held;

  /**
   * Keeps every instance from opening a database, until closed.
   *
   * @return null when one has it open
   */
  public static InstanceLock alone(Path database) throws IOException {
    InstanceLock lock = new InstanceLock(database);
    lock.prepare();
    try {
      if (lock.tryLock(USED, false) != null) {
        return lock;
      }
    } catch (IOException e) {
      LOG.debug("nobody knows whether others use the database", e);
      return lock;
    }
    lock.close();
    return null;
  }

  /**
   * @param database the file it lies beside
   */
  InstanceLock(Path database) {
    this.file = database == null ? null : Path.of(database + ".lock");
  }

  /**
   * Waits until no other process prepares the database, and keeps others from it until closed; does
   * neither where there are no locks.
   */
  synchronized Closeable prepare() throws InterruptedIOException {
    try {
      FileLock lock = tryLock(PREPARING, false);
      if (lock == null && file != null) {
        LOG.info("Another instance prepares the database at this moment; this one waits for that");
      }
      while (lock == null && file != null) {
        pause();
        lock = tryLock(PREPARING, false);
      }
      FileLock mine = lock;
      return mine == null ? () -> {} : mine::release;
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      LOG.debug("the database is prepared without a lock", e);
      return () -> {};
    }
  }

  private static void pause() throws InterruptedIOException {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  /** Says, until closed, that the database is open. */
  synchronized void use() {
    try {
      tryLock(USED, true);
    } catch (IOException e) {
      LOG.debug("nobody will see that the database is open", e);
    }
  }

  /** Locks the byte of an epoch in place of that before. */
  synchronized void hold(long epoch) {
    release();
    try {
      held = tryLock(epoch, false);
    } catch (IOException e) {
      LOG.debug("nobody will see at once that this process is gone", e);
    }
  }

  synchronized void release() {
    try {
      if (held != null && held.isValid()) {
        held.release();
      }
    } catch (IOException e) {
      LOG.debug("the lock is not given back", e);
    }
    held = null;
  }

  /** Whether the process that took the lease with this epoch is gone; false when nobody knows. */
  synchronized boolean gone(long epoch) {
    try (FileLock lock = tryLock(epoch, false)) {
      return lock != null;
    } catch (IOException e) {
      LOG.debug("nobody knows whether the holder of the lease lives", e);
      return false;
    }
  }

  /** Null when somebody else has it, and when nobody else can use the database. */
  private FileLock tryLock(long position, boolean shared) throws IOException {
    if (file == null) {
      return null;
    }
    if (channel == null) {
      // it stays empty
      channel = FileChannel.open(file, OPEN, StoreFile.mode("rw-------"));
    }
    try {
      return channel.tryLock(position, 1, shared);
    } catch (OverlappingFileLockException _) {
      return null;
    }
  }

  @Override
  public synchronized void close() {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      LOG.debug("{} is not closed", file, e);
    }
    channel = null;
    held = null;
  }
}
