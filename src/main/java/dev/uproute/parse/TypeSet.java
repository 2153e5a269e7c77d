package dev.uproute.parse;

import dev.uproute.service.CheckType;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The check types that use a key. For any other type the key would do nothing, and a key that does
 * nothing is an error.
 *
 * @param own whether types that are not built in do
 */
record TypeSet(Set<CheckType> builtIn, boolean own) {
  /** Stands for every type that is not built in. */
  static final String OWN = "own";

  /** In the order in which sentences and tables name them. */
  static final List<String> EVERY =
      Stream.concat(CheckType.words().stream(), Stream.of(OWN)).toList();

  static TypeSet of(CheckType... types) {
    return new TypeSet(Set.of(types), false);
  }

  static TypeSet of(CheckType.Trait trait) {
    return of(type -> type.has(trait));
  }

  /** Those of the user's own too. */
  static TypeSet except(CheckType... types) {
    Set<CheckType> without = Set.of(types);
    return of(type -> !without.contains(type)).andOwn();
  }

  private static TypeSet of(Predicate<CheckType> types) {
    return new TypeSet(
        Arrays.stream(CheckType.values()).filter(types).collect(Collectors.toSet()), false);
  }

  TypeSet andOwn() {
    return new TypeSet(builtIn, true);
  }

  TypeSet and(CheckType more) {
    return new TypeSet(of(type -> type == more || builtIn.contains(type)).builtIn, own);
  }

  boolean contain(String type) {
    CheckType known = CheckType.named(type);
    return known == null ? own : builtIn.contains(known);
  }

  /** For example {@code http, tcp and types of your own}, or {@code all types but host}. */
  @Override
  public String toString() {
    List<String> others = EVERY.stream().filter(name -> !contain(name)).toList();
    return others.size() <= 3
        ? "all types but " + words(others)
        : words(EVERY.stream().filter(this::contain).toList());
  }

  private static String words(List<String> names) {
    List<String> words =
        names.stream().map(name -> name.equals(OWN) ? "types of your own" : name).toList();
    int last = words.size() - 1;
    String before = words.stream().limit(last).collect(Collectors.joining(", "));
    return before.isEmpty() ? words.get(last) : before + " and " + words.get(last);
  }
}
