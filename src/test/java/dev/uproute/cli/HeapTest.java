package dev.uproute.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.Farm;
import dev.uproute.Jar;
import dev.uproute.Wait;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The heap is collected when it is worth the pause, not only when it is full. */
@Execution(ExecutionMode.CONCURRENT)
class HeapTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    // MB used, MB that lived, whether to collect
    "2, 0, false",
    "3, 0, true",
    "26, 24, false",
    "27, 24, true",
    "39, 30, false",
    "40, 30, true",
    "119, 90, false",
    "120, 90, true",
    "80, 90, false",
  })
  void garbage_is_much_from_3_MB_and_a_third_of_what_lives_where_that_is_more_than_24_MB(
      long used, long lived, boolean much) {
    assertEquals(much, Heap.much(used << 20, lived << 20));
  }

  @Test
  void garbage_is_collected_long_before_the_heap_is_full() throws Exception {
    Path log = folder.resolve("gc.txt");
    // whatever outlives one small collection is old at once, and a report a second makes garbage
    String quick = "-Xms16m -XX:MaxTenuringThreshold=0 -Xlog:gc:file=" + log;
    Files.writeString(folder.resolve("application.properties"), "uproute.summary.every = 1s\n");
    try (Farm farm = new Farm()) {
      StringBuilder yaml = new StringBuilder("services:\n");
      for (int i = 0; i < 100; i++) {
        String url = farm.url("/ok/" + i);
        yaml.append("  - { id: s%d, url: \"%s\", interval: 1s }\n".formatted(i, url));
      }
      Files.writeString(folder.resolve("services.yaml"), yaml);
      try (Jar jar = Jar.start(folder, Map.of("JAVA_TOOL_OPTIONS", quick))) {
        boolean collected =
            Wait.until(
                Wait.LONG,
                () -> Files.exists(log) && Files.readString(log).contains("Full (System.gc())"));
        assertTrue(collected, Files.readString(log) + jar.err());
      }
    }
  }
}
