package dev.uproute.importer;

import dev.uproute.store.PostgresAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is to be imported at once: the files of one other monitor, or its database on a server.
 *
 * @param files at least one, or none of a database; of a folder those that end in {@code .yaml} or
 *     {@code .yml}, by name
 * @param database null = files
 */
public record Input(List<ImportFile> files, PostgresAddress database) {
  private static final int FILES = 1000;

  public Input(List<ImportFile> files) {
    this(files, null);
  }

  /**
   * Paths, or one address {@code postgresql://…}.
   *
   * @throws IllegalArgumentException when one is not there, or the address is wrong
   */
  public static Input named(List<String> names) {
    if (names.stream().noneMatch(name -> name.contains("://"))) {
      return of(names.stream().map(Path::of).toList());
    }
    if (names.size() > 1) {
      throw new IllegalArgumentException("a database is imported alone, without other files");
    }
    try {
      return new Input(List.of(), PostgresAddress.parse(names.getFirst(), ""));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("The address of the database " + e.getMessage(), e);
    }
  }

  /**
   * @throws IllegalArgumentException when one is not there, or there is nothing in a folder
   */
  public static Input of(List<Path> paths) {
    List<ImportFile> files = new ArrayList<>();
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        files.addAll(folder(path));
      } else if (Files.isRegularFile(path)) {
        files.add(new ImportFile(path));
      } else {
        throw new IllegalArgumentException(path + ": there is no such file");
      }
    }
    return new Input(List.copyOf(files));
  }

  private static List<ImportFile> folder(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      List<ImportFile> files =
          all.filter(file -> file.toString().matches(".*\\.ya?ml") && Files.isRegularFile(file))
              .sorted()
              .limit(FILES)
              .map(ImportFile::new)
              .toList();
      if (files.isEmpty()) {
        throw new IllegalArgumentException(folder + ": there is no .yaml or .yml file in it");
      }
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " cannot be read: " + e.getMessage(), e);
    }
  }
}
