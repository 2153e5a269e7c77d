package dev.uproute;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * One layout for all Java, so that no diff is about layout. {@code ./uproute format} applies it.
 */
@Isolated
class FormatTest {
  @Test
  void every_java_file_is_laid_out_by_the_formatter() throws Exception {
    boolean apply = Boolean.getBoolean("format.apply");
    Formatter formatter = new Formatter();
    List<Path> others = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
        String text = Files.readString(file);
        String laidOut =
            formatter.formatSource(
                RemoveUnusedImports.removeUnusedImports(
                    ImportOrderer.reorderImports(text, JavaFormatterOptions.Style.GOOGLE)));
        if (apply && !text.equals(laidOut)) {
          Files.writeString(file, laidOut);
        } else if (!text.equals(laidOut)) {
          others.add(file);
        }
      }
    }
    assertEquals(List.of(), others, "run ./uproute format");
  }
}
