package dev.uproute.record;

import dev.uproute.Watched;
import dev.uproute.check.Result;
import dev.uproute.check.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Watching one result of each of 1,000 services, of which a tenth is down. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class AlertRulesBenchmark {
  private final List<Result> results = new ArrayList<>();

  public AlertRulesBenchmark() {
    Instant at = Instant.parse("2026-06-17T21:37:00Z");
    for (int i = 0; i < 1_000; i++) {
      Status status = i % 10 == 0 ? Status.DOWN : Status.UP;
      results.add(Watched.result(Watched.service("s" + i), at, status));
    }
  }

  @Benchmark
  public int a_thousand_results() {
    int flips = 0;
    for (Result result : results) {
      flips += AlertRules.observe(Streak.NONE, result).flips().size();
    }
    return flips;
  }
}
