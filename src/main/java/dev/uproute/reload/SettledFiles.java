package dev.uproute.reload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Finds files that were changed, and then stayed as they are for so long that nobody is in the
 * middle of writing them. That something happened to a file is seen by what the file system says of
 * it; whether its content is another one is for the caller to compare. For one thread.
 */
final class SettledFiles {
  /** Longer than a file that is written in two steps stands still between them. */
  static final Duration SETTLED = Duration.ofMillis(2_400);

  /** A change is seen by the next look, which comes within a second. */
  private static final Duration LATE = Duration.ofMillis(1_500);

  private static final Stamp NONE = new Stamp("none", null);
  private static final boolean UNIX =
      Path.of("").getFileSystem().supportedFileAttributeViews().contains("unix");

  private final Supplier<Collection<Path>> files;
  private final Duration settled;
  private final Map<Path, Stamp> known = new HashMap<>();
  private final Map<Path, Changed> changed = new HashMap<>();

  private record Changed(Stamp stamp, Instant since) {}

  /**
   * What differs after each write, also of a link that points elsewhere.
   *
   * @param written when it changed, as far as the file system says
   */
  private record Stamp(String text, Instant written) {
    boolean same(Stamp other) {
      return text.equals(other.text);
    }

    /** When it was written, if that may be true; else now. */
    Instant since(Instant now) {
      boolean likely = written != null && !written.isAfter(now) && written.isAfter(now.minus(LATE));
      return likely ? written : now;
    }
  }

  /**
   * From now on.
   *
   * @param files those there are now
   */
  SettledFiles(Supplier<Collection<Path>> files) {
    this(files, SETTLED);
  }

  /**
   * From now on.
   *
   * @param settled how long one has to stay as it is
   */
  SettledFiles(Supplier<Collection<Path>> files, Duration settled) {
    this.files = files;
    this.settled = settled;
    files.get().forEach(file -> known.put(file, stamp(file)));
  }

  /** Those that settled since the last call, also those that are gone. */
  List<Path> changed(Instant now) {
    Set<Path> all = new HashSet<>(known.keySet());
    all.addAll(files.get());
    // what came and went again meanwhile is nothing to wait for
    changed.keySet().retainAll(all);
    List<Path> found = new ArrayList<>();
    for (Path file : all) {
      Stamp stamp = stamp(file);
      if (stamp.same(known.getOrDefault(file, NONE))) {
        changed.remove(file);
        continue;
      }
      Changed before = changed.get(file);
      if (before == null || !before.stamp().same(stamp)) {
        changed.put(file, new Changed(stamp, stamp.since(now)));
      } else if (!now.isBefore(before.since().plus(settled))) {
        changed.remove(file);
        known.put(file, stamp);
        found.add(file);
      }
    }
    known.values().removeIf(NONE::equals);
    return found;
  }

  /** Whether a file is what it was when it settled last, or at the start. */
  boolean unchanged(Path file) {
    return stamp(file).same(known.getOrDefault(file, NONE));
  }

  /** Whether something changed that has not settled yet. */
  boolean waits() {
    return !changed.isEmpty();
  }

  private static Stamp stamp(Path file) {
    try {
      var is =
          Files.readAttributes(
              file, UNIX ? "unix:ctime,size,ino,dev,mode" : "lastModifiedTime,size,fileKey");
      FileTime written = (FileTime) is.get(UNIX ? "ctime" : "lastModifiedTime");
      return new Stamp(is.toString(), written.toInstant());
    } catch (IOException e) {
      return NONE;
    }
  }

  /** The files of a folder that need not exist. */
  static List<Path> in(Path folder, String suffix) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var all = Files.list(folder)) {
      return all.filter(file -> file.getFileName().toString().endsWith(suffix)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(folder + "/ cannot be listed", e);
    }
  }
}
