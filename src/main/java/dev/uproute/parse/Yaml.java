package dev.uproute.parse;

import java.io.Reader;
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
    void begin(Map<String, Node.Field> before);

    void take(Node item);
  }

  /**
   * Reads a whole file.
   *
   * @param file its name, for messages
   * @throws ConfigErrors when it is not one document of plain YAML in UTF-8
   */
  public static Node read(String file, byte[] bytes) {
    return read(file, bytes, null, null);
  }

  /**
   * A file of another program, where values may have tags: they are left out.
   *
   * @param json whether it is JSON, which programs write in one line
   * @throws ConfigErrors when it is not one document of YAML in UTF-8
   */
  public static Node foreign(String file, byte[] bytes, boolean json) {
    Reader text = json ? Utf8.text(file, bytes, Utf8.LIMIT) : Utf8.text(file, bytes);
    return read(file, text, null, null, true);
  }

  /**
   * The same with one long list.
   *
   * @param list its key, at the top
   * @param taker what it took is void when this throws
   * @return the rest: the list is there, but without its items unless aliases may repeat it
   */
  static Node read(String file, byte[] bytes, String list, Taker taker) {
    return read(file, Utf8.text(file, bytes), list, taker, false);
  }

  private static Node read(String file, Reader text, String list, Taker taker, boolean tags) {
    Iterator<Event> events = new Parse(SETTINGS).parseReader(text).iterator();
    try {
      return new NodeReader(file, events, list, taker, tags).document();
    } catch (MarkedYamlEngineException e) {
      throw ConfigErrors.one(location(file, e.getProblemMark()), "is not YAML: " + problem(e));
    } catch (YamlEngineException e) {
      throw ConfigErrors.one(new Location(file, 1, 1), "is not YAML 1.2: " + e.getMessage());
    }
  }

  private static String problem(MarkedYamlEngineException e) {
    String context = e.getContext() == null ? "" : e.getContext() + ", ";
    return (context + e.getProblem()).replaceAll("\\s+", " ");
  }

  static Location location(String file, Optional<Mark> mark) {
    return mark.map(m -> new Location(file, m.getLine() + 1, m.getColumn() + 1))
        .orElse(new Location(file, 1, 1));
  }
}
