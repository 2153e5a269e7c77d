package dev.uproute.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * One figure.
 *
 * @param must what has to be reached; null when nothing is asked
 * @param aim what is aimed at; null when nothing is
 * @param atMost whether less is better
 */
record Row(String name, double value, String unit, Double must, Double aim, boolean atMost) {

  static Row atLeast(String name, double value, String unit, double must, double aim) {
    return new Row(name, value, unit, must, aim, false);
  }

  static Row atMost(String name, double value, String unit, double must, double aim) {
    return new Row(name, value, unit, must, aim, true);
  }

  static Row plain(String name, double value, String unit) {
    return new Row(name, value, unit, null, null, true);
  }

  /** For each figure of several rounds the round whose value is the median. */
  static List<Row> medians(List<List<Row>> rounds) {
    List<Row> medians = new ArrayList<>();
    for (int i = 0; i < rounds.getFirst().size(); i++) {
      int figure = i;
      List<Row> values =
          rounds.stream()
              .map(round -> round.get(figure))
              .sorted(Comparator.comparingDouble(Row::value))
              .toList();
      medians.add(values.get((values.size() - 1) / 2));
    }
    return medians;
  }

  /** Which of the two was reached, in a word. */
  String verdict() {
    if (must == null) {
      return "";
    }
    return reaches(aim) ? "aim" : reaches(must) ? "must" : "MISSED";
  }

  private boolean reaches(double limit) {
    return atMost ? value <= limit : value >= limit;
  }

  String line() {
    String sign = atMost ? "≤ " : "≥ ";
    return String.format(
        Locale.ROOT,
        "%-52s %12s %-7s %10s %10s  %s",
        name,
        number(value),
        unit,
        must == null ? "" : sign + number(must),
        aim == null ? "" : sign + number(aim),
        verdict());
  }

  String json() {
    return String.format(
        Locale.ROOT,
        "{\"name\":\"%s\",\"value\":%s,\"unit\":\"%s\",\"must\":%s,\"aim\":%s,\"reached\":\"%s\"}",
        name,
        Double.isNaN(value) ? "null" : String.format(Locale.ROOT, "%.3f", value),
        unit,
        must,
        aim,
        verdict());
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, Math.abs(value) >= 100 ? "%,.0f" : "%.2f", value);
  }
}
