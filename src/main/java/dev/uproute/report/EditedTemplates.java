package dev.uproute.report;

import dev.uproute.text.Templates;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The user's templates while they are edited: one that turns out wrong, when it is read or when it
 * is rendered, is refused, and what was there before goes on. Thread-safe.
 */
public final class EditedTemplates {
  private final Templates templates;
  private final RefusedChanges refused;
  private final TreeSet<String> fresh = new TreeSet<>();

  /** Those that are there at the start are no change. */
  private boolean begun;

  public EditedTemplates(Templates templates, RefusedChanges refused) {
    this.templates = templates;
    this.refused = refused;
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
    fresh.clear();
    changed.forEach(
        (name, error) -> {
          if (error.isEmpty()) {
            fresh.add(name);
          } else {
            refused.refuse(templates.file(name), error);
          }
        });
    return !fresh.isEmpty();
  }

  /**
   * Puts back what was there before one turned out wrong while it was rendered.
   *
   * @param name of the one that is wrong
   * @param sentence what is wrong where
   * @return whether it is worth another try; not when nothing can be put back
   */
  public synchronized boolean putBack(String name, String sentence) {
    List<String> back = templates.revert(name);
    for (String each : back) {
      String file = templates.file(each);
      // what it takes in, or is taken in by, may be where it was noticed
      refused.refuse(file, sentence.startsWith(file) ? sentence : file + ": " + sentence);
      fresh.remove(each);
    }
    return !back.isEmpty();
  }

  /** What changed last is right. */
  public synchronized void good() {
    fresh.forEach(name -> refused.clear(templates.file(name)));
    refused.taken(begun ? fresh.size() : 0);
    begun = true;
    fresh.clear();
  }
}
