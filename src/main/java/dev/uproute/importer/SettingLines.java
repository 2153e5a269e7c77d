package dev.uproute.importer;

import dev.uproute.text.OwnerFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an import has for application.properties. It goes to a file beside it, because the settings
 * there are the operator's own.
 */
final class SettingLines {
  static final String FILE = "application.properties.imported";

  private SettingLines() {}

  /** As a terminal may show them. */
  static List<String> shown(List<Imported.Setting> settings) {
    return settings.stream()
        .map(s -> line(s.key(), s.secret() ? Secrets.hidden(s.value()).toString() : s.value()))
        .toList();
  }

  /**
   * Adds those of keys that the file does not have.
   *
   * @return how many
   */
  static int write(Path file, List<Imported.Setting> settings) throws IOException {
    String before = Files.exists(file) ? Files.readString(file) : "";
    Set<String> keys =
        before.lines().map(line -> line.replaceFirst("\\s*=.*", "")).collect(Collectors.toSet());
    List<Imported.Setting> fresh = settings.stream().filter(s -> keys.add(s.key())).toList();
    String lines =
        fresh.stream().map(s -> line(s.key(), s.value()) + "\n").collect(Collectors.joining());
    byte[] bytes = (before + lines).getBytes(StandardCharsets.UTF_8);
    if (fresh.isEmpty()) {
      return 0;
    }
    if (before.isEmpty()) {
      OwnerFile.create(file, bytes);
    } else {
      OwnerFile.replace(file, bytes);
    }
    return fresh.size();
  }

  private static String line(String key, String value) {
    return key + " = " + value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
  }
}
