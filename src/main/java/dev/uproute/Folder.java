package dev.uproute;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The current folder laid over what the jar brings: a file in {@code routes/} replaces the packaged
 * one of the same name or adds to them.
 */
final class Folder {
  private static final String SUFFIX = ".camel.yaml";

  private Folder() {}

  /**
   * Every route file by name, without its suffix, as the location Camel loads: {@code check-http →
   * file:routes/check-http.camel.yaml}. First comes {@code beans}, so that beans of other files can
   * be made of those.
   */
  static Map<String, String> routes() {
    Map<String, String> routes =
        new TreeMap<>(
            Comparator.comparing((String name) -> !name.equals("beans"))
                .thenComparing(Comparator.naturalOrder()));
    try {
      Packaged.FILES.forEach(file -> routes.put(name(file), "classpath:routes/" + file));
      Path own = Path.of("routes");
      if (Files.isDirectory(own)) {
        for (String file : list(own)) {
          routes.put(name(file), "file:routes/" + file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("routes/ cannot be listed", e);
    }
    return routes;
  }

  /** Whether a route file of that name comes with the program. */
  static boolean comesPackaged(String name) {
    return Folder.class.getResource("/routes/" + name + SUFFIX) != null;
  }

  static String name(String file) {
    return file.substring(0, file.length() - SUFFIX.length());
  }

  private static List<String> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(SUFFIX))
          .toList();
    }
  }

  /** Read once: it goes through all entries of the jar. */
  private static final class Packaged {
    private static final List<String> FILES = files();

    private static List<String> files() {
      try {
        URL known = Folder.class.getResource("/routes/monitor.camel.yaml");
        if (known.openConnection() instanceof JarURLConnection jar) {
          return jar.getJarFile().stream()
              .map(entry -> entry.getName())
              .filter(entry -> entry.startsWith("routes/") && entry.endsWith(SUFFIX))
              .map(entry -> entry.substring("routes/".length()))
              .toList();
        }
        return list(Path.of(known.toURI()).getParent());
      } catch (IOException | URISyntaxException e) {
        throw new IllegalStateException("the packaged routes cannot be listed: " + e, e);
      }
    }
  }
}
