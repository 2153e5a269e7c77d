package dev.uproute.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines on their way from one file to two others, and what stops them there. */
class CsvMoveTest {
  private static final String HEADER = "day,number\r\n";

  @TempDir Path folder;
  private Path aside;

  @BeforeEach
  void before() throws IOException {
    aside = folder.resolve(".live.moving");
    Files.writeString(file("mon"), HEADER + "mon,0\r\n");
    Files.writeString(aside, HEADER + "mon,1\r\nmon,2\r\ntue,3\r\ntue,4\r\n");
  }

  private Path file(String day) {
    return folder.resolve(day);
  }

  private void move() throws IOException {
    new CsvMove(aside, HEADER.strip()).to(line -> file(line.substring(0, 3)));
  }

  private void assertMoved() throws IOException {
    assertEquals(HEADER + "mon,0\r\nmon,1\r\nmon,2\r\n", Files.readString(file("mon")));
    assertEquals(HEADER + "tue,3\r\ntue,4\r\n", Files.readString(file("tue")));
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(
          List.of("mon", "tue"), left.map(f -> f.getFileName().toString()).sorted().toList());
    }
  }

  @Test
  void each_line_goes_to_the_end_of_its_file() throws Exception {
    move();
    assertMoved();
  }

  /** Stopped between the first file and the second, by a folder in the place of the latter. */
  private void stopHalfWay() throws IOException {
    Files.createDirectory(file("tue"));
    assertThrows(IOException.class, this::move);
    Files.delete(file("tue"));
    assertEquals(HEADER + "mon,0\r\nmon,1\r\nmon,2\r\n", Files.readString(file("mon")));
  }

  @Test
  void a_move_that_was_stopped_half_way_goes_on_and_no_line_is_there_twice() throws Exception {
    stopHalfWay();
    move();
    assertMoved();
  }

  @Test
  void nor_where_it_was_stopped_in_the_middle_of_a_line_or_after_the_last() throws Exception {
    stopHalfWay();
    String whole = Files.readString(file("mon"));
    byte[] note = Files.readAllBytes(folder.resolve(".live.moving.note"));
    byte[] lines = Files.readAllBytes(aside);
    for (int length = (HEADER + "mon,0\r\n").length(); length <= whole.length(); length++) {
      Files.writeString(file("mon"), whole.substring(0, length));
      Files.write(folder.resolve(".live.moving.note"), note);
      Files.write(aside, lines);
      move();
      assertMoved();
    }
  }

  @Test
  void a_note_about_lines_that_are_moved_already_changes_nothing() throws Exception {
    stopHalfWay();
    byte[] note = Files.readAllBytes(folder.resolve(".live.moving.note"));
    move();
    // the power went before the note was gone, and the next hour came
    Files.write(folder.resolve(".live.moving.note"), note);
    Files.writeString(aside, HEADER + "tue,5\r\n");
    move();
    assertEquals(HEADER + "mon,0\r\nmon,1\r\nmon,2\r\n", Files.readString(file("mon")));
    assertEquals(HEADER + "tue,3\r\ntue,4\r\ntue,5\r\n", Files.readString(file("tue")));
    assertFalse(Files.exists(folder.resolve(".live.moving.note")));
  }

  @Test
  void half_a_line_that_a_crash_left_is_none() throws Exception {
    Files.writeString(aside, HEADER + "mon,1\r\nmon,2\r\ntue,3\r\ntue,4\r\nmon,");
    move();
    assertMoved();
  }
}
