package dev.uproute.bench;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * When the targets were asked, as they saw it.
 *
 * @param byService times of each service in nanoseconds, ascending
 * @param count of all
 */
record Arrivals(Map<Integer, List<Long>> byService, int count) {

  static Arrivals read(Path file, int count) throws IOException {
    Map<Integer, List<Long>> times = new HashMap<>();
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      for (int i = 0; i < count; i++) {
        times.computeIfAbsent(in.readInt(), _ -> new ArrayList<>()).add(in.readLong());
      }
    }
    return new Arrivals(times, count);
  }

  /** Those of the targets with a lower number. */
  Arrivals below(int number) {
    Map<Integer, List<Long>> few = new HashMap<>(byService);
    few.keySet().removeIf(service -> service >= number);
    return new Arrivals(few, few.values().stream().mapToInt(List::size).sum());
  }

  /** The first of all, or 0 when there is none. */
  long first() {
    return byService.values().stream().mapToLong(List::getFirst).min().orElse(0);
  }

  /**
   * How late each arrival was in milliseconds: against the service's own grid, which goes through
   * the arrival that was earliest on it.
   */
  Figures lateness(double intervalSeconds) {
    List<Double> late = new ArrayList<>();
    for (List<Long> times : byService.values()) {
      double[] phases = phases(times, intervalSeconds);
      double grid = java.util.Arrays.stream(phases).min().orElseThrow();
      for (double phase : phases) {
        late.add(phase - grid);
      }
    }
    return Figures.of(late);
  }

  /** Milliseconds by which the last arrival is later on the grid than the first, all services. */
  Figures drift(double intervalSeconds) {
    List<Double> drifts = new ArrayList<>();
    for (List<Long> times : byService.values()) {
      double[] phases = phases(times, intervalSeconds);
      drifts.add(phases[phases.length - 1] - phases[0]);
    }
    return Figures.of(drifts);
  }

  /** Times that were skipped. */
  int missed(double intervalSeconds) {
    int missed = 0;
    for (List<Long> times : byService.values()) {
      double span = (times.getLast() - times.getFirst()) / 1e9 / intervalSeconds;
      missed += Math.max(0, (int) Math.round(span) + 1 - times.size());
    }
    return missed;
  }

  /** Each arrival's distance from the first, less the whole intervals in between, in ms. */
  private static double[] phases(List<Long> times, double intervalSeconds) {
    double step = intervalSeconds * 1e9;
    return times.stream()
        .mapToDouble(time -> time - times.getFirst())
        .map(since -> (since - Math.round(since / step) * step) / 1e6)
        .toArray();
  }
}
