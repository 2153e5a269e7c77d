package dev.uproute.parse;

import dev.uproute.text.Shown;
import java.util.List;

/**
 * Values as they were written, each with its place: what a YAML file, a JSON body and a row of a
 * table have in common, so that one parser reads them all. Immutable.
 */
public sealed interface Node {
  Location location();

  /** What this is called in a sentence, for example {@code a list}. */
  String kind();

  /** The item of a list that is this text, or this node itself where there is none. */
  default Node item(String text) {
    if (this instanceof Items(Location _, List<Node> items)) {
      for (Node item : items) {
        if (item instanceof Text single && single.value().equals(text)) {
          return item;
        }
      }
    }
    return this;
  }

  /** No value: {@code key:} with nothing behind it, or null. */
  record Nothing(Location location) implements Node {
    @Override
    public String kind() {
      return "nothing";
    }
  }

  /** A text that could not be filled in, which has been reported already. */
  record Unknown(Location location) implements Node {
    @Override
    public String kind() {
      return "an unknown value";
    }
  }

  /**
   * A single value. Numbers and flags are text here too: what a text means is for its key to say.
   *
   * @param written as it stands in the source; this is what messages show
   * @param value the same with placeholders filled in, which may be a secret
   */
  record Text(Location location, String written, String value) implements Node {
    public Text(Location location, String written) {
      this(location, written, written);
    }

    boolean filledIn() {
      return !written.equals(value);
    }

    @Override
    public String kind() {
      return "a single value";
    }

    @Override
    public String toString() {
      return Shown.quoted(written);
    }
  }

  record Items(Location location, List<Node> items) implements Node {
    @Override
    public String kind() {
      return "a list";
    }
  }

  /** Names are unique. */
  record Fields(Location location, List<Field> fields) implements Node {
    /** The value of a key; null when it is not there. */
    public Node value(String name) {
      return fields.stream()
          .filter(field -> field.name().equals(name))
          .map(Field::value)
          .findFirst()
          .orElse(null);
    }

    /** The single value of a key; null when it has none. */
    public Text text(String name) {
      return value(name) instanceof Text text ? text : null;
    }

    @Override
    public String kind() {
      return "a group of keys";
    }
  }

  /**
   * One key with its value.
   *
   * @param location of the key
   */
  record Field(Location location, String name, Node value) {}
}
