package dev.uproute.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.Recording;
import dev.uproute.Watched;
import dev.uproute.check.Evidence;
import dev.uproute.check.Result;
import dev.uproute.check.Status;
import dev.uproute.record.Sketch;
import dev.uproute.service.Service;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** A history made up by chance in a real database, and the same as a list of results. */
final class RandomHistory {
  private static final long HOUR = 3_600_000;
  private static final long DAY = 24 * HOUR;
  private static final List<Service> SERVICES =
      Stream.of("a", "b", "c").map(Watched::service).toList();

  /** What happens. */
  private enum Happening {
    RESULTS(7),
    BURST(1),
    GAP(1),
    LATE(2),
    DELETED(3),
    PRUNED(2);

    private final int often;

    Happening(int often) {
      this.often = often;
    }
  }

  private static final List<Happening> DECK =
      Stream.of(Happening.values())
          .flatMap(each -> Collections.nCopies(each.often, each).stream())
          .toList();

  private final List<Happening> deck = new ArrayList<>();
  private final Random random;
  private final Instant end;
  private final Instant begin;
  private final List<Result> results = new ArrayList<>();
  private final Map<Happening, Integer> happened = new EnumMap<>(Happening.class);
  private Instant now;
  private Recording recording;
  private Statistics statistics;

  /** Ninety days that end now, because pruning goes by the clock. */
  RandomHistory(Random random, Instant end) {
    this.random = random;
    this.end = end;
    this.begin = end.minus(Duration.ofDays(90)).plusMillis(random.nextLong(DAY));
    this.now = begin;
  }

  void start(Recording on) {
    recording = on;
    statistics = new Statistics(on.bean("reader", DataSource.class), () -> end.plusSeconds(60));
  }

  Instant now() {
    return now;
  }

  /** Some time of the history so far, often at a border of hours or days. */
  Instant time() {
    long at = begin.toEpochMilli() + random.nextLong(Duration.between(begin, now).toMillis() + 1);
    return Instant.ofEpochMilli(
        switch (random.nextInt(4)) {
          case 0 -> at - at % HOUR;
          case 1 -> at - at % DAY;
          default -> at;
        });
  }

  /**
   * Lets the next thing happen.
   *
   * @return whether it is one after which all is worth comparing
   */
  boolean step() throws Exception {
    if (deck.isEmpty()) {
      deck.addAll(DECK);
      Collections.shuffle(deck, random);
    }
    Happening what = deck.removeLast();
    switch (what) {
      case RESULTS ->
          record(60, Duration.ofSeconds(1 + random.nextInt(1 << random.nextInt(14))), SERVICES);
      // more than is added up at once
      case BURST -> record(3000, Duration.ofSeconds(2 + random.nextInt(4)), SERVICES.subList(0, 1));
      case GAP -> pass(Duration.ofHours(random.nextInt(120)));
      case LATE -> late();
      case DELETED -> delete();
      case PRUNED -> recording.send("direct:keep-all", null);
    }
    happened.merge(what, 1, Integer::sum);
    return what == Happening.BURST || what == Happening.DELETED;
  }

  private void pass(Duration time) {
    Instant next = now.plus(time);
    now = next.isBefore(end) ? next : end;
  }

  private void record(int most, Duration interval, List<Service> services) {
    List<Result> batch = new ArrayList<>();
    for (int i = random.nextInt(most); i >= 0; i--) {
      pass(interval.plusMillis(random.nextInt(1000)));
      batch.add(result(now, services));
    }
    record(batch);
  }

  private void late() {
    List<Result> batch = new ArrayList<>();
    for (int i = random.nextInt(10); i >= 0; i--) {
      batch.add(result(time(), SERVICES));
    }
    record(batch);
  }

  private void record(List<Result> batch) {
    recording.record(batch);
    results.addAll(batch);
  }

  private Result result(Instant at, List<Service> services) {
    Service service = services.get(random.nextInt(services.size()));
    Status[] statuses = Status.values();
    Status status = random.nextInt(3) > 0 ? Status.UP : statuses[random.nextInt(statuses.length)];
    Long response =
        random.nextInt(5) == 0 ? null : (Long) (long) Math.exp(random.nextDouble(4, 18.5));
    Evidence evidence = new Evidence(200, response, Evidence.Timings.NONE, null, 1, null);
    Result result =
        new Result(service, Instant.ofEpochMilli(at.toEpochMilli()), status, "", evidence);
    return random.nextInt(10) == 0 ? result.inMaintenance() : result;
  }

