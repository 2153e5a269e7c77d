package dev.uproute.service;

import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Strict YAML 1.2: one document of keys, lists and texts. Made from the parser's events, not from
 * its objects, so that depth, repetition and tags are refused before anything is built of them.
 */
public final class Yaml {
  private static final LoadSettings SETTINGS =
      LoadSettings.builder().setUseMarks(true).setCodePointLimit(Utf8.LIMIT).build();

  private Yaml() {}

  /** Takes the items of one long list while the file is read, so that they are never all there. */
  interface Taker {
    /** The list begins; these keys stand before it. */
    void begin(Map<String, Tree.Field> before);

    void take(Tree item);
  }

  /**
   * Reads a whole file.
   *
   * @param file its name, for messages
   * @throws Mistakes when it is not one document of plain YAML in UTF-8
   */
  public static Tree read(String file, byte[] bytes) {
    return read(file, bytes, null, null);
  }

  /**
   * The same with one long list.
   *
   * @param list its key, at the top
   * @param taker what it took is void when this throws
   * @return the rest: the list is there, but without its items unless aliases may repeat it
   */
  static Tree read(String file, byte[] bytes, String list, Taker taker) {
    Iterator<Event> events = new Parse(SETTINGS).parseReader(Utf8.text(file, bytes)).iterator();
    try {
      return new Document(file, events, list, taker).tree();
    } catch (MarkedYamlEngineException e) {
      throw Mistakes.one(place(file, e.getProblemMark()), "is not YAML: " + problem(e));
    } catch (YamlEngineException e) {
      throw Mistakes.one(new Place(file, 1, 1), "is not YAML 1.2: " + e.getMessage());
    }
  }

  private static String problem(MarkedYamlEngineException e) {
    String context = e.getContext() == null ? "" : e.getContext() + ", ";
    return (context + e.getProblem()).replaceAll("\\s+", " ");
  }

  static Place place(String file, Optional<Mark> mark) {
    return mark.map(m -> new Place(file, m.getLine() + 1, m.getColumn() + 1))
        .orElse(new Place(file, 1, 1));
  }
}
