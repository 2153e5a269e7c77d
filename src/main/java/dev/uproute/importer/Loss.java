package dev.uproute.importer;

import dev.uproute.parse.Location;
import dev.uproute.text.Words;

/**
 * One thing that could not be carried over.
 *
 * @param location where the other monitor has it
 * @param what the key there, as a dotted path, or another name of it; null = the whole
 * @param why one sentence that also says what to do, where there is something; never a secret
 */
public record Loss(Location location, String what, String why) {

  /**
   * For example {@code config.yaml:12:5: endpoints[3].client.oauth2: there is no such key here}.
   */
  @Override
  public String toString() {
    return Words.visible(location + ": " + (what == null ? "" : what + ": ") + why);
  }
}
