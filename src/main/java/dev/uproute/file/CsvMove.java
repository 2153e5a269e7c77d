package dev.uproute.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * Moves the lines of a CSV file to the ends of others, each line exactly once, whatever stops it in
 * between:
 *
 * <ol>
 *   <li>The file was set aside by a rename, so that nobody appends to it any more.
 *   <li>A note says how long each target is, and which lines are moved.
 *   <li>The lines are appended and forced to the disk.
 *   <li>The file set aside goes, then the note.
 * </ol>
 *
 * <p>When there is a note about the same lines already, the targets are first cut back to what it
 * says. Not thread-safe.
 */
public final class CsvMove {
  private final Path aside;
  private final Path note;
  private final String header;

  /** Which file a line belongs to. */
  @FunctionalInterface
  public interface Target {
    Path of(String line) throws IOException;
  }

  /**
   * @param aside the file set aside; its note is beside it
   */
  public CsvMove(Path aside, String header) {
    this.aside = aside;
    this.note = aside.resolveSibling(aside.getFileName() + ".note");
    this.header = header;
  }

  /** Moves them; a half line at the end, which a crash left, is not one. */
  public void to(Target target) throws IOException {
    String text = new String(Files.readAllBytes(aside), UTF_8);
    String whole = text.substring(0, text.lastIndexOf('\n') + 1);
    Map<Path, StringBuilder> lines = new LinkedHashMap<>();
    for (String line : whole.split("(?<=\n)")) {
      if (!line.isBlank() && !line.strip().equals(header)) {
        lines.computeIfAbsent(target.of(line), path -> new StringBuilder()).append(line);
      }
    }
    String mark = mark(text);
    if (!undo(mark)) {
      remember(mark, lines);
    }
    for (Map.Entry<Path, StringBuilder> each : lines.entrySet()) {
      new CsvFile(each.getKey(), header, "move it away").append(each.getValue().toString(), true);
    }
    Files.delete(aside);
    synchronize(aside.getParent());
    Files.deleteIfExists(note);
  }

  /** A note is about the same lines when it begins with the same mark. */
  private static String mark(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    CRC32 sum = new CRC32();
    sum.update(bytes);
    return bytes.length + " " + Long.toHexString(sum.getValue());
  }

  private void remember(String mark, Map<Path, StringBuilder> lines) throws IOException {
    StringBuilder text = new StringBuilder(mark).append('\n');
    for (Path target : lines.keySet()) {
      long length = Folder.plain(target) ? Files.size(target) : 0;
      text.append(length).append(' ').append(target).append('\n');
    }
    Folder.write(Folder.temporary(note), text.toString().getBytes(UTF_8));
    Folder.publish(note);
    synchronize(note.getParent());
  }

  /** Cuts the targets back to what the note says; false when there is none about these lines. */
  private boolean undo(String mark) throws IOException {
    List<String> said = Folder.plain(note) ? Files.readAllLines(note, UTF_8) : List.of();
    if (said.isEmpty() || !said.getFirst().equals(mark)) {
      return false;
    }
    for (String line : said.subList(1, said.size())) {
      int blank = line.indexOf(' ');
      Path target = Path.of(line.substring(blank + 1));
      if (Folder.plain(target)) {
        try (FileChannel file =
            FileChannel.open(target, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
          file.truncate(Long.parseLong(line.substring(0, blank)));
        }
      }
    }
    return true;
  }

  /**
   * Forces what was created, renamed and deleted in a folder to the disk, where that is possible.
   */
  private static void synchronize(Path folder) throws IOException {
    // Windows opens no folder as a file
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel open = FileChannel.open(folder, StandardOpenOption.READ)) {
        open.force(true);
      }
    }
  }
}
