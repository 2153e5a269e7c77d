package dev.uproute.setting;

import dev.uproute.parse.ConfigError;
import dev.uproute.parse.ConfigErrors;
import dev.uproute.parse.Node;
import dev.uproute.parse.Yaml;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What is wrong in the route files of the current folder that Camel takes without a word, or names
 * without its place: ids, names of routes and of ways to fail, components, properties. All errors
 * at once; only files are read, nothing is made of them. Files that are as they are packaged are
 * not judged again.
 */
public final class RouteRules {
  private static final String OWN = "file:";

  /** A route that others call, in the form in which all packaged files write it. */
  private static final Pattern CALLED =
      Pattern.compile("\\bfrom:\\s*\\{?\\s*(?:uri:\\s*)?[\"']?direct:(?://)?([\\w.-]+)");

  private static final Pattern ANY =
      Pattern.compile("\\bfrom:\\s*\\{?\\s*(?:uri:\\s*)?[\"']?direct:[\\w.-]*\\{\\{");

  private static final Pattern STYLE =
      Pattern.compile("(?m)^- routeConfiguration:\\s*\\{?\\s*id:\\s*[\"']?([\\w.-]+)");

  /**
   * Names that route files may use.
   *
   * @param called every x that some route answers to as {@code direct:x}
   * @param styles every way to fail
   * @param beans names of beans in files of the folder, which may be components
   * @param open whether a route answers to a name that is computed, so that any name may be right
   */
  record Names(Set<String> called, Set<String> styles, Set<String> beans, boolean open) {}

  private RouteRules() {}

  /**
   * Judges what is in {@code routes/} now.
   *
   * @throws ConfigErrors with everything that is wrong
   */
  public static void judge() {
    List<ConfigError> errors = errors();
    if (!errors.isEmpty()) {
      throw new ConfigErrors(errors);
    }
  }

  /** Everything that is wrong in {@code routes/} now, in the order of files and lines. */
  public static List<ConfigError> errors() {
    Map<String, String> all = RouteFolder.routes();
    Map<String, byte[]> own = own(all);
    return own.isEmpty() ? List.of() : errors(all, own);
  }

  /** Those of one file, such as {@code routes/check-store.camel.yaml}. */
  public static List<ConfigError> errors(String file) {
    return errors().stream().filter(each -> each.location().file().equals(file)).toList();
  }

  static List<ConfigError> errors(Map<String, String> all, Map<String, byte[]> own) {
    List<ConfigError> errors = new ArrayList<>();
    Map<String, Node> read = new LinkedHashMap<>();
    own.forEach(
        (name, bytes) -> {
          try {
            read.put(name, Yaml.foreign(file(name), bytes, false));
          } catch (ConfigErrors invalid) {
            errors.addAll(invalid.all());
          }
        });
    Names names = names(all, own);
    read.forEach((name, node) -> new RouteFileRules(name, names, errors).judge(node));
    return errors.stream().sorted((a, b) -> a.location().compareTo(b.location())).toList();
  }

  /** The files of the folder that are not just as they are packaged. */
  private static Map<String, byte[]> own(Map<String, String> all) {
    Map<String, byte[]> own = new LinkedHashMap<>();
    all.forEach(
        (name, location) -> {
          if (location.startsWith(OWN)) {
            byte[] bytes = bytes(location);
            boolean packaged = RouteFolder.comesPackaged(name);
            if (!packaged || !Arrays.equals(bytes, bytes("classpath:" + file(name)))) {
              own.put(name, bytes);
            }
          }
        });
    return own;
  }

  private static Names names(Map<String, String> all, Map<String, byte[]> own) {
    boolean open =
        own.values().stream()
            .anyMatch(file -> ANY.matcher(new String(file, StandardCharsets.UTF_8)).find());
    Names names = new Names(new TreeSet<>(), new TreeSet<>(), new TreeSet<>(), open);
    all.forEach(
        (name, location) -> {
          byte[] bytes = own.containsKey(name) ? own.get(name) : bytes(location);
          String text = new String(bytes, StandardCharsets.UTF_8);
          find(CALLED, text, names.called());
          find(STYLE, text, names.styles());
          if (own.containsKey(name)) {
            find(Pattern.compile("\\bname:\\s*[\"']?([\\w.-]+)"), text, names.beans());
          }
        });
    return names;
  }

  private static void find(Pattern pattern, String text, Set<String> found) {
    pattern.matcher(text).results().forEach(match -> found.add(match.group(1)));
  }

  static String file(String name) {
    return "routes/" + name + ".camel.yaml";
  }

  private static byte[] bytes(String location) {
    String path = location.substring(location.indexOf(':') + 1);
    try {
      if (location.startsWith(OWN)) {
        return Files.readAllBytes(Path.of(path));
      }
      try (InputStream packaged = RouteRules.class.getResourceAsStream("/" + path)) {
        return packaged.readAllBytes();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(path + " cannot be read", e);
    }
  }
}
