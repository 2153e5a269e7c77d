package dev.uproute.queue;

import dev.uproute.check.Result;
import dev.uproute.service.CheckType;
import dev.uproute.service.Service;
import dev.uproute.wire.Wire;
import dev.uproute.wire.WireError;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a worker does with the message of a check, and which checks there are messages of.
 * Thread-safe.
 */
public final class QueuedChecks {
  private static final Logger LOG = LoggerFactory.getLogger(QueuedChecks.class);

  /** Whether a worker on another machine may check it, which it may when an agent may. */
  public boolean anywhere(Service service) {
    return CheckType.anywhere(service.type());
  }

  /** The check that a message asks for; null when it asks for none, which is logged. */
  public Wire.Check read(String text) {
    try {
      return text.isEmpty() ? null : Wire.check(text);
    } catch (WireError e) {
      LOG.warn("A message in uproute.queue.check is no check and is dropped: {}", e.getMessage());
      return null;
    }
  }

  /** The service to check. */
  public Service service(@Variable("queued") Wire.Check check) {
    return check.service();
  }

  /** What was found, as of when the check was handed out: by this it is known. */
  public Result found(@Variable("queued") Wire.Check check, Result result) {
    return result.at(check.at());
  }
}
