package dev.uproute.parse;

import dev.uproute.service.Service;
import dev.uproute.service.Source;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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

/** Reading a services.yaml of 1,000 services. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class ParseBenchmark {
  private final byte[] yaml = yaml();

  private static byte[] yaml() {
    StringBuilder text = new StringBuilder("defaults: { interval: 60s }\nservices:\n");
    for (int i = 0; i < 1_000; i++) {
      text.append("  - { id: site.s%d, url: \"https://s%d.example.org/\" }%n".formatted(i, i));
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Benchmark
  public List<Service> a_thousand_services() {
    return ServiceLists.parser(Source.FILE, Path.of("no-such-folder"))
        .listing("services.yaml", yaml)
        .services();
  }
}
