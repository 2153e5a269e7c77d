package dev.uproute;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/**
 * What a test of a promise measured, for people: a line on the console and in {@code
 * target/figures.txt}. Such tests have the tag {@code figures}; {@code ./uproute test
 * -Dtest.groups=figures} runs them all. Thread-safe.
 */
public final class Figures {
  private static final Path FILE = Path.of("target", "figures.txt");

  private Figures() {}

  /**
   * @param promise what was promised, in a few words
   * @param format of the figures, as {@link String#format}
   */
  public static synchronized void print(String promise, String format, Object... figures) {
    String line = promise + ": " + String.format(Locale.ROOT, format, figures) + "\n";
    System.out.print(line);
    try {
      Files.writeString(FILE, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
