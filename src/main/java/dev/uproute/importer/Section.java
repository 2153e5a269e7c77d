package dev.uproute.importer;

import dev.uproute.parse.Location;
import dev.uproute.parse.Node;
import dev.uproute.text.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One group of keys in a file of another monitor. What is asked for counts as carried over; what
 * nobody asked for is lost, and {@link #end} says so, so that nothing is dropped without a word.
 * Not thread-safe.
 */
public final class Section {
  private final String path;
  private final Node.Fields group;
  private final Imported into;
  private final Set<String> asked = new HashSet<>();

  /**
   * @param path of the group, as losses call it; empty for the top of a file
   * @param into gets the losses
   */
  public Section(String path, Node.Fields group, Imported into) {
    this.path = path;
    this.group = group;
    this.into = into;
  }

  public Location location() {
    return group.location();
  }

  /** The keys that are there. */
  public List<String> names() {
    return group.fields().stream().map(Node.Field::name).toList();
  }

  /** Whether somebody asked for a key. */
  boolean asked(String key) {
    return asked.contains(key);
  }

  /** What stands under a key; null when nothing does. */
  public Node node(String key) {
    asked.add(key);
    for (Node.Field field : group.fields()) {
      if (field.name().equals(key) && !(field.value() instanceof Node.Nothing)) {
        return field.value();
      }
    }
    return null;
  }

  /** Null when there is none; anything but a single value is lost. */
  public String text(String key) {
    Node node = node(key);
    if (node != null && !(node instanceof Node.Text)) {
      lose(key, "is " + node.kind() + ", not a single value");
    }
    return node instanceof Node.Text text ? text.value() : null;
  }

  /** Null when it is not there. */
  public Boolean flag(String key) {
    String text = text(key);
    if (text != null && !text.matches("(?i)true|false|yes|no|on|off")) {
      lose(key, "is neither true nor false");
      return null;
    }
    return text == null ? null : text.matches("(?i)true|yes|on");
  }

  /** Whether a flag is there and set. */
  public boolean set(String key) {
    return Boolean.TRUE.equals(flag(key));
  }

  /** Null when it is not there. */
  public Integer number(String key) {
    String text = text(key);
    if (text != null && !text.matches("-?\\d{1,9}")) {
      lose(key, "is not a whole number");
      return null;
    }
    return text == null ? null : Integer.valueOf(text);
  }

  /** A time such as {@code 1m30s}; null when it is not there. */
  public Duration duration(String key) {
    String text = text(key);
    Duration time = text == null ? null : Durations.parse(text);
    time = text == null || time != null ? time : Durations.guess(text);
    if (text != null && time == null) {
      lose(key, "is no duration");
    }
    return time;
  }

  /** The texts of a list, or a single one; empty when it is not there. */
  public List<String> texts(String key) {
    return items(key).stream().map(Node.Text::value).toList();
  }

  /** The same with their places. */
  public List<Node.Text> items(String key) {
    Node node = node(key);
    List<Node> items =
        node instanceof Node.Items(Location _, List<Node> several)
            ? several
            : node == null ? List.of() : List.of(node);
    List<Node.Text> texts = new ArrayList<>();
    for (Node item : items) {
      if (item instanceof Node.Text text) {
        texts.add(text);
      } else {
        into.lose(item.location(), name(key), "is " + item.kind() + ", not a single value");
      }
    }
    return texts;
  }

  /** Notes that an item of a key cannot be carried over. */
  public void lose(Node item, String key, String why) {
    into.lose(item.location(), name(key), why);
  }

  /** Keys of the author's own choice; empty when it is not there. */
  public Map<String, String> map(String key) {
    Map<String, String> map = new LinkedHashMap<>();
    Section inner = group(key);
    for (Node.Field field : inner == null ? List.<Node.Field>of() : inner.group.fields()) {
      String value = inner.text(field.name());
      if (value != null) {
        map.put(field.name(), value);
      }
    }
    return map;
  }

  /** Null when it is not there. */
  public Section group(String key) {
    Node node = node(key);
    if (node != null && !(node instanceof Node.Fields)) {
      lose(key, "is " + node.kind() + ", not a group of keys");
    }
    return node instanceof Node.Fields inner ? new Section(name(key), inner, into) : null;
  }

  /** The groups of a list; empty when it is not there. */
  public List<Section> groups(String key) {
    Node node = node(key);
    List<Section> groups = new ArrayList<>();
    if (node != null && !(node instanceof Node.Items)) {
      lose(key, "is " + node.kind() + ", not a list");
    } else if (node instanceof Node.Items(Location _, List<Node> items)) {
      for (int i = 0; i < items.size(); i++) {
        Node item = items.get(i);
        String name = name(key) + "[" + i + "]";
        if (item instanceof Node.Fields inner) {
          groups.add(new Section(name, inner, into));
        } else {
          into.lose(item.location(), name, "is " + item.kind() + ", not a group of keys");
        }
      }
    }
    return groups;
  }

  /** Notes that a key, where it is there, cannot be carried over. */
  public void lose(String key, String why) {
    asked.add(key);
    for (Node.Field field : group.fields()) {
      if (field.name().equals(key)) {
        into.lose(field.location(), name(key), why);
      }
    }
  }

  /** Every key nobody asked for is a loss. */
  public void end() {
    for (Node.Field field : group.fields()) {
      if (!asked.contains(field.name())) {
        into.lose(field.location(), name(field.name()), "there is nothing like it here");
      }
    }
  }

  private String name(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
