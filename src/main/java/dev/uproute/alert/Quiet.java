package dev.uproute.alert;

import dev.uproute.service.Service;

/** Why something is not told now. Thread-safe. */
public final class Quiet {
  /**
   * The reason why a flip is held, such as "maintenance"; null when it may be told. Asked again
   * every few seconds while it is held.
   *
   * @param service null when it is not watched any more, or the flip concerns none
   */
  public String reason(Flip flip, Service service) {
    return null;
  }
}
