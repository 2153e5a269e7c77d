package dev.uproute;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The secrets of all tests have one word in them, by which each is found where it must not be. */
public final class Secret {
  /** Its first letter is in it only once, which {@link Spill} relies on. */
  public static final String WORD = "c4n4ry";

  private Secret() {}

  /** Fails when somebody could read a secret there. The message shows what stands before it. */
  public static void assertNone(String where, String text) {
    int at = text.indexOf(WORD);
    if (at >= 0) {
      fail(where + " shows a secret: " + text.substring(Math.max(0, at - 200), at) + "…");
    }
  }

  /** The same for all files in a folder, which need not exist. */
  public static void assertNone(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertNone(file.toString(), new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
      }
    }
  }
}
