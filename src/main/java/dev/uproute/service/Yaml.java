package dev.uproute.service;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.events.StreamEndEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Strict YAML 1.2: one document of keys, lists and texts. Made from the parser's events, not from
 * its objects, so that depth, repetition and tags are refused before anything is built of them.
 */
public final class Yaml {
  private static final int DEPTH = 20;
  private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
  private static final LoadSettings SETTINGS =
      LoadSettings.builder().setUseMarks(true).setCodePointLimit(Utf8.LIMIT).build();

  private final String file;
  private final Iterator<Event> events;
  private final Anchors anchors = new Anchors();
  private final Map<String, String> names = new HashMap<>();
  private final List<Mistake> mistakes = new ArrayList<>();

  private Yaml(String file, String text) {
    this.file = file;
    events = new Parse(SETTINGS).parseString(text).iterator();
  }

  /**
   * Reads a whole file.
   *
   * @param file its name, for messages
   * @throws Mistakes when it is not one document of plain YAML in UTF-8
   */
  public static Tree read(String file, byte[] bytes) {
    Yaml yaml = new Yaml(file, Utf8.text(file, bytes));
    try {
      Tree tree = yaml.document();
      if (!yaml.mistakes.isEmpty()) {
        throw new Mistakes(yaml.mistakes);
      }
      return tree;
    } catch (MarkedYamlEngineException e) {
      throw Mistakes.one(yaml.place(e.getProblemMark()), "is not YAML: " + problem(e));
    } catch (YamlEngineException e) {
      throw Mistakes.one(new Place(file, 1, 1), "is not YAML 1.2: " + e.getMessage());
    }
  }

  private static String problem(MarkedYamlEngineException e) {
    String context = e.getContext() == null ? "" : e.getContext() + ", ";
    return (context + e.getProblem()).replaceAll("\\s+", " ");
  }

  private Tree document() {
    events.next(); // the start of the stream
    Event first = events.next();
    if (first instanceof StreamEndEvent) {
      return new Tree.Nothing(new Place(file, 1, 1));
    }
    Tree tree = node(events.next(), 0);
    events.next(); // the end of the document
    Event next = events.next();
    if (!(next instanceof StreamEndEvent)) {
      throw Mistakes.one(place(next), "a second document; put everything into one");
    }
    return tree;
  }

  private Tree node(Event event, int depth) {
    if (depth > DEPTH) {
      throw Mistakes.one(place(event), "more than " + DEPTH + " levels deep");
    }
    if (event instanceof AliasEvent alias) {
      return anchors.named(alias.getAlias(), place(alias));
    }
    NodeEvent node = (NodeEvent) event;
    int before = anchors.open(node.getAnchor());
    Tree tree =
        switch (node) {
          case SequenceStartEvent list -> list(list, depth);
          case MappingStartEvent keys -> keys(keys, depth);
          default -> text((ScalarEvent) node);
        };
    anchors.close(node.getAnchor(), tree, before);
    return tree;
  }

  private Tree text(ScalarEvent text) {
    untagged(text, text.getTag());
    boolean nothing = text.isPlain() && NULLS.contains(text.getValue());
    return nothing ? new Tree.Nothing(place(text)) : new Tree.Text(place(text), text.getValue());
  }

  private Tree list(SequenceStartEvent start, int depth) {
    untagged(start, start.getTag());
    List<Tree> items = new ArrayList<>();
    Event next = events.next();
    for (; !(next instanceof SequenceEndEvent); next = events.next()) {
      items.add(node(next, depth + 1));
    }
    return new Tree.Items(place(start), List.copyOf(items));
  }

  private Tree keys(MappingStartEvent start, int depth) {
    untagged(start, start.getTag());
    Map<String, Tree.Field> fields = new LinkedHashMap<>();
    Event next = events.next();
    for (; !(next instanceof MappingEndEvent); next = events.next()) {
      String name = name(next);
      Tree.Field field = new Tree.Field(place(next), name, node(events.next(), depth + 1));
      Tree.Field twin = fields.putIfAbsent(name, field);
      if (twin != null) {
        String message = "written twice, first in line " + twin.place().line();
        mistakes.add(new Mistake(field.place(), name, message));
      }
    }
    return new Tree.Fields(place(start), List.copyOf(fields.values()));
  }

  private String name(Event event) {
    if (event instanceof ScalarEvent text) {
      untagged(text, text.getTag());
      // the same few words in every service
      return names.computeIfAbsent(text.getValue(), name -> name);
    }
    String message = "a key must be a single word; a placeholder needs quotes: \"{{env:NAME}}\"";
    throw Mistakes.one(place(event), message);
  }

  private void untagged(Event event, Optional<String> tag) {
    if (tag.isPresent()) {
      throw Mistakes.one(
          place(event),
          "the tag " + Mistake.shown(tag.get()) + " is not allowed; plain values are");
    }
  }

  private Place place(Event event) {
    return place(event.getStartMark());
  }

  private Place place(Optional<Mark> mark) {
    return mark.map(m -> new Place(file, m.getLine() + 1, m.getColumn() + 1))
        .orElse(new Place(file, 1, 1));
  }
}
