package dev.uproute.record;

import java.util.List;

/** What people would be notified of about Uproute itself. */
public final class SelfSentences {
  private SelfSentences() {}

  public static List<String> of(SelfEvents events) {
    return events.waiting().stream().map(Flip::reason).toList();
  }
}
