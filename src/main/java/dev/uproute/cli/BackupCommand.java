package dev.uproute.cli;

import dev.uproute.backup.Backup;
import dev.uproute.setting.StartupError;
import dev.uproute.text.Sizes;
import dev.uproute.text.Times;
import dev.uproute.text.Words;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "backup",
    description = {
      "Copies the database to a file and checks it, also while Uproute runs.",
      "Of a database on PostgreSQL it prints the command that does that."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:copied and whole", "2:not copied"})
final class BackupCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "The copy; its folder must exist.")
  private String file;

  @Option(names = "--force", description = "Replace FILE when it exists.")
  private boolean force;

  @Override
  public Integer call() {
    try {
      DatabaseFile database = DatabaseFile.find("pg_dump --format=custom --file=" + file);
      Path copy = target(database);
      System.out.printf(
          "Copied to %s: %s%n", copy, said(Backup.make(database.path(), copy, force)));
      return 0;
    } catch (Exception e) {
      return StartupError.exit(e);
    }
  }

  private Path target(DatabaseFile database) {
    if (!Files.isRegularFile(database.path())) {
      throw new IllegalArgumentException(
          "There is no database at %s yet; see uproute.store.path".formatted(database.path()));
    }
    Path copy = database.other(file);
    if (!Files.isDirectory(copy.getParent())) {
      throw new IllegalArgumentException("There is no folder " + copy.getParent());
    }
    if (Files.exists(copy) && !(force && Files.isRegularFile(copy))) {
      throw new IllegalArgumentException(
          copy + (force ? " is no file" : " exists; --force replaces it"));
    }
    return copy;
  }

  /** What is in a copy, for people. */
  static String said(Backup copy) {
    return "%s of %s%s (%s)"
        .formatted(
            Words.count(copy.results(), "result"),
            Words.count(copy.services(), "service"),
            copy.latest() == null ? "" : ", the newest of " + Times.iso(copy.latest()),
            Sizes.text(copy.bytes()));
  }
}
