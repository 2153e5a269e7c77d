package dev.uproute.importer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is to be imported at once: the files of one other monitor.
 *
 * @param files at least one; of a folder those that end in {@code .yaml} or {@code .yml}, by name
 */
public record Input(List<ImportFile> files) {
  private static final int FILES = 1000;

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
