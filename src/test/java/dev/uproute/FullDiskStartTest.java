package dev.uproute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.uproute.backup.Backup;
import dev.uproute.backup.Restore;
import dev.uproute.store.Reserve;
import dev.uproute.store.Store;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What begins on a file system of its own without a free block; only root may mount one. */
class FullDiskStartTest {
  @TempDir Path folder;
  @TempDir Path other;
  private Path file;

  @BeforeEach
  void mount() throws Exception {
    assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=4m", "none", folder.toString()) == 0);
    file = folder.resolve("x.db");
    try (Store store = new Store("sqlite", file.toString())) {
      store.open();
      Backup.make(file, other.resolve("copy.db"), false);
    }
  }

  @AfterEach
  void unmount() throws Exception {
    run("umount", folder.toString());
  }

  private static int run(String... command) throws Exception {
    return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
  }

  private void fill() throws IOException {
    byte[] block = new byte[4096];
    try (OutputStream out =
        Files.newOutputStream(folder.resolve("filler"), StandardOpenOption.CREATE)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException e) {
      assertTrue(e.getMessage().contains("No space left"), e.getMessage());
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  @Test
  void a_start_takes_the_reserve_and_one_without_says_that_the_disk_is_full() throws Exception {
    Path reserve = Files.write(folder.resolve("x.db.reserve"), new byte[1_000_000]);
    fill();
    try (Store store = new Store("sqlite", file.toString())) {
      String said = new Reserve(store, "1MB").open(store::open);
      assertNotNull(said);
      assertTrue(said.startsWith("The disk with " + file + " is full. The reserve of 1 MB"), said);
      assertFalse(Files.exists(reserve));
      assertNull(new Reserve(store, "1MB").open(store::open), "it is open");
    }
    fill();
    try (Store store = new Store("sqlite", file.toString())) {
      String refused =
          assertThrows(
                  IllegalStateException.class, () -> new Reserve(store, "1MB").open(store::open))
              .getMessage();
      assertEquals(
          "The database "
              + file
              + " cannot be opened, because its disk is full. Make space, or set"
              + " uproute.store.path to another place",
          refused);
    }
  }

  @Test
  void a_restore_without_space_changes_nothing() throws Exception {
    fill();
    List<Path> before = files();
    String refused =
        assertThrows(
                IOException.class, () -> Restore.of(other.resolve("copy.db"), file, Instant.now()))
            .getMessage();
    assertEquals(
        "%s cannot be copied to %s: No space left on device"
            .formatted(other.resolve("copy.db"), folder),
        refused);
    assertEquals(before, files());
  }
}
