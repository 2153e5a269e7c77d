package dev.uproute.queue;

import dev.uproute.check.Result;
import dev.uproute.service.CheckType;
import dev.uproute.service.Service;
import dev.uproute.wire.Wire;
import org.apache.camel.Variable;

/**
 * What a worker does with the message of a check, and which checks there are messages of.
 * Thread-safe.
 */
public final class QueuedChecks {
  /** Whether a worker on another machine may check it, which it may when an agent may. */
  public boolean anywhere(Service service) {
    return CheckType.anywhere(service.type());
  }

  /**
   * @throws dev.uproute.wire.WireError when it is no check
   */
  public Wire.Check read(String text) {
    return Wire.check(text);
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
