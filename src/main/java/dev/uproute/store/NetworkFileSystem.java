package dev.uproute.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/** File systems of other machines, on which the locks and the log of SQLite do not work. */
final class NetworkFileSystem {
  /** As /proc/mounts calls them, without the {@code fuse.} of those that a program serves. */
  private static final Set<String> TYPES =
      Set.of(
          ("nfs nfs4 cifs smb2 smb3 smbfs smbnetfs 9p afs afpfs ceph glusterfs lustre gpfs beegfs"
                  + " ncpfs coda ocfs2 gfs2 pvfs2 sshfs davfs davfs2 webdav rclone s3fs curlftpfs"
                  + " mfs moosefs juicefs")
              .split(" "));

  private NetworkFileSystem() {}

  /** Asks of what type the file system of a path is. */
  @FunctionalInterface
  interface Types {
    Types SYSTEM = path -> Files.getFileStore(path).type();

    String of(Path existing) throws IOException;
  }

  /**
   * Refuses a file that lies, or would lie, on one of them.
   *
   * @throws IllegalStateException with one line for people
   */
  static void refuse(Path file, Types types) throws IOException {
    Path existing = file;
    while (existing != null && Files.notExists(existing)) {
      existing = existing.getParent();
    }
    String type = existing == null ? "" : types.of(existing);
    if (TYPES.contains(type.toLowerCase(Locale.ROOT).replaceFirst("^fuse\\.", ""))) {
      throw new IllegalStateException(
          "uproute.store.path: %s is on a network file system (%s), where the locks and the log of SQLite do not work. Use a disk of this machine, or PostgreSQL (DATABASE_URL), or set uproute.store.network = allow when nothing else ever opens the file"
              .formatted(file, type));
    }
  }
}
