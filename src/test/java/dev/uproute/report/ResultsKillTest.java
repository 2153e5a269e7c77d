package dev.uproute.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.Child;
import dev.uproute.Figures;
import dev.uproute.Watched;
import dev.uproute.check.Status;
import dev.uproute.record.SelfEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Results on their way through live files and archive, by a program that is killed again and again.
 */
@Tag("nightly")
@Tag("figures")
public class ResultsKillTest {
  private static final Instant BEGUN = Instant.parse("2026-06-17T00:00:00Z");
  private static final int KILLS = Integer.getInteger("uproute.test.kills", 40);

  @TempDir Path folder;

  /**
   * Appends a line every twenty minutes of its own time and moves each hour that has ended; says
   * each line that was appended.
   *
   * @param first its name is the number of the first line, its folder that of the files
   */
  public static void work(Path first, Consumer<String> say) throws IOException {
    String folder = first.getParent().toString();
    long[] number = {Long.parseLong(first.getFileName().toString())};
    ResultsCsv csv = new ResultsCsv(folder, new SelfEvents(() -> at(number[0])));
    ResultsArchive archive =
        new ResultsArchive(folder, Duration.ofDays(10_000), csv, () -> at(number[0]));
    for (; ; number[0]++) {
      if (archive.due()) {
        archive.files().forEach(archive::move);
      }
      csv.append(List.of(Watched.result(Watched.service("a.b"), at(number[0]), Status.UP)));
      say.accept(Long.toString(number[0]));
    }
  }

  private static Instant at(long number) {
    return BEGUN.plus(Duration.ofMinutes(20 * number));
  }

  private static long number(Instant at) {
    return Duration.between(BEGUN, at).toMinutes() / 20;
  }

  @Test
  void no_kill_loses_a_line_or_leaves_one_twice() throws Exception {
    Random random = new Random(7);
    long next = 0;
    long said = -1;
    int moves = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      try (Child child = new Child("results", folder.resolve(Long.toString(next)))) {
        String line = child.line();
        child.killAfter(random.nextInt(400));
        for (; line != null; line = child.line()) {
          said = Long.parseLong(line);
        }
      }
      // a line that was appended when the kill came, and not said, is there as well
      next = lines().keySet().stream().mapToLong(ResultsKillTest::number).max().orElse(-1) + 1;
      assertTrue(next > said, said + " was appended, and the last is " + (next - 1));
      try (Stream<Path> left = Files.list(folder.resolve("live/a"))) {
        moves += left.anyMatch(file -> file.toString().endsWith(ResultsArchive.ASIDE)) ? 1 : 0;
      }
    }
    move();
    Map<Instant, Integer> lines = lines();
    long lost = 0;
    for (long number = 0; number < next; number++) {
      lost += lines.containsKey(at(number)) ? 0 : 1;
    }
    long twice = lines.values().stream().filter(count -> count > 1).count();
    Figures.print(
        "Result CSV, killed " + KILLS + " times",
        "%,d lines, %d kills in the middle of a move, %d lost, %d twice",
        next,
        moves,
        lost,
        twice);
    assertEquals(0, lost);
    assertEquals(0, twice);
    assertTrue(moves > 0 || KILLS < 20, "no kill came in the middle of a move");
  }

  private void move() throws IOException {
    ResultsCsv csv = new ResultsCsv(folder.toString(), new SelfEvents(Instant::now));
    ResultsArchive archive =
        new ResultsArchive(folder.toString(), Duration.ofDays(10_000), csv, Instant::now);
    archive.files();
    archive.files().forEach(archive::move);
  }

  /** How often each time is there, live, on its way or in the archive. */
  private Map<Instant, Integer> lines() throws IOException {
    Map<Instant, Integer> lines = new HashMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(f -> f.toString().matches(".*\\.(log|moving)")).toList()) {
        for (String text : Files.readAllLines(file)) {
          ResultLine line = ResultLine.parse(text);
          if (line != null) {
            lines.merge(line.at(), 1, Integer::sum);
          }
        }
      }
    }
    return lines;
  }
}
