package dev.uproute.page;

import dev.uproute.file.Folder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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

  private final Folder folder;
  private final Set<String> staged = new LinkedHashSet<>();
  private final Set<String> wanted = new LinkedHashSet<>();

  /**
   * @param folder made when it is missing; may itself be reached through a link
   */
  PublicFolder(Path folder) throws IOException {
    this.folder = Folder.at(folder);
  }

  /** Prepares one file; does nothing but remember its name when it already holds this text. */
  void stage(String name, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Path file = folder.inside(name);
    wanted.add(name);
    if (!holds(file, bytes)) {
      staged.add(name);
      Folder.write(Folder.temporary(folder.ready(name)), bytes);
    }
  }

  /**
   * Leaves a file as it is.
   *
   * @return false when there is none of that name
   */
  boolean keep(String name) throws IOException {
    return Folder.plain(folder.inside(name)) && wanted.add(name);
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
      Folder.publish(folder.inside(name));
    }
    former.removeAll(wanted);
    for (String name : former) {
      Files.deleteIfExists(folder.inside(name));
    }
    remember(wanted);
    return staged.size() + former.size();
  }

  /** Removes what was staged and not published. */
  void discard() throws IOException {
    for (String name : staged) {
      Files.deleteIfExists(Folder.temporary(folder.inside(name)));
    }
  }

  private List<String> ours() throws IOException {
    Path list = folder.inside(OURS);
    return Folder.plain(list)
        ? Files.readAllLines(list).stream().filter(name -> !name.isBlank()).toList()
        : List.of();
  }

  private void remember(Collection<String> names) throws IOException {
    byte[] bytes =
        (String.join("\n", new TreeSet<>(names)) + "\n").getBytes(StandardCharsets.UTF_8);
    if (!holds(folder.inside(OURS), bytes)) {
      folder.replace(OURS, bytes);
    }
  }

  private static boolean holds(Path file, byte[] bytes) throws IOException {
    return Folder.plain(file)
        && Files.size(file) == bytes.length
        && Arrays.equals(Files.readAllBytes(file), bytes);
  }
}
