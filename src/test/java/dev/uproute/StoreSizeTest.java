package dev.uproute;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.check.Evidence;
import dev.uproute.check.Result;
import dev.uproute.check.Status;
import dev.uproute.service.Service;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** 500 services checked every minute for 35 days are 25.2 million results in at most 2.0 GB. */
@Isolated
class StoreSizeTest {
  private static final int ROUNDS = 150;
  private static final Instant START = Instant.now().minusSeconds(60L * ROUNDS);
  @TempDir Path folder;
  private final Random random = new Random(1);
  private final List<Service> services =
      IntStream.range(0, 500).mapToObj(i -> Watched.service("service-" + i)).toList();

  @Test
  void a_result_takes_at_most_80_bytes_and_thousands_are_stored_in_a_second() throws Exception {
    Path file = folder.resolve("x.db");
    // the best of some: a busy machine may be slow for other reasons
    long fastest = 0;
    try (Recording recording = new Recording(file)) {
      for (int round = 0; round < ROUNDS; round += 50) {
        List<List<Result>> batches = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
          batches.add(round(round + i));
        }
        long begin = System.nanoTime();
        batches.forEach(recording::record);
        long perSecond = 50L * 500 * 1_000_000_000 / (System.nanoTime() - begin);
        System.out.println("results stored per second: " + perSecond);
        fastest = Math.max(fastest, perSecond);
      }
      long begin = System.nanoTime();
      recording.liveState().report(services, null);
      System.out.println("first report ms: " + (System.nanoTime() - begin) / 1_000_000);
      recording.record(round(ROUNDS));
      begin = System.nanoTime();
      recording.liveState().report(services, null);
      System.out.println("next report ms: " + (System.nanoTime() - begin) / 1_000_000);
    }
    double bytes = (double) Files.size(file) / ((ROUNDS + 1) * 500);
    System.out.println("bytes per result: " + bytes);
    assertTrue(bytes <= 80, bytes + " bytes per result");
    assertTrue(fastest >= 3000, fastest + " results per second");
    try (Stream<Path> files = Files.list(folder)) {
      assertTrue(files.noneMatch(f -> f.toString().endsWith("-wal")), "the log was left behind");
    }
  }

  /** One result of every service, spread over a minute, one in a hundred of them down. */
  private List<Result> round(int minute) {
    List<Result> results = new ArrayList<>(500);
    for (int i = 0; i < 500; i++) {
      boolean down = random.nextInt(100) == 0;
      long response = 20_000L + random.nextInt(400_000);
      results.add(
          new Result(
              services.get(i),
              START.plusSeconds(60L * minute).plusMillis(120L * i + random.nextInt(100)),
              down ? Status.DOWN : Status.UP,
              down ? "Connection refused by 192.0.2.1:443" : "200 OK in 183 ms",
              new Evidence(
                  down ? null : 200,
                  down ? null : response,
                  new Evidence.Timings(1000L, 2000L, 3000L, 4000L, response),
                  "192.0.2.1",
                  1,
                  Instant.parse("2030-01-01T00:00:00Z"))));
    }
    return results;
  }
}
