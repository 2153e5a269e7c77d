package dev.uproute.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;

/**
 * The texts of messages that one transaction takes from a queue: up to 500, or what comes within
 * 200 ms of the first. The body of the exchange that polls; each message polled is added to it. For
 * one thread.
 */
public final class Gathering {
  private static final Logger LOG = LoggerFactory.getLogger(Gathering.class);

  private static final int MOST = 500;
  private static final long LONGEST = Duration.ofMillis(200).toNanos();

  private final List<String> texts = new ArrayList<>();
  private final long begun = System.nanoTime();
  private boolean empty;

  /** Begins, and adds what was polled to the body. A message that cannot be read is dropped. */
  public static final class Adding implements AggregationStrategy {
    /** Without anything yet. */
    public Gathering begin() {
      return new Gathering();
    }

    @Override
    public Exchange aggregate(Exchange gathering, Exchange polled) {
      Gathering gathered = gathering.getMessage().getBody(Gathering.class);
      try {
        gathered.add(polled == null ? null : polled.getMessage().getBody(String.class));
      } catch (RuntimeException e) {
        LOG.warn(
            "A message in uproute.queue.result is dropped: {}",
            NestedExceptionUtils.getMostSpecificCause(e).getMessage());
      }
      return gathering;
    }
  }

  private void add(String text) {
    if (text == null) {
      empty = true;
    } else {
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
