package dev.uproute.text;

import freemarker.cache.TemplateLoader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The user's templates as they were when they were taken, so that one whose edit turns out wrong
 * can be what it was before. It reads the folder when it is told to. Thread-safe.
 */
final class TakenTemplates implements TemplateLoader {
  private final Path folder;
  private volatile Map<String, Taken> taken = Map.of();

  /** What those were before they changed, and rendered well as far as is known; null for none. */
  private final Map<String, Taken> before = new TreeMap<>();

  /** Those that rendered well since they changed. */
  private final Set<String> rendered = new HashSet<>();

  private record Taken(String name, byte[] bytes) {}

  TakenTemplates(Path folder) {
    this.folder = folder;
  }

  /**
   * Reads what there is now.
   *
   * @return the names of those that changed, came or went; with why, where one cannot be read: that
   *     one stays as it was
   */
  synchronized Map<String, String> renew() {
    Map<String, Taken> next = new HashMap<>();
    Map<String, String> changed = new TreeMap<>();
    for (Path file : TemplateFolder.files(folder)) {
      String name = folder.relativize(file).toString().replace('\\', '/');
      try {
        next.put(name, new Taken(name, Files.readAllBytes(file)));
      } catch (IOException e) {
        changed.put(name, Unreadable.sentence(e));
        if (taken.containsKey(name)) {
          next.put(name, taken.get(name));
        }
      }
    }
    TreeSet<String> all = new TreeSet<>(next.keySet());
    all.addAll(taken.keySet());
    for (String name : all) {
      Taken old = taken.get(name);
      Taken now = next.get(name);
      if (now == null || old == null || !Arrays.equals(now.bytes(), old.bytes())) {
        changed.putIfAbsent(name, "");
        if (rendered.remove(name) || !before.containsKey(name)) {
          before.put(name, old);
        }
      } else {
        next.put(name, old);
      }
    }
    taken = Map.copyOf(next);
    return changed;
  }

  /**
   * Puts back what was there before a template that turned out wrong: the one that is wrong if it
   * changed last, else all that changed last, else the packaged one in its place.
   *
   * @return the names of those that are another now; none when nothing can be put back
   */
  synchronized List<String> revert(String wrong) {
    Set<String> changed = new TreeSet<>(before.keySet());
    changed.removeAll(rendered);
    List<String> back =
        before.containsKey(wrong) || changed.isEmpty() ? List.of(wrong) : List.copyOf(changed);
    Map<String, Taken> next = new HashMap<>(taken);
    for (String name : back) {
      next.remove(name);
      Taken old = before.remove(name);
      if (old != null) {
        next.put(name, old);
      }
    }
    boolean same = next.equals(taken);
    taken = Map.copyOf(next);
    return same ? List.of() : back;
  }

  /** All of them render well. */
  synchronized void keep() {
    before.clear();
    rendered.clear();
  }

  /** One renders well. */
  synchronized void keep(String name) {
    rendered.add(name);
  }

  @Override
  public Object findTemplateSource(String name) {
    return taken.get(name);
  }

  @Override
  public long getLastModified(Object source) {
    return 0;
  }

  @Override
  public Reader getReader(Object source, String encoding) {
    return new StringReader(new String(((Taken) source).bytes(), StandardCharsets.UTF_8));
  }

  @Override
  public void closeTemplateSource(Object source) {
    // it is in memory
  }
}
