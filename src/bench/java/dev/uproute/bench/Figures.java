package dev.uproute.bench;

import java.util.List;

/** Numbers to be summed up. */
record Figures(List<Double> sorted) {

  static Figures of(List<Double> values) {
    return new Figures(values.stream().sorted().toList());
  }

  double percentile(double p) {
    return sorted.isEmpty()
        ? Double.NaN
        : sorted.get((int) Math.round((sorted.size() - 1) * p / 100));
  }

  double median() {
    return percentile(50);
  }
}
