package dev.uproute.setting;

import dev.uproute.text.Sentence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The jars in {@code lib/} of the current folder: Camel components and drivers that the program
 * does not bring along. The launcher puts them behind the program's own classes.
 */
public final class LibFolder {
  public static final Path FOLDER = Path.of("lib");

  private static final Logger LOG = LoggerFactory.getLogger(LibFolder.class);

  private LibFolder() {}

  /** All of them, by name. */
  public static List<Path> jars() {
    return entries().stream().filter(file -> file.toString().endsWith(".jar")).toList();
  }

  /** The version of Camel that comes with the program, which components have to have. */
  public static String camel() {
    try {
      return LibJar.camel();
    } catch (IOException e) {
      throw new UncheckedIOException("the version of Camel cannot be read", e);
    }
  }

  /** The names of Camel's own among them, such as {@code camel-kafka}. */
  public static List<String> components() {
    List<String> names = new ArrayList<>();
    for (Path file : jars()) {
      try (LibJar jar = new LibJar(file)) {
        names.addAll(jar.components());
      } catch (IOException e) {
        LOG.debug("no jar: {}", file, e);
      }
    }
    return names;
  }

  /**
   * Moves the jars of another folder of the same disk here, but those that are here already. A jar
   * of the same artifact in another version goes.
   *
   * @return those that are new here
   */
  public static List<Path> take(Path from) throws IOException {
    List<Path> fresh = new ArrayList<>();
    for (Path jar : Files.isDirectory(from) ? list(from) : List.<Path>of()) {
      Path to = FOLDER.resolve(jar.getFileName());
      if (Files.exists(to) && Files.mismatch(jar, to) < 0) {
        continue;
      }
      for (Path older : jars()) {
        if (artifact(older).equals(artifact(jar))) {
          Files.delete(older);
        }
      }
      Files.move(jar, to, StandardCopyOption.ATOMIC_MOVE);
      fresh.add(to);
    }
    return fresh;
  }

  /** Removes the folder when nothing is in it. */
  public static void removeEmpty() throws IOException {
    if (Files.isDirectory(FOLDER) && entries().isEmpty()) {
      Files.delete(FOLDER);
    }
  }

  /** The name of a jar without its version. */
  private static String artifact(Path jar) {
    return jar.getFileName().toString().replaceFirst("-\\d.*|\\.jar$", "");
  }

  /** What is most likely not meant: files that are not read, and classes that are not used. */
  static List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    for (Path entry : entries()) {
      String name = FOLDER + "/" + entry.getFileName();
      if (Files.isDirectory(entry)) {
        warnings.add(name + "/: is not read; jars stand in lib/ itself");
      } else if (entry.toString().endsWith(".jar")) {
        judge(name, entry, warnings);
      } else if (name.matches("(?i).*\\.(jar\\W?.*|zip|class)")) {
        warnings.add(name + ": is not read; the name of a jar ends in .jar");
      }
    }
    return warnings;
  }

  private static void judge(String name, Path file, List<String> warnings) {
    try (LibJar jar = new LibJar(file)) {
      jar.warnings().forEach(text -> warnings.add(name + ": " + text));
    } catch (IOException e) {
      warnings.add(name + ": is no jar and not used: " + Sentence.clean(e.getMessage()));
    }
  }

  private static List<Path> entries() {
    try {
      return Files.isDirectory(FOLDER) ? list(FOLDER) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("lib/ cannot be listed", e);
    }
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> !file.getFileName().toString().startsWith(".")).sorted().toList();
    }
  }
}
