package dev.uproute.importer;

import static dev.uproute.Recording.ask;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.uproute.TestDatabase;
import dev.uproute.check.Status;
import dev.uproute.importer.HistoryWriter.Written;
import dev.uproute.importer.Imported.History;
import dev.uproute.importer.Imported.PastResult;
import dev.uproute.importer.Imported.PastSum;
import dev.uproute.report.Statistics;
import dev.uproute.store.Connections;
import dev.uproute.store.Store;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What another monitor found becomes ours, once, in every figure. */
@Execution(ExecutionMode.CONCURRENT)
@ParameterizedClass
@EnumSource
class HistoryWriterTest {
  private static final Instant START = Instant.parse("2026-05-01T05:17:11.123Z");
  private static final Instant END = Instant.parse("2026-06-17T21:37:00Z");

  @Parameter TestDatabase database;
  @TempDir Path folder;

  private Store store;
  private HistoryWriter writer;
  private Statistics statistics;

  @BeforeEach
  void open() {
    store =
        new Store(database.settings(TestDatabase.migrated(folder.resolve("uptime_history.db"))));
    writer = new HistoryWriter(new Connections(store, true), "kuma");
    statistics = new Statistics(new Connections(store, false), Clock.fixed(END, ZoneOffset.UTC));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static List<PastResult> results(int count, long seconds) {
    Random random = new Random(7);
    return IntStream.range(0, count)
        .mapToObj(
            i -> {
              int kind = random.nextInt(20);
              Status status = kind == 0 ? Status.DOWN : kind == 1 ? Status.UNKNOWN : Status.UP;
              Long response = status == Status.UP ? 20_000L + random.nextInt(90_000) : null;
              // some at the same time
              Instant at = START.plusSeconds(i / 3 * 3 * seconds);
              return new PastResult(at, status, response, null, "It was " + status, kind == 1);
            })
        .toList();
  }

  private static History history(List<PastResult> results, List<PastSum> sums) {
    return new History("git", "Git", results::stream, sums, null);
  }

  private Written write(History history) {
    return writer.write(history, "Git", true);
  }

  /** Checks, counted and online of a time, as all figures are made. */
  private String figures(Instant from, Instant to) {
    var figures = statistics.of("git", from, to);
    return figures.checks() + " " + figures.counts().counted() + " " + figures.counts().online();
  }

  private static String counted(List<PastResult> results, Instant from, Instant to) {
    Predicate<PastResult> within = r -> !r.at().isBefore(from) && r.at().isBefore(to);
    long checks = results.stream().filter(within).count();
    long counted =
        results.stream().filter(within).filter(r -> r.status() != Status.UNKNOWN).count();
    long online = results.stream().filter(within).filter(r -> r.status() == Status.UP).count();
    return checks + " " + counted + " " + online;
  }

  private void exact(List<PastResult> results) {
    Random random = new Random(8);
    assertEquals(counted(results, START, END), figures(START, END));
    for (int i = 0; i < 20; i++) {
      Instant from = START.plusSeconds(random.nextInt(30 * 86_400));
      Instant to = from.plusSeconds(random.nextInt(10 * 86_400));
      assertEquals(counted(results, from, to), figures(from, to), from + " to " + to);
    }
  }

  private String stored(String sql) throws Exception {
    try (Connection outside = database.outside(folder.resolve("uptime_history.db"))) {
      return ask(outside, sql);
    }
  }

  @Test
  void each_result_is_in_every_figure_once_and_a_second_import_changes_nothing() throws Exception {
    List<PastResult> results = results(3_600, 600);
    assertEquals(new Written(3_600, 0), write(history(results, List.of())));
    exact(results);
    assertEquals(new Written(0, 0), write(history(results, List.of())));
    exact(results);
    assertEquals("3600", stored("select count(*) from result"));
    assertEquals(
        counted(results, START, END),
        stored("select checks || ' ' || counted || ' ' || online from streak"));
    assertEquals("git Git", stored("select id || ' ' || name from service"));
    List<PastResult> more = results(4_200, 600);
    assertEquals(new Written(600, 0), write(history(more, List.of())));
    exact(more);
  }

  @Test
  void an_import_that_was_stopped_goes_on_where_it_was() throws Exception {
    List<PastResult> results = results(3_600, 600);
    History broken =
        new History(
            "git",
            "Git",
            () ->
                results.stream()
                    .peek(
                        r -> {
                          if (r == results.get(2_700)) {
                            throw new IllegalStateException("pulled out");
                          }
                        }),
            List.of(),
            null);
    assertThrows(IllegalStateException.class, () -> write(broken));
    assertEquals("2004", stored("select count(*) from result"));
    assertEquals(new Written(1_596, 0), write(history(results, List.of())));
    exact(results);
  }

  private static List<PastSum> sums(List<PastResult> results, Duration length) {
    TreeMap<Instant, List<PastResult>> spans = new TreeMap<>();
    results.forEach(
        r -> spans.computeIfAbsent(PastSum.start(r.at(), length), _ -> new ArrayList<>()).add(r));
    List<PastSum> sums = new ArrayList<>();
    spans.forEach(
        (start, in) -> {
          var responses =
              in.stream()
                  .filter(r -> r.response() != null)
                  .mapToLong(PastResult::response)
                  .summaryStatistics();
          long counted = in.stream().filter(r -> r.status() != Status.UNKNOWN).count();
          long online = in.stream().filter(r -> r.status() == Status.UP).count();
          sums.add(
              new PastSum(
                  start,
                  length,
                  in.size(),
                  counted,
                  online,
                  responses.getCount(),
                  responses.getSum(),
                  responses.getMin(),
                  responses.getMax()));
        });
    return sums;
  }

  private static List<PastResult> between(List<PastResult> results, String from, String to) {
    return results.stream()
        .filter(
            r -> r.at().compareTo(Instant.parse(from)) >= 0 && r.at().isBefore(Instant.parse(to)))
        .toList();
  }

  @Test
  void hours_and_days_stand_for_results_that_are_gone() throws Exception {
    List<PastResult> all = results(3_600, 600);
    String none = "2026-01-01T00:00:00Z";
    String days = "2026-05-08T00:00:00Z";
    String hours = "2026-05-20T13:00:00Z";
    List<PastSum> sums =
        Stream.concat(
                sums(between(all, none, days), PastSum.DAY).stream(),
                sums(between(all, days, hours), PastSum.HOUR).stream())
            .toList();
    List<PastResult> left = between(all, hours, END.toString());
    write(history(left, sums));
    write(history(left, sums));
    assertEquals("" + left.size(), stored("select count(*) from result"));
    assertEquals(
        counted(all, START, END),
        stored("select checks || ' ' || counted || ' ' || online from streak"));
    for (Instant from = Instant.parse("2026-05-01T00:00:00Z");
        from.isBefore(END);
        from = from.plus(PastSum.DAY)) {
      Instant to = from.plus(PastSum.DAY);
      assertEquals(counted(all, from, to), figures(from, to), "day " + from);
      assertEquals(counted(all, from, END), figures(from, END), "since " + from);
    }
    Instant hour = Instant.parse("2026-05-15T07:00:00Z");
    assertEquals(counted(all, hour, END), figures(hour, END));
    var responses = statistics.of("git", Instant.parse("2026-05-02T00:00:00Z"), END);
    assertEquals(
        all.stream()
            .filter(
                r -> r.response() != null && r.at().isAfter(Instant.parse("2026-05-02T00:00:00Z")))
            .mapToLong(PastResult::response)
            .average()
            .getAsDouble(),
        responses.average(),
        0.001);
  }

  @Test
  void what_was_found_here_counts_and_only_what_is_older_is_taken() throws Exception {
    List<PastResult> all = results(3_600, 600);
    List<PastResult> own = between(all, "2026-05-20T13:31:00Z", END.toString());
    new HistoryWriter(new Connections(store, true), "own")
        .write(history(own, List.of()), "Git", true);
    assertEquals(new Written(3_600 - own.size(), 0), write(history(all, List.of())));
    exact(all);
    assertEquals(new Written(0, 0), write(history(all, List.of())));
  }

  @Test
  void older_hours_and_days_are_added_to_those_there_are() throws Exception {
    List<PastResult> all = results(3_600, 600);
    String hours = "2026-05-20T13:00:00Z";
    List<PastResult> own = between(all, hours, END.toString());
    new HistoryWriter(new Connections(store, true), "own")
        .write(history(own, List.of()), "Git", true);
    write(history(List.of(), sums(between(all, "2026-01-01T00:00:00Z", hours), PastSum.HOUR)));
    for (Instant from = Instant.parse("2026-05-01T06:00:00Z");
        from.isBefore(END);
        from = from.plus(Duration.ofHours(7))) {
      assertEquals(counted(all, from, END), figures(from, END), "since " + from);
    }
  }

  @Test
  void history_without_an_id_waits_for_a_service_of_its_name() throws Exception {
    List<PastResult> results = results(1_200, 600);
    History named = new History(null, "Git", results::stream, List.of(), null);
    assertEquals(new Written(1_200, 0), write(named));
    assertEquals(new Written(0, 0), write(named));
    assertEquals("1", stored("select count(*) from service where id is null"));
    write(history(List.of(), List.of()));
    assertEquals("git", stored("select id from service"));
    exact(results);
  }

  @Test
  void outages_that_are_over_are_downtime_and_nobody_is_notified() throws Exception {
    List<PastResult> results = results(3_600, 600);
    write(history(results, List.of()));
    write(history(results, List.of()));
    long down = 0;
    Instant began = null;
    for (PastResult r : results) {
      if (r.status() == Status.DOWN && began == null) {
        began = r.at();
      } else if (r.status() == Status.UP && began != null) {
        down += Duration.between(began, r.at()).toMillis();
        began = null;
      }
    }
    assertEquals(Duration.ofMillis(down), statistics.of("git", START, END).outages().downtime());
    assertEquals("0", stored("select count(*) from delivery"));
    assertEquals(
        "1",
        stored(
            "select count(distinct n) from (select event, count(*) as n from flip group by event) f"));
  }
}
