package dev.uproute.service;

/**
 * What a host check lets pass; infinity where a figure is not judged.
 *
 * @param cpu percent of all cores, as a mean since the last check
 * @param load mean of the last five minutes, divided by the number of cores
 * @param ram percent
 * @param swap percent
 * @param disk percent of each disk
 * @param temperature degrees Celsius
 * @param updates pending package updates
 */
public record Limits(
    double cpu,
    double load,
    double ram,
    double swap,
    double disk,
    double temperature,
    double updates) {

  /** A number, or none for a figure that is not judged. */
  static Reader<Double> reader(int least, int most) {
    return Reader.of(
        "a number from " + least + " to " + most + ", or none",
        t -> {
          if (t.equals("none")) {
            return Double.POSITIVE_INFINITY;
          }
          Double number = t.matches("\\d{1,9}(\\.\\d{1,3})?") ? Double.valueOf(t) : null;
          return number == null || number < least || number > most ? null : number;
        });
  }
}
