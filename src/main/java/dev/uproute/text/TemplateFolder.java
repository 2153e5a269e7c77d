package dev.uproute.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Which files of a folder are templates. */
public final class TemplateFolder {
  /** A channel's folder, and what is included from one below it. */
  private static final int DEPTH = 4;

  private TemplateFolder() {}

  /** The files of a folder that need not exist, but those that are hidden. */
  public static List<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder, DEPTH, FileVisitOption.FOLLOW_LINKS)) {
      return all.filter(file -> !hidden(folder, file) && Files.isRegularFile(file)).toList();
    } catch (IOException | UncheckedIOException _) {
      // a folder that cannot be read, or that came and went meanwhile: what can be read counts
      return List.of();
    }
  }

  private static boolean hidden(Path folder, Path file) {
    for (Path part : folder.relativize(file)) {
      if (part.toString().startsWith(".")) {
        return true;
      }
    }
    return false;
  }
}
