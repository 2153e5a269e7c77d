package dev.uproute.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;

/**
 * The texts of messages that one transaction takes from a queue: up to 500, or what comes within
 * 200 ms of the first. The body of the exchange that polls; each message polled is added to it. For
 * one thread.
 */
public final class Gathering {
  private static final int MOST = 500;
  private static final long LONGEST = Duration.ofMillis(200).toNanos();

  private final List<String> texts = new ArrayList<>();
  // of the first; it may be waited for longer
  private long begun = System.nanoTime();
  private boolean empty;

  /** Begins, and adds what was polled to the body. */
  public static final class Adding implements AggregationStrategy {
    /** Without anything yet. */
    public Gathering begin() {
      return new Gathering();
    }

    @Override
    public Exchange aggregate(Exchange gathering, Exchange polled) {
      gathering
          .getMessage()
          .getBody(Gathering.class)
          .add(polled == null ? null : polled.getMessage().getBody(String.class));
      return gathering;
    }
  }

  private void add(String text) {
    if (text == null) {
      empty = true;
    } else if (!text.isEmpty()) {
      begun = texts.isEmpty() ? System.nanoTime() : begun;
      texts.add(text);
    }
  }

  /** Whether there may be more, and it may be waited for. */
  public boolean goesOn() {
    return !empty && texts.size() < MOST && System.nanoTime() - begun < LONGEST;
  }

  List<String> texts() {
    return texts;
  }
}
