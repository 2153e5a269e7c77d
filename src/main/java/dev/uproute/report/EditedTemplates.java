package dev.uproute.report;

import dev.uproute.text.Templates;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * The user's templates while they are edited: one that turns out wrong, when it is read or when it
 * is rendered, is refused, and what was there before goes on. Thread-safe.
 */
public final class EditedTemplates {
  private final Templates templates;
  private final RefusedChanges refused;
  private final boolean counts;
  private final TreeSet<String> fresh = new TreeSet<>();

  /** Those that are refused from here. */
  private final TreeSet<String> wrong = new TreeSet<>();

  /** Those that are there at the start are no change. */
  private boolean begun;

  /** Another one whenever a template is another. */
  private long version;

  /** Makes something of templates. */
  public interface Work<T> {
    /**
     * @throws Templates.Invalid when one of them is wrong
     */
    T of(Templates templates) throws IOException;
  }

  public EditedTemplates(Templates templates, RefusedChanges refused) {
    this(templates, refused, true);
  }

  private EditedTemplates(Templates templates, RefusedChanges refused, boolean counts) {
    this.templates = templates;
    this.refused = refused;
    this.counts = counts;
  }

  /** Of a folder of which others are made, too, so that each change is counted once, by those. */
  public static EditedTemplates shared(Templates templates, RefusedChanges refused) {
    return new EditedTemplates(templates, refused, false);
  }

  public Templates templates() {
    return templates;
  }

  /**
   * Reads them anew.
   *
   * @return whether one of them is another now
   */
  public synchronized boolean renew() {
    Map<String, String> changed = templates.renew();
    version++;
    fresh.clear();
    for (String each : List.copyOf(wrong)) {
      if (!changed.containsKey(each)) {
        // it is again what it was before, or not there again
        good(each);
      }
    }
    changed.forEach(
        (name, error) -> {
          if (error.isEmpty()) {
            fresh.add(name);
          } else {
            refuse(name, error);
          }
        });
    return !fresh.isEmpty();
  }

  /**
   * Makes something of them. Of one that turns out wrong meanwhile what was there before is put
   * back, and it is made anew.
   *
   * @param masked an error without secrets
   * @throws Templates.Invalid when one is wrong in whose place nothing can be put
   */
  public <T> T make(Work<T> work, UnaryOperator<String> masked) throws IOException {
    while (true) {
      long seen = version();
      try {
        return work.of(templates);
      } catch (Templates.Invalid e) {
        if (!putBack(e.name(), masked.apply(e.sentence()), seen)) {
          throw e;
        }
      }
    }
  }

  private synchronized long version() {
    return version;
  }

  /** Returns whether it is worth another try. */
  private synchronized boolean putBack(String name, String sentence, long seen) {
    if (version != seen) {
      // another thread, which met the same at the same time, put it back
      return true;
    }
    List<String> back = templates.revert(name);
    for (String each : back) {
      String file = templates.file(each);
      // what it takes in, or is taken in by, may be where it was noticed
      refuse(each, sentence.startsWith(file) ? sentence : file + ": " + sentence);
    }
    version += back.isEmpty() ? 0 : 1;
    return !back.isEmpty();
  }

  /** Notes that one is wrong. */
  public synchronized void refuse(String name, String error) {
    refused.refuse(templates.file(name), error);
    wrong.add(name);
    fresh.remove(name);
  }

  /** What changed last is right, and what it was before is forgotten. */
  public synchronized void good() {
    templates.keep();
    taken();
  }

  /** What changed last is right as far as is known; what it was before is kept. */
  public synchronized void taken() {
    fresh.forEach(this::good);
    refused.taken(begun && counts ? fresh.size() : 0);
    begun = true;
    fresh.clear();
  }

  private void good(String name) {
    if (wrong.remove(name)) {
      refused.clear(templates.file(name));
    }
  }
}
