package dev.uproute.setting;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The current folder laid over what the jar brings: a file in {@code routes/} replaces the packaged
 * one of the same name or adds to them.
 */
public final class RouteFolder {
  private static final Logger LOG = LoggerFactory.getLogger(RouteFolder.class);
  private static final String SUFFIX = ".camel.yaml";

  private RouteFolder() {}

  /**
   * Every route file by name, without its suffix, as the location Camel loads: {@code check-http →
   * file:routes/check-http.camel.yaml}. First comes {@code beans}, so that beans of other files can
   * be made of those.
   */
  public static Map<String, String> routes() {
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

  /** Whether a text stands in the files of this folder that may refer to settings and variables. */
  static boolean mentions(String text) {
    return references().stream().anyMatch(file -> file.contains(text));
  }

  private static List<String> references() {
    List<String> texts = new ArrayList<>();
    for (Path file : List.of(Path.of("application.properties"), Path.of("services.yaml"))) {
      read(file, texts);
    }
    for (Path folder : List.of(Path.of("routes"), Path.of("profiles"))) {
      if (Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.list(folder)) {
          files.forEach(file -> read(file, texts));
        } catch (IOException e) {
          throw new UncheckedIOException(folder + "/ cannot be listed", e);
        }
      }
    }
    return texts;
  }

  /** What cannot be read is reported by whoever needs it. */
  private static void read(Path file, List<String> texts) {
    try {
      if (Files.isRegularFile(file)) {
        texts.add(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    } catch (IOException e) {
      LOG.debug("not searched for names of settings: {}", file, e);
    }
  }

  /** Whether a route file of that name comes with the program. */
  public static boolean comesPackaged(String name) {
    return RouteFolder.class.getResource("/routes/" + name + SUFFIX) != null;
  }

  /** The files of this folder that come with the program in no such form, by name. */
  public static List<String> own() {
    return routes().entrySet().stream()
        .filter(file -> file.getValue().startsWith("file:") && !asPackaged(file.getKey()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static boolean asPackaged(String name) {
    try (InputStream packaged = RouteFolder.class.getResourceAsStream("/routes/" + name + SUFFIX)) {
      return packaged != null
          && Arrays.equals(
              packaged.readAllBytes(), Files.readAllBytes(Path.of("routes", name + SUFFIX)));
    } catch (IOException e) {
      LOG.debug("not compared with the packaged one: {}", name, e);
      return false;
    }
  }

  /** A route file that comes with the program; null when none of this name does. */
  public static RouteFile packaged(String name) throws IOException {
    String path = "routes/" + name + SUFFIX;
    try (InputStream file = RouteFolder.class.getResourceAsStream("/" + path)) {
      return file == null ? null : RouteFile.read(path, file.readAllBytes());
    }
  }

  /** The first line of a route file that comes with the program. */
  static String packagedFirstLine(String name) {
    try (BufferedReader file =
        new BufferedReader(
            new InputStreamReader(
                RouteFolder.class.getResourceAsStream("/routes/" + name + SUFFIX),
                StandardCharsets.UTF_8))) {
      return Objects.requireNonNullElse(file.readLine(), "");
    } catch (IOException e) {
      throw new UncheckedIOException("the packaged route file " + name + " cannot be read", e);
    }
  }

  private static String name(String file) {
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
        URL known = RouteFolder.class.getResource("/routes/monitor.camel.yaml");
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
