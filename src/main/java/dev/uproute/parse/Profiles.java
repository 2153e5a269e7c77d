package dev.uproute.parse;

import dev.uproute.text.Unreadable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Profiles by name: ready-made settings, each a data file. A file of the user's own folder wins
 * over the packaged one of the same name. Files are read when a service names them, each time anew.
 */
public final class Profiles {
  /** The packaged ones; a test keeps this list and the files the same. */
  static final List<String> PACKAGED = List.of("exact", "graded", "healthy", "ok", "reachable");

  private final Path folder;

  /** The folder of the user's own profiles, which need not exist. */
  public Profiles(Path folder) {
    this.folder = folder;
  }

  /**
   * Reads one profile.
   *
   * @param name a word without slashes or dots
   * @return null when there is none of that name
   * @throws ConfigErrors when its file is wrong
   */
  LayeredKeys named(String name) {
    Path own = folder.resolve(name + ".yaml");
    try {
      if (Files.exists(own)) {
        return settings(own.toString(), Files.readAllBytes(own));
      }
      String packaged = "profiles/" + name + ".yaml";
      try (InputStream file = Profiles.class.getResourceAsStream("/" + packaged)) {
        return file == null ? null : settings(packaged, file.readAllBytes());
      }
    } catch (IOException e) {
      throw ConfigErrors.one(new Location(own.toString(), 0, 0), Unreadable.sentence(e));
    }
  }

  /** What somebody may have meant. */
  TreeSet<String> names() {
    TreeSet<String> names = new TreeSet<>(PACKAGED);
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        files
            .map(f -> f.getFileName().toString())
            .filter(f -> f.endsWith(".yaml"))
            .forEach(f -> names.add(f.substring(0, f.length() - 5)));
      } catch (IOException e) {
        throw new UncheckedIOException("the folder " + folder + " cannot be read: " + e, e);
      }
    }
    return names;
  }

  private static LayeredKeys settings(String file, byte[] bytes) {
    List<ConfigError> errors = new ArrayList<>();
    Node node = Yaml.read(file, bytes);
    LayeredKeys settings = LayeredKeys.NONE;
    if (node instanceof Node.Fields group) {
      Node.Fields plain = Placeholders.refused().in(group, errors);
      settings = LayeredKeys.read(plain, Key.Level.PROFILE, errors);
    } else {
      errors.add(
          new ConfigError(
              node.location(), null, "a profile is a group of keys, not " + node.kind()));
    }
    if (!errors.isEmpty()) {
      throw new ConfigErrors(errors);
    }
    return settings;
  }
}
