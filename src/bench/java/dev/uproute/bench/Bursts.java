package dev.uproute.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Rounds of checks that are due together, cut apart by the silence between them.
 *
 * @param seconds from the moment the first check of a round began until all of it was committed
 */
record Bursts(Figures seconds) {
  private static final long SILENCE = 500;

  /** A look at the database: how many results were there at which epoch millisecond. */
  private record Look(long at, long results) {}

  static Bursts watch(Program program, Stored stored, int seconds)
      throws IOException, InterruptedException, SQLException {
    List<Look> looks = new ArrayList<>();
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    while (System.nanoTime() - end < 0) {
      program.run(0.004);
      looks.add(new Look(System.currentTimeMillis(), stored.results()));
    }
    return new Bursts(Figures.of(rounds(stored.begun(), looks)));
  }

  private static List<Double> rounds(List<Long> begun, List<Look> looks) {
    List<Double> rounds = new ArrayList<>();
    int first = 0;
    for (int i = 1; i <= begun.size(); i++) {
      boolean over = i == begun.size() || begun.get(i) - begun.get(i - 1) > SILENCE;
      // the last one may not be whole, the first were before the watch
      if (over && i < begun.size()) {
        long start = begun.subList(first, i).stream().min(Long::compare).orElseThrow();
        long whole = i;
        if (start > looks.getFirst().at()) {
          looks.stream()
              .filter(look -> look.results() >= whole)
              .findFirst()
              .ifPresent(look -> rounds.add((look.at() - start) / 1e3));
        }
      }
      first = over ? i : first;
    }
    return rounds;
  }
}
