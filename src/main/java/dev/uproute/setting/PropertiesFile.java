package dev.uproute.setting;

import dev.uproute.parse.ConfigError;
import dev.uproute.parse.ConfigErrors;
import dev.uproute.parse.Location;
import dev.uproute.parse.Utf8;
import dev.uproute.text.Unreadable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code application.properties} as it is written: {@code key = value} lines as {@link Properties}
 * reads them, but UTF-8 with or without a byte order mark, each with its line, and strict where
 * Java drops something without a word: a key that is set twice, a backslash before a letter that
 * needs none.
 */
final class PropertiesFile {
  static final String NAME = "application.properties";

  private static final Pattern ESCAPE = Pattern.compile("\\\\(.)", Pattern.DOTALL);
  private static final String ESCAPES = "tnrfu\\=:#! \n";

  private final String name;
  private final List<ConfigError> errors;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  /** What a key is set to, before placeholders are filled in. */
  record Entry(Location location, String value) {}

  private PropertiesFile(String name, List<ConfigError> errors) {
    this.name = name;
    this.errors = errors;
  }

  /** The settings that come with the program. */
  static byte[] packaged() {
    try (InputStream file = PropertiesFile.class.getResourceAsStream("/" + NAME)) {
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("the packaged " + NAME + " cannot be read", e);
    }
  }

  /** Those of a file, which need not exist. */
  static byte[] bytes(Path file, List<ConfigError> errors) {
    try {
      return Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
    } catch (IOException e) {
      errors.add(new ConfigError(new Location(NAME, 0, 0), null, Unreadable.sentence(e)));
      return new byte[0];
    }
  }

  /**
   * The entries by key, in the order of the file.
   *
   * @param name of the file, for its errors
   * @param errors gets what is wrong; the entries are then those that are right
   */
  static Map<String, Entry> read(String name, byte[] bytes, List<ConfigError> errors) {
    PropertiesFile file = new PropertiesFile(name, errors);
    try (BufferedReader lines = new BufferedReader(Utf8.text(name, bytes))) {
      file.read(lines);
    } catch (ConfigErrors e) {
      errors.addAll(e.all());
    } catch (IOException e) {
      throw new IllegalStateException("text in memory cannot be read", e);
    }
    return file.entries;
  }

  private void read(BufferedReader lines) throws IOException {
    int number = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      Location location = new Location(name, ++number, 1);
      if (line.isBlank() || line.matches("\\s*[#!].*")) {
        continue;
      }
      if (line.matches("(---|- .*|(uproute|camel):\\s*)")) {
        String message = "is YAML; here each setting is a line such as uproute.site.title = Status";
        errors.add(new ConfigError(location, null, message));
        return;
      }
      StringBuilder whole = new StringBuilder(line);
      while (continues(whole)) {
        String next = lines.readLine();
        if (next == null) {
          break;
        }
        number++;
        whole.append('\n').append(next);
      }
      add(location, whole.toString());
    }
  }

  /** Whether a line ends in a backslash that is not escaped itself. */
  private static boolean continues(CharSequence line) {
    int end = line.length();
    while (end > 0 && line.charAt(end - 1) == '\\') {
      end--;
    }
    return (line.length() - end) % 2 == 1;
  }

  private void add(Location location, String line) throws IOException {
    Matcher escape = ESCAPE.matcher(line);
    while (escape.find()) {
      if (ESCAPES.indexOf(escape.group(1).charAt(0)) < 0) {
        String message = escape.group() + " is no escape; write \\\\ for one backslash";
        errors.add(new ConfigError(location, null, message));
        return;
      }
    }
    Properties one = new Properties();
    try {
      one.load(new StringReader(line));
    } catch (IllegalArgumentException _) {
      errors.add(new ConfigError(location, null, "\\u wants four hexadecimal digits"));
      return;
    }
    one.stringPropertyNames().forEach(key -> add(location, key, one.getProperty(key).strip()));
  }

  private void add(Location location, String key, String value) {
    Entry before = entries.putIfAbsent(key, new Entry(location, value));
    if (before != null) {
      String message = "is set in line " + before.location().line() + " already";
      errors.add(new ConfigError(location, key, message));
    }
  }
}
