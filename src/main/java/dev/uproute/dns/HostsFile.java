package dev.uproute.dns;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The names of the hosts file, read anew when the file has changed. Thread-safe. */
final class HostsFile {
  private final FileChanges changes;
  private final Path file;
  private volatile Map<String, List<InetAddress>> names = Map.of();

  HostsFile(Path file) {
    this.file = file;
    this.changes = new FileChanges(file);
  }

  /**
   * The addresses of a name in lower case, in the order of the file; empty when it is not there.
   */
  List<InetAddress> of(String name) {
    if (changes.seen()) {
      names = read(file);
    }
    return names.getOrDefault(name, List.of());
  }

  private static Map<String, List<InetAddress>> read(Path file) {
    Map<String, List<InetAddress>> names = new HashMap<>();
    try {
      for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
        String[] words = line.replaceFirst("#.*", "").strip().split("\\s+");
        for (int i = 1; i < words.length; i++) {
          add(names, words[i].toLowerCase(Locale.ROOT), words[0]);
        }
      }
    } catch (IOException e) {
      // no hosts file, no names: so does the system's own resolver see it
      return Map.of();
    }
    return names;
  }

  private static void add(Map<String, List<InetAddress>> names, String name, String literal) {
    try {
      InetAddress address = InetAddress.ofLiteral(literal);
      List<InetAddress> known = names.computeIfAbsent(name, _ -> new ArrayList<>(1));
      if (!known.contains(address)) {
        known.add(address);
      }
    } catch (IllegalArgumentException e) {
      // a line that starts with no address has no effect
    }
  }
}
