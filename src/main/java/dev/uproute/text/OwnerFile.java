package dev.uproute.text;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files that may hold secrets: whole or not there, and nobody but the owner reads a new one. */
public final class OwnerFile {
  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private OwnerFile() {}

  /**
   * Writes a new file.
   *
   * @throws java.nio.file.FileAlreadyExistsException when it is there
   */
  public static void create(Path file, byte[] bytes) throws IOException {
    FileAttribute<?>[] owner =
        POSIX
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    Set<StandardOpenOption> options =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (FileChannel channel = FileChannel.open(file, options, owner)) {
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
  }

  /**
   * Puts new bytes in the place of a file at once, by a file beside it; its mode stays. A link
   * stays one.
   */
  public static void replace(Path file, byte[] bytes) throws IOException {
    Path real = file.toRealPath();
    Path beside = real.resolveSibling(real.getFileName() + ".new");
    Files.deleteIfExists(beside);
    create(beside, bytes);
    try {
      if (POSIX) {
        Files.setPosixFilePermissions(beside, Files.getPosixFilePermissions(real));
      }
      Files.move(beside, real, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(beside);
    }
  }
}
