package dev.uproute.parse;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** How one kind of value is read, and what is allowed there. */
@FunctionalInterface
interface ValueParser<T> {

  /**
   * Reads a value.
   *
   * @param key what messages call it
   * @param errors takes what is wrong
   * @return null when something is wrong
   */
  T read(String key, Node node, List<ConfigError> errors);

  /** What an editor can know of such a value. */
  default ValueSchema schema() {
    return ValueSchema.ANY;
  }

  /** The same, of which an editor knows this; it is made when somebody asks for it. */
  default ValueParser<T> with(Supplier<ValueSchema> schema) {
    return new Described<>(this, schema);
  }

  /** One of which an editor knows more. */
  record Described<T>(ValueParser<T> parser, Supplier<ValueSchema> known)
      implements ValueParser<T> {
    @Override
    public T read(String key, Node node, List<ConfigError> errors) {
      return parser.read(key, node, errors);
    }

    @Override
    public ValueSchema schema() {
      return known.get();
    }
  }

  /** What a single text means; null when it is not what is allowed. */
  @FunctionalInterface
  interface Meaning<T> {
    T of(String text) throws InvalidValue;
  }

  /** A single value; the sentence for a wrong one is {@code "value" is not <allowed>}. */
  static <T> ValueParser<T> of(String allowed, Meaning<T> meaning) {
    return of(allowed, ValueSchema::text, meaning);
  }

  /**
   * The same.
   *
   * @param form what an editor can know of it
   */
  static <T> ValueParser<T> of(String allowed, Supplier<ValueSchema> form, Meaning<T> meaning) {
    ValueParser<T> parser = single(allowed, meaning);
    return parser.with(() -> form.get().saying(allowed));
  }

  private static <T> ValueParser<T> single(String allowed, Meaning<T> meaning) {
    return (key, node, errors) -> {
      if (node instanceof Node.Unknown) {
        return null;
      }
      if (!(node instanceof Node.Text text)) {
        String is =
            node instanceof Node.Nothing ? "has no value; write " : "is " + node.kind() + ", not ";
        errors.add(new ConfigError(node.location(), key, is + allowed));
        return null;
      }
      String reason = null;
      try {
        T value = meaning.of(text.value());
        if (value != null) {
          return value;
        }
      } catch (InvalidValue invalid) {
        // it may quote the value, and one filled in may be a secret
        reason = text.filledIn() ? null : invalid.getMessage();
      }
      String sentence = reason == null ? text + " is not " + allowed : reason;
      errors.add(new ConfigError(node.location(), key, sentence));
      return null;
    };
  }

  /** A list, or one value as a list of one. */
  static <T> ValueParser<List<T>> list(ValueParser<T> item, int most) {
    ValueParser<List<T>> parser =
        (key, node, errors) -> {
          List<Node> items = node instanceof Node.Items list ? list.items() : List.of(node);
          if (items.size() > most) {
            String message = "has " + items.size() + " values; at most " + most + " are allowed";
            errors.add(new ConfigError(node.location(), key, message));
            return null;
          }
          List<T> values = new ArrayList<>();
          items.forEach(i -> values.add(item.read(key, i, errors)));
          return values.stream().anyMatch(Objects::isNull) ? null : List.copyOf(values);
        };
    return parser.with(() -> ValueSchema.list(item.schema(), most));
  }

  /** Keys of the author's own choice with a value each, in the order written. */
  static <T> ValueParser<Map<String, T>> map(
      ValueParser<String> name, ValueParser<T> value, int most, String things) {
    ValueParser<Map<String, T>> parser =
        (key, node, errors) -> {
          if (!(node instanceof Node.Fields group)) {
            String message = "is " + node.kind() + ", not a group of keys";
            errors.add(new ConfigError(node.location(), key, message));
            return null;
          }
          int size = group.fields().size();
          if (size > most) {
            String message = "has " + size + " " + things + "; at most " + most + " are allowed";
            errors.add(new ConfigError(node.location(), key, message));
            return null;
          }
          int before = errors.size();
          Map<String, T> values = new LinkedHashMap<>();
          for (Node.Field field : group.fields()) {
            String called = name.read(key, new Node.Text(field.location(), field.name()), errors);
            String path = called == null ? key : key + "." + called;
            values.put(field.name(), value.read(path, field.value(), errors));
          }
          return errors.size() > before ? null : Collections.unmodifiableMap(values);
        };
    return parser.with(() -> ValueSchema.map(name.schema(), value.schema(), most));
  }
}
