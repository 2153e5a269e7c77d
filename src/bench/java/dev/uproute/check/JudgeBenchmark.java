package dev.uproute.check;

import dev.uproute.ServiceBuilder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.http.Header;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Judging one HTTP answer of 20 kB, by its status alone and by a text in its body. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class JudgeBenchmark {
  private final Judge verdict = new Judge();
  private final Attempt plain = ServiceBuilder.url("http://127.0.0.1/").attempt();
  private final Attempt reading = reading();
  private final HttpAnswer answer =
      new HttpAnswer(
          null,
          200,
          new Header[0],
          ("x".repeat(20_000) + "all is well").getBytes(StandardCharsets.UTF_8),
          false,
          Evidence.NONE);

  private static Attempt reading() {
    ServiceBuilder given = ServiceBuilder.url("http://127.0.0.1/");
    given.bodyContains = "all is well";
    return given.attempt();
  }

  @Benchmark
  public Result by_status() {
    return verdict.http(plain, answer);
  }

  @Benchmark
  public Result by_text() {
    return verdict.http(reading, answer);
  }
}
