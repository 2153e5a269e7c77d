package dev.uproute;

import static dev.uproute.Watched.result;
import static dev.uproute.Watched.service;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.uproute.check.Result;
import dev.uproute.check.Status;
import dev.uproute.service.Service;
import dev.uproute.store.Reserve;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** A file system of its own that is filled to its last block; only root may mount one. */
@Isolated
@Tag("nightly")
@Tag("figures")
class FullDiskFiguresTest {
  private static final Service A = service("a");
  @TempDir Path folder;
  private int results;

  @BeforeEach
  void mount() throws Exception {
    assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=48m", "none", folder.toString()) == 0);
  }

  @AfterEach
  void unmount() throws Exception {
    run("umount", folder.toString());
  }

  private static int run(String... command) throws Exception {
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }

  private List<Result> next(int count, Duration ago) {
    List<Result> next = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      next.add(result(A, Instant.now().minus(ago).plusMillis(results++), Status.UP));
    }
    return next;
  }

  private void fill(Path filler) throws IOException {
    byte[] block = new byte[4096];
    try (OutputStream out =
        Files.newOutputStream(filler, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException e) {
      assertTrue(e.getMessage().contains("No space left"), e.getMessage());
    }
  }

  @Test
  void history_goes_on_in_the_reserve_then_in_memory_and_is_written_when_there_is_space()
      throws Exception {
    Path file = folder.resolve("x.db");
    Path filler = folder.resolve("filler");
    try (Recording recording = new Recording(file, Map.of("uproute.keep.reserve", "16MB"))) {
      recording.record(next(20_000, Duration.ofDays(40)));
      recording.bean("reserve", Reserve.class).restore();
      Path reserve = folder.resolve("x.db.reserve");
      assertEquals(16_000_000, Files.size(reserve));
      fill(filler);
      while (Files.exists(reserve)) {
        recording.send("direct:record-try", next(500, Duration.ZERO));
      }
      assertTrue(Wait.until(Wait.LONG, () -> !recording.backlog().failing()));
      assertEquals(results + "", recording.ask("select count(*) from result"));
      recording.send("direct:keep-all", null);
      assertEquals(results - 20_000 + "", recording.ask("select count(*) from result"));
      assertEquals("1", recording.ask("select count(*) from flip where event = 'self'"));
      int written = results;
      fill(filler);
      while (!recording.backlog().failing()) {
        recording.send("direct:record-try", next(500, Duration.ZERO));
        written = recording.backlog().failing() ? written : results;
        fill(filler);
      }
      recording.send("direct:record-try", List.of());
      assertTrue(recording.backlog().failing());
      assertEquals(results - written, recording.backlog().size());
      long begin = System.nanoTime();
      Files.delete(filler);
      assertTrue(Wait.until(Wait.LONG, () -> !recording.backlog().failing()));
      double seconds = (System.nanoTime() - begin) / 1e9;
      assertEquals(results - 20_000 + "", recording.ask("select count(*) from result"));
      assertEquals("ok", recording.ask("pragma integrity_check"));
      Figures.print(
          "full disk",
          "history is written again %.1f s after there is space, none of %,d results is lost",
          seconds,
          results);
      assertTrue(seconds <= 60);
      recording.send("direct:keep-all", null);
      assertTrue(Files.exists(reserve));
    }
  }
}
