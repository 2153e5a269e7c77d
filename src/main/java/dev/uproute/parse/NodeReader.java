package dev.uproute.parse;

import dev.uproute.text.Shown;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.events.StreamEndEvent;

/** Makes nodes of the events of one YAML document. Not thread-safe. */
final class NodeReader {
  private static final int DEPTH = 20;

  /** Steps inside of steps of a route are three levels each. */
  private static final int FOREIGN_DEPTH = 100;

  private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

  private final String file;
  private final Iterator<Event> events;
  private final String list;
  private final Yaml.Taker taker;
  private final boolean tags;
  private final Anchors anchors = new Anchors();
  private final Map<String, String> names = new HashMap<>();
  private final List<ConfigError> errors = new ArrayList<>();

  /**
   * @param list the key at the top whose items are given to the taker; null = none
   * @param tags whether values may have tags
   */
  NodeReader(String file, Iterator<Event> events, String list, Yaml.Taker taker, boolean tags) {
    this.tags = tags;
    this.file = file;
    this.events = events;
    this.list = list;
    this.taker = taker;
  }

  /** The whole of it; there must be no second one behind. */
  Node document() {
    events.next(); // the start of the stream
    Event first = events.next();
    if (first instanceof StreamEndEvent) {
      return new Node.Nothing(new Location(file, 1, 1));
    }
    Node whole = node(events.next(), 0);
    events.next(); // the end of the document
    Event next = events.next();
    if (!(next instanceof StreamEndEvent)) {
      throw ConfigErrors.one(location(next), "a second document; put everything into one");
    }
    if (!errors.isEmpty()) {
      throw new ConfigErrors(errors);
    }
    return whole;
  }

  private Node node(Event event, int depth) {
    int most = tags ? FOREIGN_DEPTH : DEPTH;
    if (depth > most) {
      throw ConfigErrors.one(location(event), "more than " + most + " levels deep");
    }
    if (event instanceof AliasEvent alias) {
      return anchors.named(alias.getAlias(), location(alias));
    }
    NodeEvent start = (NodeEvent) event;
    int before = anchors.open(start.getAnchor());
    Node node =
        switch (start) {
          case SequenceStartEvent list -> list(list, depth);
          case MappingStartEvent keys -> keys(keys, depth);
          default -> text((ScalarEvent) start);
        };
    anchors.close(start.getAnchor(), node, before);
    return node;
  }

  private Node text(ScalarEvent text) {
    untagged(text, text.getTag());
    boolean nothing = text.isPlain() && NULLS.contains(text.getValue());
    return nothing
        ? new Node.Nothing(location(text))
        : new Node.Text(location(text), text.getValue());
  }

  private Node list(SequenceStartEvent start, int depth) {
    List<Node> items = new ArrayList<>();
    items(start, depth, items::add);
    return new Node.Items(location(start), List.copyOf(items));
  }

  private void items(SequenceStartEvent start, int depth, Consumer<Node> each) {
    untagged(start, start.getTag());
    Event next = events.next();
    for (; !(next instanceof SequenceEndEvent); next = events.next()) {
      each.accept(node(next, depth + 1));
    }
  }

  private Node taken(Event event, Map<String, Node.Field> before) {
    taker.begin(before);
    if (event instanceof SequenceStartEvent start && start.getAnchor().isEmpty()) {
      items(start, 1, taker::take);
      return new Node.Items(location(start), List.of());
    }
    Node node = node(event, 1);
    if (node instanceof Node.Items(Location _, List<Node> items)) {
      items.forEach(taker::take);
    }
    return node;
  }

  private Node keys(MappingStartEvent start, int depth) {
    untagged(start, start.getTag());
    Map<String, Node.Field> fields = new LinkedHashMap<>();
    Node.Field merge = null;
    Event next = events.next();
    for (; !(next instanceof MappingEndEvent); next = events.next()) {
      String name = name(next);
      Event value = events.next();
      boolean taken = depth == 0 && name.equals(list);
      Node node = taken ? taken(value, fields) : node(value, depth + 1);
      Node.Field field = new Node.Field(location(next), name, node);
      boolean merges = Merge.KEY.equals(name) && ((ScalarEvent) next).isPlain();
      Node.Field twin = merges ? merge : fields.putIfAbsent(name, field);
      merge = merges ? field : merge;
      if (twin != null) {
        String message = "written twice, first in line " + twin.location().line();
        errors.add(
            new ConfigError(field.location(), name, message + (merges ? Merge.SEVERAL : "")));
      }
    }
    if (merge != null) {
      Merge.into(fields, merge, depth, errors);
    }
    return new Node.Fields(location(start), List.copyOf(fields.values()));
  }

  private String name(Event event) {
    if (event instanceof ScalarEvent text) {
      untagged(text, text.getTag());
      // the same few words in every service
      return names.computeIfAbsent(text.getValue(), name -> name);
    }
    String message = "a key must be a single word; a placeholder needs quotes: \"{{env:NAME}}\"";
    throw ConfigErrors.one(location(event), message);
  }

  private void untagged(Event event, Optional<String> tag) {
    if (tag.isPresent() && !tags) {
      throw ConfigErrors.one(
          location(event),
          "the tag " + Shown.quoted(tag.get()) + " is not allowed; plain values are");
    }
  }

  private Location location(Event event) {
    return Yaml.location(file, event.getStartMark());
  }
}
