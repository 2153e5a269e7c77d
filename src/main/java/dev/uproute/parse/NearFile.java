package dev.uproute.parse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/**
 * A file whose name is so near that of another that it may be meant: services.yml, Service.yaml.
 */
public final class NearFile {
  private NearFile() {}

  /**
   * The name of such a file in the same folder.
   *
   * @return null when there is none, or the folder cannot be listed
   */
  public static String of(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    String name = file.getFileName().toString();
    if (!Files.isDirectory(folder)) {
      return null;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(other -> other.getFileName().toString())
          .filter(other -> !other.equals(name) && stem(other).equals(stem(name)))
          .sorted()
          .findFirst()
          .orElse(null);
    } catch (IOException | UncheckedIOException e) {
      LoggerFactory.getLogger(NearFile.class).debug("{} cannot be listed", folder, e);
      return null;
    }
  }

  /** What names of one meaning have in common. */
  private static String stem(String name) {
    return name.toLowerCase(Locale.ROOT)
        .replaceFirst("^service\\b", "services")
        .replaceFirst("\\.ya?ml(\\.txt)?$", ".yaml");
  }
}
