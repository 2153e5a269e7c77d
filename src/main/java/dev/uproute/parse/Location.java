package dev.uproute.parse;

/**
 * Where something is written.
 *
 * @param file a file, or another source in words, for example {@code row 7 of the Notion list}
 * @param line from 1; 0 where the source has no lines
 * @param column from 1, counted in characters; 0 where the source has no lines
 */
public record Location(String file, int line, int column) implements Comparable<Location> {

  @Override
  public int compareTo(Location other) {
    int files = file.compareTo(other.file);
    int lines = files != 0 ? files : Integer.compare(line, other.line);
    return lines != 0 ? lines : Integer.compare(column, other.column);
  }

  @Override
  public String toString() {
    return line == 0 ? file : file + ":" + line + ":" + column;
  }
}
