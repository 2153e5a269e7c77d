package dev.uproute.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.uproute.text.Words;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Set;

/**
 * A CSV file (RFC 4180, UTF-8) that grows at its end: the header once, then whole lines. Not
 * thread-safe; a link in its place is not followed.
 *
 * @param path its folder has to exist
 * @param header its columns, without a line end
 * @param otherwise what to do about a file with other columns, for people
 */
public record CsvFile(Path path, String header, String otherwise) {
  public static final String END = "\r\n";

  private static final Set<OpenOption> APPEND =
      Set.of(
          StandardOpenOption.CREATE,
          StandardOpenOption.READ,
          StandardOpenOption.WRITE,
          LinkOption.NOFOLLOW_LINKS);

  /** How far back the end of the last whole line is looked for; a line is shorter. */
  private static final int LONGEST = 1 << 16;

  /**
   * Appends lines, each with its end, all or none of them; a half line at the end of the file,
   * which a crash left, goes.
   *
   * @param force whether they are to be on the disk when this returns
   * @throws IOException when the file cannot be written, or is one with other columns
   */
  public void append(String lines, boolean force) throws IOException {
    try (FileChannel file = FileChannel.open(path, APPEND)) {
      long end = end(file);
      String start = end == 0 ? header + END : "";
      try {
        file.truncate(end).position(end);
        Folder.write(file, (start + lines).getBytes(UTF_8));
      } catch (IOException e) {
        // of a full disk: a line that was cut off would be taken for one
        file.truncate(end);
        throw e;
      }
      if (force) {
        file.force(true);
      }
    }
  }

  /**
   * How long its header and whole lines are, in bytes; 0 when there are none.
   *
   * @throws IOException when the file cannot be read, or is one with other columns
   */
  public long length() throws IOException {
    if (!Folder.plain(path)) {
      return 0;
    }
    try (FileChannel file =
        FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      return end(file);
    }
  }

  /** The last lines of a file that is there, the first of them perhaps not whole. */
  public String tail() throws IOException {
    try (FileChannel file =
        FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      long from = Math.max(0, file.size() - LONGEST);
      return new String(read(file, from, (int) (file.size() - from)), UTF_8);
    }
  }

  /** Where the last whole line ends; 0 for a file without a whole header. */
  private long end(FileChannel file) throws IOException {
    String first = new String(read(file, 0, header.length() + 1), UTF_8);
    boolean begun = header.startsWith(first);
    if (begun || first.equals(header + '\r') || first.equals(header + '\n')) {
      return begun ? 0 : lastLine(file);
    }
    String line = new String(read(file, 0, 200), UTF_8).lines().findFirst().orElse("");
    throw new IOException(
        path
            + ":1: the columns are '"
            + Words.visible(line)
            + "', expected '"
            + header
            + "'; "
            + otherwise);
  }

  private static long lastLine(FileChannel file) throws IOException {
    long size = file.size();
    long from = Math.max(0, size - LONGEST);
    byte[] tail = read(file, from, (int) (size - from));
    for (int i = tail.length - 1; i >= 0; i--) {
      if (tail[i] == '\n') {
        return from + i + 1;
      }
    }
    return from == 0 ? 0 : size;
  }

  private static byte[] read(FileChannel file, long from, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining() && file.read(bytes, from + bytes.position()) >= 0) {
      // until it is full, or the file ends
    }
    return Arrays.copyOf(bytes.array(), bytes.position());
  }
}
