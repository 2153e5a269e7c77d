package dev.uproute.dns;

import dev.uproute.text.Deadline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;

/** Whether a file is another one than before; read no more than once a second. Thread-safe. */
final class FileChanges {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Path file;
  private volatile Deadline pause = Deadline.after(Duration.ZERO);
  private volatile String stamp;

  FileChanges(Path file) {
    this.file = file;
  }

  /** True for the first call, and for the first one after each change. */
  boolean seen() {
    return pause.expired() && check();
  }

  private synchronized boolean check() {
    pause = Deadline.after(PAUSE);
    String now = stamp(file);
    boolean changed = !now.equals(stamp);
    stamp = now;
    return changed;
  }

  private static String stamp(Path file) {
    try {
      BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
      return is.lastModifiedTime() + " " + is.size() + " " + is.fileKey();
    } catch (IOException e) {
      return "none";
    }
  }
}
