package dev.uproute.cli;

import dev.uproute.backup.Backup;
import dev.uproute.backup.Backups;
import dev.uproute.store.Integrity;
import dev.uproute.text.Sizes;
import dev.uproute.text.Words;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** What {@code doctor} finds of the disk with the database, and of copies. */
final class DiskFindings {
  private static final Set<String> REMOTE =
      Set.of("nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "9p", "fuse.sshfs", "afs");

  private final Path file;
  private final List<Finding> findings = new ArrayList<>();

  private DiskFindings(Path file) {
    this.file = file;
  }

  /**
   * @param folder of the file, or the nearest one that there is
   */
  static List<Finding> of(Path file, Path folder) throws IOException {
    DiskFindings all = new DiskFindings(file);
    all.space(Files.getFileStore(folder));
    all.aside();
    return all.findings;
  }

  private void space(FileStore store) throws IOException {
    long free = store.getUsableSpace();
    long needed = Files.exists(file) ? Files.size(file) + (128L << 20) : 128L << 20;
    String text = Sizes.text(free) + " free of " + Sizes.text(store.getTotalSpace());
    findings.add(
        free >= needed
            ? Finding.ok("disk", text)
            : Finding.warn("disk", text, "a copy of the database needs " + Sizes.text(needed)));
    if (REMOTE.contains(store.type().toLowerCase(Locale.ROOT))) {
      findings.add(
          Finding.warn(
              "file system",
              "%s is on %s, where locks and logs of SQLite are not safe"
                  .formatted(file.getParent(), store.type()),
              "set uproute.store.path to a disk of this machine, or use PostgreSQL"));
    }
  }

  /** What was set aside holds space, and perhaps what is missing. */
  private void aside() throws IOException {
    if (!Files.isDirectory(file.getParent())) {
      return;
    }
    try (Stream<Path> files = Files.list(file.getParent())) {
      String start = file.getFileName() + ".corrupt-";
      for (Path each : files.filter(f -> f.getFileName().toString().startsWith(start)).toList()) {
        if (!each.toString().matches(".*-(wal|shm)")) {
          findings.add(
              Finding.warn(
                  "set aside",
                  each + ", " + Sizes.text(Files.size(each)),
                  "sqlite3 %s .recover shows what can be read of it; delete it when it is not needed"
                      .formatted(each)));
        }
      }
    }
  }

  /** The nightly copies, the newest of which is read to its end. */
  static Finding copies(Backups backups, boolean none, Instant now) throws IOException {
    List<Path> files = backups.files();
    if (none || files.isEmpty()) {
      String text = none ? "uproute.backup.cron is none" : "none yet";
      return none
          ? Finding.warn("backups", text, "set it, or run uproute backup FILE by yourself")
          : Finding.ok("backups", text + "; the first is made an hour after the start");
    }
    Duration age = Duration.between(backups.at(files.getFirst()), now);
    String text =
        "%s, the newest %s, %s old"
            .formatted(
                Words.count(files.size(), "copy").replace("copys", "copies"),
                files.getFirst(),
                Words.duration(age));
    try {
      Backup.whole(files.getFirst());
      return age.compareTo(Duration.ofDays(8)) < 0
          ? Finding.ok("backups", text + ", whole")
          : Finding.warn("backups", text, "uproute makes one a minute after its next start");
    } catch (SQLException e) {
      return Finding.fail(
          "backups",
          text + ", is damaged: " + Integrity.reason(e),
          "delete it, and see whether its disk fails");
    }
  }
}