  /** Of what is pruned nothing can be deleted any more. */
  private void delete() throws Exception {
    Service service = SERVICES.get(random.nextInt(SERVICES.size()));
    long from = Math.max(time().toEpochMilli(), marks(service)[0]);
    long to = from + random.nextLong(DAY);
    List<Result> gone =
        results.stream()
            .filter(each -> each.service() == service && each.online() != null)
            .filter(each -> at(each) >= from && at(each) < to)
            .toList();
    try (Connection outside = recording.outside();
        Statement statement = outside.createStatement()) {
      ResultSet left =
          statement.executeQuery(
              "select count(*) from checks where service_name = '" + service.name() + "'");
      // with the last one that is there the whole history of the service goes
      if (left.next() && left.getLong(1) == gone.size()) {
        return;
      }
      statement.executeUpdate(
          "delete from checks where service_name = '%s' and id in (select r.id from result r where r.at >= %d and r.at < %d)"
              .formatted(service.name(), from, to));
    }
    results.removeAll(gone);
    for (Service each : SERVICES) {
      Figures figures = statistics.of(each.id(), Instant.EPOCH, end);
      if (figures != null) {
        assertEquals(results.stream().filter(r -> r.service() == each).count(), figures.checks());
      }
    }
    // the next batch makes the hours again
    recording.record(List.of());
  }

  private static long at(Result result) {
    return result.at().toEpochMilli();
  }

  /** Before which times results, and hours, of a service are pruned. */
  private long[] marks(Service service) throws Exception {
    try (Connection outside = recording.outside();
        Statement statement = outside.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select results_from, hours_from from service where id = '" + service.id() + "'")) {
      return row.next() ? new long[] {row.getLong(1), row.getLong(2)} : new long[2];
    }
  }

  /** Counts the results of a window one by one, and expects the same of the program. */
  void compare(Span window, String where) throws Exception {
    History history = new History(recording.bean("reader", DataSource.class));
    Map<String, Uptime.Counts> counts = history.counts(window.from(), window.to());
    for (Service service : SERVICES) {
      long[] pruned = marks(service);
      List<Result> inside =
          results.stream()
              .filter(each -> each.service() == service && counts(at(each), pruned, window))
              .toList();
      Figures figures = statistics.of(service.id(), window.from(), window.to());
      if (figures == null) {
        assertEquals(List.of(), inside, where);
        continue;
      }
      Uptime.Counts expected = Uptime.Counts.NONE;
      for (Result each : inside) {
        expected = expected.with(each.online());
      }
      assertEquals(inside.size(), figures.checks(), where);
      assertEquals(expected, figures.counts(), where);
      assertEquals(expected, counts.getOrDefault(service.id(), Uptime.Counts.NONE), where);
      compareResponses(inside, figures, where);
    }
  }

  /** What is pruned counts where its hour, or its day, begins. */
  private static boolean counts(long at, long[] pruned, Span window) {
    long counts = at < pruned[1] ? at - at % DAY : at < pruned[0] ? at - at % HOUR : at;
    return counts >= window.from().toEpochMilli() && counts < window.to().toEpochMilli();
  }

  private static void compareResponses(List<Result> inside, Figures figures, String where) {
    long[] responses =
        inside.stream()
            .map(each -> each.evidence().response())
            .filter(response -> response != null)
            .mapToLong(Long::longValue)
            .sorted()
            .toArray();
    if (responses.length == 0) {
      assertEquals(null, figures.average(), where);
      assertEquals(null, figures.p50(), where);
      return;
    }
    long sum = 0;
    Sketch sketch = new Sketch();
    for (long response : responses) {
      sum += response;
      sketch.add(response);
    }
    long max = responses[responses.length - 1];
    assertEquals((double) sum / responses.length, figures.average(), where);
    assertEquals(responses[0], figures.min(), where);
    assertEquals(max, figures.max(), where);
    long[] found = {figures.p50(), figures.p95(), figures.p99()};
    int[] percents = {50, 95, 99};
    for (int i = 0; i < found.length; i++) {
      assertEquals(Math.min(sketch.percentile(percents[i]), max), found[i], where);
      int rank = Math.ceilDiv(responses.length * percents[i], 100);
      long nearest = Math.min(responses[rank - 1], Sketch.LONGEST);
      assertTrue(
          found[i] >= nearest && found[i] <= nearest + Math.max(64, nearest / 128),
          () -> nearest + " is found as " + figures + " in " + where);
    }
  }

  @Override
  public String toString() {
    return results.size() + " results, " + happened;
  }
}
