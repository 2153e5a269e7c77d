package dev.uproute.parse;

import dev.uproute.service.CheckType;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The check types that use a key. For any other type the key would do nothing, and a key that does
 * nothing is an error.
 *
 * @param names of built-in types, and {@link #OWN}
 */
record TypeSet(List<String> names) {
  /** Stands for every type that is not built in. */
  static final String OWN = "own";

  /** In the order in which sentences and tables name them. */
  static final List<String> EVERY =
      Stream.concat(CheckType.words().stream(), Stream.of(OWN)).toList();

  static TypeSet of(String... names) {
    return chosen(List.of(names)::contains);
  }

  static TypeSet except(String... names) {
    List<String> without = List.of(names);
    return chosen(name -> !without.contains(name));
  }

  TypeSet and(String more) {
    return chosen(name -> names.contains(name) || name.equals(more));
  }

  private static TypeSet chosen(Predicate<String> names) {
    return new TypeSet(EVERY.stream().filter(names).toList());
  }

  boolean contain(String type) {
    return names.contains(CheckAddress.BUILT_IN.contains(type) ? type : OWN);
  }

  /** For example {@code http, tcp and types of your own}, or {@code all types but host}. */
  @Override
  public String toString() {
    List<String> others = EVERY.stream().filter(name -> !names.contains(name)).toList();
    return others.size() <= 3 ? "all types but " + words(others) : words(names);
  }

  private static String words(List<String> names) {
    List<String> words =
        names.stream().map(name -> name.equals(OWN) ? "types of your own" : name).toList();
    int last = words.size() - 1;
    String before = words.stream().limit(last).collect(Collectors.joining(", "));
    return before.isEmpty() ? words.get(last) : before + " and " + words.get(last);
  }
}
