package dev.uproute.text;

import java.util.Collection;
import java.util.Comparator;

/** The word somebody most likely meant. */
public final class Suggestion {
  private Suggestion() {}

  /** {@code ; did you mean "url"?} or nothing, to follow a sentence about an unknown word. */
  public static String of(String unknown, Collection<String> known) {
    int most = unknown.length() < 4 ? 1 : unknown.length() < 8 ? 2 : 3;
    return known.stream()
        .filter(word -> Math.abs(word.length() - unknown.length()) <= most)
        .min(Comparator.comparingInt(word -> distance(unknown, word)))
        .filter(word -> distance(unknown, word) <= most)
        .map(word -> "; did you mean \"" + word + "\"?")
        .orElse("");
  }

  /** Letters to add, remove, change or swap with their neighbour (optimal string alignment). */
  private static int distance(String a, String b) {
    int[][] steps = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          steps[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int least = Math.min(steps[i - 1][j], steps[i][j - 1]) + 1;
        least = Math.min(least, steps[i - 1][j - 1] + change);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          least = Math.min(least, steps[i - 2][j - 2] + 1);
        }
        steps[i][j] = least;
      }
    }
    return steps[a.length()][b.length()];
  }
}
