package dev.uproute.page;

import dev.uproute.text.Words;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A folder that is brought from one set of files to the next. Whoever reads it meanwhile sees whole
 * files only: each new text goes to a temporary file, is forced to the disk and renamed. Nothing is
 * visible before {@link #publish}, so a failure half-way leaves the old files.
 *
 * <p>Files of names that are gone are deleted, but only those it wrote itself; it remembers them in
 * {@value #OURS}. It writes below its folder alone: a symbolic link inside is replaced or refused,
 * never followed. Not thread-safe.
 */
final class PublicFolder {
  static final String OURS = ".uproute-files";

  private final Path root;
  private final Set<String> staged = new LinkedHashSet<>();
  private final Set<String> wanted = new LinkedHashSet<>();

  /**
   * @param folder made when it is missing; may itself be reached through a link
   */
  PublicFolder(Path folder) throws IOException {
    Files.createDirectories(Files.exists(folder) ? folder.toRealPath() : folder);
    this.root = folder.toRealPath();
  }

  /** Prepares one file; does nothing but remember its name when it already holds this text. */
  void stage(String name, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Path file = inside(name);
    wanted.add(name);
    if (!holds(file, bytes)) {
      Files.createDirectories(file.getParent());
      staged.add(name);
      write(temporary(file), bytes);
    }
  }

  /**
   * Leaves a file as it is.
   *
   * @return false when there is none of that name
   */
  boolean keep(String name) throws IOException {
    return Files.isRegularFile(inside(name), LinkOption.NOFOLLOW_LINKS) && wanted.add(name);
  }

  /**
   * Makes what was staged visible and deletes the files of former names.
   *
   * @return how many files changed
   */
  int publish() throws IOException {
    Set<String> former = new TreeSet<>(ours());
    Set<String> all = new TreeSet<>(former);
    all.addAll(wanted);
    // known before they exist: what is written when the power goes is still found next time
    remember(all);
    for (String name : staged) {
      Path file = inside(name);
      move(temporary(file), file);
    }
    former.removeAll(wanted);
    for (String name : former) {
      Files.deleteIfExists(inside(name));
    }
    remember(wanted);
    return staged.size() + former.size();
  }

  /** Removes what was staged and not published. */
  void discard() throws IOException {
    for (String name : staged) {
      Files.deleteIfExists(temporary(inside(name)));
    }
  }

  private Path inside(String name) throws IOException {
    Path file = root.resolve(name).normalize();
    if (!file.startsWith(root) || file.equals(root)) {
      throw new IOException("page '" + Words.visible(name) + "' would be outside of " + root);
    }
    for (Path up = file.getParent(); !up.equals(root); up = up.getParent()) {
      if (Files.isSymbolicLink(up)) {
        throw new IOException(up + " is a symbolic link: pages are not written through links");
      }
    }
    return file;
  }

  private List<String> ours() throws IOException {
    Path list = inside(OURS);
    return Files.isRegularFile(list, LinkOption.NOFOLLOW_LINKS)
        ? Files.readAllLines(list).stream().filter(name -> !name.isBlank()).toList()
        : List.of();
  }

  private void remember(Collection<String> names) throws IOException {
    byte[] bytes =
        (String.join("\n", new TreeSet<>(names)) + "\n").getBytes(StandardCharsets.UTF_8);
    Path list = inside(OURS);
    if (!holds(list, bytes)) {
      write(temporary(list), bytes);
      move(temporary(list), list);
    }
  }

  private static boolean holds(Path file, byte[] bytes) throws IOException {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && Files.size(file) == bytes.length
        && Arrays.equals(Files.readAllBytes(file), bytes);
  }

  private static Path temporary(Path file) {
    return file.resolveSibling("." + file.getFileName() + ".tmp");
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    // a left-over of a crash, or a trap: CREATE_NEW does not write through either
    Files.deleteIfExists(file);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
