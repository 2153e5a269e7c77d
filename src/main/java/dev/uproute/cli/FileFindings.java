package dev.uproute.cli;

import dev.uproute.backup.FileConnection;
import dev.uproute.store.Integrity;
import dev.uproute.text.Sizes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What {@code doctor} finds of a database that is a file, and of what lies beside it. */
final class FileFindings {
  /** What a log may grow to while somebody reads for long. */
  private static final long LONG_LOG = 64_000_000;

  private final Path file;
  private final Instant now;
  private final List<Finding> findings = new ArrayList<>();

  private FileFindings(Path file, Instant now) {
    this.file = file;
    this.now = now;
  }

  static List<Finding> of(Path file, Instant now) throws IOException {
    FileFindings all = new FileFindings(file, now);
    Path folder = file.getParent();
    while (Files.notExists(folder)) {
      folder = folder.getParent();
    }
    if (Files.exists(file)) {
      all.access();
      all.content();
    } else {
      all.findings.add(
          Files.isWritable(folder)
              ? Finding.ok("database", file + " is not there; the first start makes it")
              : Finding.fail("database", file + " cannot be made", "make " + folder + " writable"));
    }
    all.findings.addAll(DiskFindings.of(file, folder));
    return all.findings;
  }

  private void access() throws IOException {
    if (!Files.isRegularFile(file) || !Files.isReadable(file) || !Files.isWritable(file)) {
      findings.add(
          Finding.fail(
              "database",
              "%s cannot be written by user %s".formatted(file, System.getProperty("user.name")),
              "make it a file that this user can read and write"));
    } else if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
      Set<PosixFilePermission> others = EnumSet.copyOf(Files.getPosixFilePermissions(file));
      others.removeAll(EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
      findings.add(
          others.isEmpty()
              ? Finding.ok("database", file + ", " + Sizes.text(Files.size(file)))
              : Finding.warn(
                  "database",
                  "%s has the mode %s: others may read it"
                      .formatted(
                          file, PosixFilePermissions.toString(Files.getPosixFilePermissions(file))),
                  "chmod 600 " + file));
    }
  }

  private void content() throws IOException {
    if (!Files.isReadable(file)) {
      return;
    }
    try (Connection connection = FileConnection.look(file)) {
      Integrity.full(connection);
      log(connection);
      findings.addAll(DatabaseFindings.of(connection, now));
    } catch (SQLException e) {
      findings.add(broken(e));
    }
  }

  private Finding broken(SQLException failure) throws IOException {
    String why = Integrity.reason(failure);
    if (!Integrity.damaged(failure)) {
      return Finding.fail("database", "it cannot be read: " + why, "see who else uses it");
    }
    return Integrity.wasDatabase(file)
        ? Finding.fail(
            "integrity",
            "it is damaged: " + why,
            "the next start sets it aside and goes on with the newest copy, as the next nightly copy does")
        : Finding.fail(
            "integrity",
            file + " is no database",
            "move it away, or set uproute.store.path to another place");
  }

  private void log(Connection connection) throws SQLException, IOException {
    long free = number(connection, "pragma freelist_count");
    long all = Math.max(1, number(connection, "pragma page_count"));
    findings.add(
        Finding.ok(
            "integrity", "whole; %d %% of it is free for new rows".formatted(free * 100 / all)));
    Path log = Path.of(file + "-wal");
    long size = Files.exists(log) ? Files.size(log) : 0;
    if (size > LONG_LOG) {
      findings.add(
          Finding.warn(
              "log",
              log + " has " + Sizes.text(size),
              "another program reads the database for very long; end it"));
    }
  }

  private static long number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.getLong(1);
    }
  }
}
