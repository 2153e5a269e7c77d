package dev.uproute.reload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file counts when it has stayed as it is, however it was written. */
class SettledFilesTest {
  @TempDir Path folder;
  private Path file;
  private SettledFiles files;

  @BeforeEach
  void begin() throws Exception {
    file = Files.writeString(folder.resolve("a.yaml"), "old");
    files = new SettledFiles(() -> SettledFiles.in(folder, ".yaml"));
  }

  private List<Path> at(long millis) {
    return files.changed(Instant.parse("2026-06-17T12:00:00Z").plusMillis(millis));
  }

  @Test
  void one_that_is_written_in_two_steps_is_read_once_and_whole() throws Exception {
    Files.writeString(file, "ha");
    assertEquals(List.of(), at(0));
    assertEquals(List.of(), at(2_000));
    assertTrue(files.waits());
    Files.writeString(file, "lf", StandardOpenOption.APPEND);
    assertEquals(List.of(), at(2_500));
    assertEquals(List.of(), at(4_800));
    assertEquals(List.of(file), at(4_900));
    assertFalse(files.waits());
    assertEquals(List.of(), at(9_000));
  }

  @Test
  void one_that_comes_whole_in_the_place_of_another_is_seen() throws Exception {
    Path next = Files.writeString(folder.resolve("a.yaml.tmp"), "new");
    Files.setLastModifiedTime(next, Files.getLastModifiedTime(file));
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    at(0);
    assertEquals(List.of(file), at(2_400));
  }

  @Test
  void a_folder_that_a_link_exchanges_is_seen() throws Exception {
    // as Kubernetes mounts a ConfigMap: b.yaml -> ..data/b.yaml, ..data -> ..1
    for (String name : List.of("..1", "..2")) {
      Files.writeString(Files.createDirectory(folder.resolve(name)).resolve("b.yaml"), name);
    }
    Path data = folder.resolve("..data");
    Files.createSymbolicLink(data, Path.of("..1"));
    Path link = Files.createSymbolicLink(folder.resolve("b.yaml"), Path.of("..data/b.yaml"));
    at(0);
    assertEquals(List.of(link), at(2_400));
    Path next = Files.createSymbolicLink(folder.resolve("..next"), Path.of("..2"));
    Files.move(next, data, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    at(5_000);
    assertEquals(List.of(link), at(7_400));
    assertEquals("..2", Files.readString(link));
  }

  @Test
  void one_that_is_gone_is_seen_and_one_that_came_back_meanwhile_is_not() throws Exception {
    Files.delete(file);
    at(0);
    assertEquals(List.of(file), at(2_400));
    Path other = Files.writeString(folder.resolve("b.yaml"), "b");
    at(5_000);
    Files.delete(other);
    assertEquals(List.of(), at(8_000));
    assertFalse(files.waits());
  }
}
