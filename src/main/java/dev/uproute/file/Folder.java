package dev.uproute.file;

import dev.uproute.text.Words;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder of ours: names stand for files below it and nowhere else, and a symbolic link inside is
 * refused, never followed. Immutable; thread-safe.
 */
public final class Folder {
  private final Path root;

  private Folder(Path root) {
    this.root = root;
  }

  /**
   * @param folder made when it is missing; may itself be reached through a link
   */
  public static Folder at(Path folder) throws IOException {
    Files.createDirectories(Files.exists(folder) ? folder.toRealPath() : folder);
    return new Folder(folder.toRealPath());
  }

  /**
   * One that is there.
   *
   * @throws IOException when it is not
   */
  public static Folder existing(Path folder) throws IOException {
    return new Folder(folder.toRealPath());
  }

  /** Where it is, without links. */
  public Path root() {
    return root;
  }

  /**
   * The file a name stands for, which need not exist.
   *
   * @param name relative, with {@code /} between its parts
   * @throws IOException when that is outside of this folder, or behind a symbolic link
   */
  public Path inside(String name) throws IOException {
    Path file = root.resolve(name).normalize();
    if (!file.startsWith(root) || file.equals(root)) {
      throw new IOException("'" + Words.visible(name) + "' would be outside of " + root);
    }
    for (Path up = file.getParent(); !up.equals(root); up = up.getParent()) {
      if (Files.isSymbolicLink(up)) {
        throw new IOException(up + " is a symbolic link: nothing is written through it");
      }
    }
    return file;
  }

  /** The same, with the folders it stands in. */
  public Path ready(String name) throws IOException {
    Path file = inside(name);
    // a link is refused above; createDirectories alone would go through it
    Files.createDirectories(file.getParent());
    return file;
  }

  /** Writes a file as a whole: whoever reads it meanwhile, or after a power cut, sees no half. */
  public void replace(String name, byte[] bytes) throws IOException {
    Path file = ready(name);
    write(temporary(file), bytes);
    publish(file);
  }

  /** Where the next text of a file waits until it is {@link #publish published}. */
  public static Path temporary(Path file) {
    return file.resolveSibling("." + file.getFileName() + ".tmp");
  }

  /** What is in the temporary file of this one becomes its text, at once. */
  public static void publish(Path file) throws IOException {
    Files.move(
        temporary(file), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Makes a new file and forces it to the disk; one of that name, or a link, goes. */
  public static void write(Path file, byte[] bytes) throws IOException {
    // a left-over of a crash, or a trap: CREATE_NEW does not write through either
    Files.deleteIfExists(file);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      write(channel, bytes);
      channel.force(true);
    }
  }

  static void write(FileChannel channel, byte[] bytes) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    while (rest.hasRemaining()) {
      channel.write(rest);
    }
  }

  /** Deletes a folder with all that is in it; of a link the link. */
  public static void deleteTree(Path folder) throws IOException {
    List<Path> all;
    // links are not followed
    try (Stream<Path> found = Files.walk(folder)) {
      all = found.toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    for (Path each : all.reversed()) {
      Files.delete(each);
    }
  }

  /** Whether there is a plain file, no link. */
  public static boolean plain(Path file) {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }
}
