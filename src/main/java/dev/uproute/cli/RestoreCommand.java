package dev.uproute.cli;

import dev.uproute.backup.Restore;
import dev.uproute.setting.StartupError;
import dev.uproute.store.InstanceLock;
import dev.uproute.store.Integrity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "restore",
    description = {
      "Puts a copy in the place of the database, which is set aside; Uproute must not run.",
      "A copy that is damaged or of a newer Uproute is refused, and nothing is changed."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:restored", "2:not restored"})
final class RestoreCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "A copy that uproute backup made.")
  private String file;

  @Override
  public Integer call() {
    try {
      DatabaseFile database = DatabaseFile.find("pg_restore --clean --if-exists " + file);
      Path copy = database.other(file);
      if (!Files.isRegularFile(copy)) {
        throw new IllegalArgumentException("There is no file " + copy);
      }
      Restore restored = restore(copy, database.path());
      System.out.printf(
          "Restored to %s: %s%n", database.path(), BackupCommand.said(restored.copy()));
      if (restored.aside() != null) {
        System.out.println("What was there is " + restored.aside());
      }
      return 0;
    } catch (Exception e) {
      return StartupError.exit(e);
    }
  }

  private static Restore restore(Path copy, Path database) throws Exception {
    try (InstanceLock alone = InstanceLock.alone(database)) {
      if (alone == null) {
        throw new IllegalStateException(
            "Uproute runs with %s; stop it first. Nothing was changed".formatted(database));
      }
      return Restore.of(copy, database, Instant.now());
    } catch (SQLException e) {
      if (Integrity.damaged(e)) {
        throw new IllegalArgumentException(
            copy + " is damaged, or no database. Nothing was changed", e);
      }
      throw e;
    }
  }
}
