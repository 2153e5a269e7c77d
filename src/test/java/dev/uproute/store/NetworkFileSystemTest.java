package dev.uproute.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a database file would be damaged. */
class NetworkFileSystemTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"nfs4", "nfs", "cifs", "smb3", "fuse.sshfs", "9p", "fuse.glusterfs"})
  void a_network_file_system_is_refused_in_one_line(String type) {
    Path file = folder.resolve("data/uptime_history.db");
    assertEquals(
        "uproute.store.path: "
            + file
            + " is on a network file system ("
            + type
            + "), where the locks and the log of SQLite do not work. Use a disk of this machine, or"
            + " PostgreSQL (DATABASE_URL), or set uproute.store.network = allow when nothing else"
            + " ever opens the file",
        assertThrows(
                IllegalStateException.class, () -> StoreFile.at(file.toString()).judge(_ -> type))
            .getMessage());
    assertTrue(Files.notExists(file.getParent()), "nothing is made there");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ext4", "xfs", "btrfs", "zfs", "tmpfs", "overlay", "fuse.mergerfs", "NTFS"})
  void a_disk_is_taken(String type) throws Exception {
    StoreFile.at(folder.resolve("x.db").toString()).judge(_ -> type);
  }

  @Test
  void the_folder_that_is_there_is_asked() throws Exception {
    List<Path> asked = new ArrayList<>();
    StoreFile.at(folder.resolve("a/b/x.db").toString())
        .judge(
            path -> {
              asked.add(path);
              return NetworkFileSystem.Types.SYSTEM.of(path);
            });
    assertEquals(List.of(folder), asked);
  }
}
