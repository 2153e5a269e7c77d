package dev.uproute.page;

import dev.uproute.check.Status;
import dev.uproute.report.Report;
import dev.uproute.report.Sample;
import dev.uproute.report.ServiceReport;
import dev.uproute.text.Rendering;
import dev.uproute.text.Templates;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a report of 1,000 services costs: their timelines, and their pages as text. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class ReportBenchmark {
  private final List<ServiceReport.Point> points = new ArrayList<>();
  private Report report;
  private Templates templates;

  @Setup
  public void build() throws IOException {
    for (int i = 0; i < 240; i++) {
      Status status = i % 60 == 7 ? Status.DOWN : Status.UP;
      points.add(
          new ServiceReport.Point(Sample.NOW.minusSeconds(60L * (240 - i)), status, 183_000L + i));
    }
    Sample[] services = new Sample[1_000];
    for (int i = 0; i < services.length; i++) {
      services[i] = Sample.service("s" + i).recent(points);
    }
    report = Sample.report(services);
    templates =
        new Templates(Path.of("no-such-folder"), "templates/site", "it is a fault", Rendering.PAGE);
  }

  @Benchmark
  public int a_thousand_timelines() {
    int buckets = 0;
    for (int i = 0; i < 1_000; i++) {
      buckets += Timeline.of(points, Duration.ofSeconds(60), Sample.NOW).size();
    }
    return buckets;
  }

  @Benchmark
  public int a_thousand_pages() throws IOException {
    Overview overview = Overview.of(report, Language.ENGLISH);
    Map<String, Object> model = new HashMap<>();
    model.putAll(Map.of("title", "Status", "css", "", "cssHash", "", "refresh", 0));
    Age age = Age.of(report, Duration.ofSeconds(30), 1, 0, Language.ENGLISH);
    model.putAll(Map.of("overview", overview, "root", "../", "age", age));
    model.putAll(Map.of("lang", Language.ENGLISH.code(), "t", new Translation(Language.ENGLISH)));
    int characters = 0;
    for (ServiceView service : overview.services()) {
      model.put("service", service);
      characters += templates.render("service.ftlh", model).length();
    }
    return characters;
  }
}
