package dev.uproute.check;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Gives Camel's error handler the service's own pause before the next attempt; a redelivery policy
 * knows one pause for all. Thread-safe.
 */
public final class RetryDelay implements Processor {
  @Override
  public void process(Exchange exchange) {
    Attempt attempt = exchange.getVariable("attempt", Attempt.class);
    if (attempt != null) {
      long pause = attempt.service().timing().retryDelay().toMillis();
      exchange.getMessage().setHeader(Exchange.REDELIVERY_DELAY, pause);
    }
  }
}
