package dev.uproute.report;

import dev.uproute.Recording;
import dev.uproute.TestDatabase;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What is counted from hours and days equals what is counted from the results alone, of random
 * histories: steady and bursty, with gaps, maintenance, UNKNOWN, late results, results deleted by
 * hand, pruning and restarts; in random windows, and days and months of places whose clocks change
 * or are off by half an hour. The seed of a failure stands in its message.
 */
@Execution(ExecutionMode.CONCURRENT)
class RollupsTest {
  private static final Map<String, String> KEEP =
      Map.of("uproute.keep.raw", "60d", "uproute.keep.hourly", "75d");
  private static final List<ZoneId> ZONES =
      List.of(ZoneId.of("Europe/Berlin"), ZoneId.of("Australia/Lord_Howe"), ZoneId.of("UTC"));
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void rollups_equal_a_recount(TestDatabase database) throws Exception {
    history(database, 20260617, 32);
  }

  @Tag("nightly")
  @ParameterizedTest
  @CsvSource({"SQLITE, 40", "POSTGRESQL, 20"})
  void rollups_equal_a_recount_of_many_histories(TestDatabase database, int histories)
      throws Exception {
    Random seeds = new Random();
    for (int i = 0; i < histories; i++) {
      history(database, seeds.nextInt(), 150);
    }
  }

  private void history(TestDatabase database, int seed, int steps) throws Exception {
    Path file = folder.resolve(seed + ".db");
    Random random = new Random(seed);
    RandomHistory history = new RandomHistory(random, Instant.now().truncatedTo(ChronoUnit.DAYS));
    try (Recording recording = new Recording(database, file, KEEP)) {
      history.start(recording);
      for (int i = 0; i < steps / 2; i++) {
        step(history, random, "seed " + seed + ", step " + i);
      }
    }
    // a restart remembers nothing of its own
    try (Recording recording = new Recording(database, file, KEEP)) {
      history.start(recording);
      for (int i = steps / 2; i < steps; i++) {
        step(history, random, "seed " + seed + ", step " + i);
      }
    }
  }

  private static void step(RandomHistory history, Random random, String where) throws Exception {
    if (!history.step() && random.nextInt(6) > 0) {
      return;
    }
    List<Span> windows = new ArrayList<>();
    windows.add(new Span(Instant.EPOCH, history.now()));
    for (int days : new int[] {1, 7, 30, 90, 365}) {
      windows.add(new Span(history.now().minusSeconds(86_400L * days), history.now()));
    }
    for (int i = 0; i < 4; i++) {
      Instant from = history.time();
      windows.add(new Span(from, from.plusMillis(random.nextLong(86_400_000L << i))));
    }
    for (ZoneId zone : ZONES) {
      LocalDate day = LocalDate.ofInstant(history.time(), zone);
      windows.add(new Span(start(day, zone), start(day.plusDays(1), zone)));
      LocalDate month = YearMonth.from(day).atDay(1);
      windows.add(new Span(start(month, zone), start(month.plusMonths(1), zone)));
      LocalDate year = day.withDayOfYear(1);
      windows.add(new Span(start(year, zone), start(year.plusYears(1), zone)));
    }
    for (Span window : windows) {
      history.compare(window, where + ", " + window + ", " + history);
    }
  }

  private static Instant start(LocalDate day, ZoneId zone) {
    return day.atStartOfDay(zone).toInstant();
  }
}
