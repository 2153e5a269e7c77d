package dev.uproute.importer;

import dev.uproute.parse.ConfigError;
import dev.uproute.parse.ConfigErrors;
import dev.uproute.parse.Location;
import dev.uproute.parse.Node;
import dev.uproute.parse.Utf8;
import dev.uproute.parse.Yaml;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * One file of another monitor. Its text is read at most once, and only when it is asked for: a
 * database may have gigabytes. Not thread-safe.
 */
public final class ImportFile {
  private final Path path;
  private byte[] bytes;
  private Node whole;

  public ImportFile(Path path) {
    this.path = path;
  }

  public Path path() {
    return path;
  }

  public String name() {
    return path.toString();
  }

  /** Where something stands that has no line. */
  public Location location() {
    return new Location(name(), 0, 0);
  }

  /**
   * Whether its first bytes are those of a text, such as {@code SQLite format 3}.
   *
   * @throws UncheckedIOException when it cannot be read
   */
  public boolean beginsWith(String text) {
    byte[] begin = text.getBytes(StandardCharsets.UTF_8);
    try (InputStream in = Files.newInputStream(path)) {
      return Arrays.equals(in.readNBytes(begin.length), begin);
    } catch (IOException e) {
      throw new UncheckedIOException(name() + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Whether its name says that it is YAML or JSON. */
  boolean text() {
    return name().matches("(?i).*\\.(ya?ml|json)");
  }

  /**
   * The whole of a YAML or JSON file, with the place of each value.
   *
   * @throws ConfigErrors when it is neither
   * @throws UncheckedIOException when it cannot be read
   */
  public Node content() {
    if (whole == null) {
      whole =
          json(bytes())
              ? Yaml.foreign(name(), spaced(bytes()), true)
              : Yaml.foreign(name(), bytes(), false);
    }
    return whole;
  }

  /**
   * The whole of a YAML or JSON file that is a group of keys.
   *
   * @throws ConfigErrors when it is none
   * @throws UncheckedIOException when it cannot be read
   */
  public Node.Fields group() {
    Node content = content();
    if (content instanceof Node.Fields group) {
      return group;
    }
    String message = "is " + content.kind() + ", not a group of keys";
    throw new ConfigErrors(List.of(new ConfigError(content.location(), null, message)));
  }

  /** Its keys; none when it is anything else than a group of keys in YAML or JSON. */
  public Node.Fields keys() {
    try {
      return content() instanceof Node.Fields group ? group : none();
    } catch (ConfigErrors _) {
      return none();
    }
  }

  /** Whether each of these keys is at its top. */
  public boolean has(String... names) {
    List<String> there = keys().fields().stream().map(Node.Field::name).toList();
    return there.containsAll(List.of(names));
  }

  private Node.Fields none() {
    return new Node.Fields(location(), List.of());
  }

  private byte[] bytes() {
    try (InputStream in = Files.newInputStream(path)) {
      bytes = bytes == null ? in.readNBytes(Utf8.LIMIT + 1) : bytes;
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(name() + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static boolean json(byte[] bytes) {
    int first = 0;
    while (first < bytes.length && bytes[first] <= ' ') {
      first++;
    }
    return first < bytes.length && (bytes[first] == '{' || bytes[first] == '[');
  }

  /** JSON may be indented with tabs, YAML may not; inside of a text of JSON there are none. */
  private static byte[] spaced(byte[] bytes) {
    byte[] spaced = bytes.clone();
    for (int i = 0; i < spaced.length; i++) {
      spaced[i] = spaced[i] == '\t' ? (byte) ' ' : spaced[i];
    }
    return spaced;
  }
}
