package dev.uproute.service;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** A configuration that is refused as a whole, with everything that is wrong in it. */
public final class Mistakes extends RuntimeException {
  private static final long serialVersionUID = 1;
  private static final int TOLD = 100;

  private final transient List<Mistake> all;

  /** The mistakes in any order, at least one; they are told in the order of their places. */
  public Mistakes(List<Mistake> mistakes) {
    super(text(sorted(mistakes)), null, false, false);
    all = sorted(mistakes);
  }

  static Mistakes one(Place place, String message) {
    return new Mistakes(List.of(new Mistake(place, null, message)));
  }

  public List<Mistake> all() {
    return all;
  }

  private static List<Mistake> sorted(List<Mistake> mistakes) {
    return mistakes.stream().distinct().sorted(Comparator.comparing(Mistake::place)).toList();
  }

  private static String text(List<Mistake> mistakes) {
    String lines =
        mistakes.stream().limit(TOLD).map(Mistake::toString).collect(Collectors.joining("\n"));
    int more = mistakes.size() - TOLD;
    return more > 0 ? lines + "\nand " + more + " more" : lines;
  }
}
