package dev.uproute.service;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** How one kind of value is read, and what is allowed there. */
@FunctionalInterface
interface Reader<T> {

  /**
   * Reads a value.
   *
   * @param key what messages call it
   * @param mistakes takes what is wrong
   * @return null when something is wrong
   */
  T read(String key, Tree tree, List<Mistake> mistakes);

  /** What a single text means; null when it is not what is allowed. */
  @FunctionalInterface
  interface Meaning<T> {
    T of(String text) throws Wrong;
  }

  /** A single value; the sentence for a wrong one is {@code "value" is not <allowed>}. */
  static <T> Reader<T> of(String allowed, Meaning<T> meaning) {
    return (key, tree, mistakes) -> {
      if (tree instanceof Tree.Unknown) {
        return null;
      }
      if (!(tree instanceof Tree.Text text)) {
        String is =
            tree instanceof Tree.Nothing ? "has no value; write " : "is " + tree.kind() + ", not ";
        mistakes.add(new Mistake(tree.place(), key, is + allowed));
        return null;
      }
      String reason = null;
      try {
        T value = meaning.of(text.value());
        if (value != null) {
          return value;
        }
      } catch (Wrong wrong) {
        // it may quote the value, and one filled in may be a secret
        reason = text.filledIn() ? null : wrong.getMessage();
      }
      String sentence = reason == null ? text + " is not " + allowed : reason;
      mistakes.add(new Mistake(tree.place(), key, sentence));
      return null;
    };
  }

  /** A list, or one value as a list of one. */
  static <T> Reader<List<T>> list(Reader<T> item, int most) {
    return (key, tree, mistakes) -> {
      List<Tree> items = tree instanceof Tree.Items list ? list.items() : List.of(tree);
      if (items.size() > most) {
        String message = "has " + items.size() + " values; at most " + most + " are allowed";
        mistakes.add(new Mistake(tree.place(), key, message));
        return null;
      }
      List<T> values = new ArrayList<>();
      items.forEach(i -> values.add(item.read(key, i, mistakes)));
      return values.stream().anyMatch(Objects::isNull) ? null : List.copyOf(values);
    };
  }

  /** Keys of the author's own choice with a single value each, in the order written. */
  static Reader<Map<String, String>> map(
      Reader<String> name, Reader<String> value, int most, String things) {
    return (key, tree, mistakes) -> {
      if (!(tree instanceof Tree.Fields group)) {
        String message = "is " + tree.kind() + ", not a group of keys";
        mistakes.add(new Mistake(tree.place(), key, message));
        return null;
      }
      int size = group.fields().size();
      if (size > most) {
        String message = "has " + size + " " + things + "; at most " + most + " are allowed";
        mistakes.add(new Mistake(tree.place(), key, message));
        return null;
      }
      int before = mistakes.size();
      Map<String, String> values = new LinkedHashMap<>();
      for (Tree.Field field : group.fields()) {
        String called = name.read(key, new Tree.Text(field.place(), field.name()), mistakes);
        String path = called == null ? key : key + "." + called;
        values.put(field.name(), value.read(path, field.value(), mistakes));
      }
      return mistakes.size() > before ? null : Collections.unmodifiableMap(values);
    };
  }
}
