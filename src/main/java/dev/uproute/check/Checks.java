package dev.uproute.check;

import dev.uproute.service.CheckType;
import dev.uproute.service.Service;
import dev.uproute.text.Sentence;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The attempts of a check and what becomes of them: called by the routes {@code check} and {@code
 * attempt} and the error style {@code retry}. What every check calls names its variables here:
 * arguments written in a route are parsed anew for each call. Thread-safe.
 */
public final class Checks {
  private static final Logger LOG = LoggerFactory.getLogger(Checks.class);

  /** A check that was well and shorter than this did not sleep. */
  private static final long AWAKE = Duration.ofSeconds(1).toNanos() / 1_000;

  private static final String EXIT_CODE = "CamelExecExitValue";

  private static final String SLEPT = "this machine slept during the check, which is made again";

  private final InstantSource clock;
  private final Sleep sleep;
  private final DetailedChecks detailed;
  private final CheckFaults faults = new CheckFaults();

  public Checks(InstantSource clock, Sleep sleep, DetailedChecks detailed) {
    this.clock = clock;
    this.sleep = sleep;
    this.detailed = detailed;
  }

  /** The state of a new check. */
  public Attempt begin(Service service) {
    Instant now = clock.instant();
    return Attempt.none(service, now, detailed.begin(service, now));
  }

  /** The next attempt of a check. */
  public Attempt next(@Variable("attempt") Attempt attempt) {
    return attempt.next();
  }

  /** The x of the route check-x. */
  public String type(@Variable("attempt") Attempt attempt) {
    return attempt.service().type();
  }

  /**
   * Makes a Result of what a check route returned: a Result stands for itself, the exit code of a
   * program that Camel's component exec ran decides as that of a plugin, and any other body is an
   * {@link OwnAnswer}.
   *
   * @throws NotUp when the attempt found no answer that stands: everything but UP and DEGRADED,
   *     which is an answer
   */
  public Result settle(@Variable("attempt") Attempt attempt, @Body Object body, Exchange exchange)
      throws NotUp {
    Result result =
        body instanceof Result own
            ? own.withAttempts(attempt.number())
            : own(attempt, body, exchange.getMessage());
    if (!impossible(result)) {
      faults.worked(attempt.service());
    }
    if (result.status() == Status.UP && attempt.check().elapsed() < AWAKE) {
      return result;
    }
    if (result.status() == Status.UP || result.status() == Status.DEGRADED) {
      return awake(attempt, result);
    }
    throw new NotUp(result);
  }

  /** The result, or that nothing is known because this machine slept meanwhile. */
  private Result awake(Attempt attempt, Result result) {
    if (!sleep.since(attempt.check().begun())) {
      return result;
    }
    return result.unknown(SLEPT);
  }

  /** Whether this machine slept during the check, so that it has to be made again. */
  public boolean slept(Result result) {
    return result.status() == Status.UNKNOWN && result.reason().equals(SLEPT);
  }

  private static Result own(Attempt attempt, Object body, Message message) {
    Integer code = message.getHeader(EXIT_CODE, Integer.class);
    return code == null
        ? OwnAnswer.of(attempt, body)
        : OwnAnswer.of(
            attempt, code, body instanceof Service ? null : message.getBody(String.class));
  }

  /** Whether the check goes on after a failed attempt. */
  public boolean again(@Variable("attempt") Attempt attempt) {
    return attempt != null && attempt.another() && !sleep.since(attempt.check().begun());
  }

  /** The Result that stands when no attempt is left. */
  public Result failed(Attempt attempt, Throwable failure) {
    return awake(attempt, found(attempt, failure));
  }

  private Result found(Attempt attempt, Throwable failure) {
    Evidence evidence = new CheckTrace(attempt.deadline()).silent();
    // Camel wraps what an expression throws
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof NotUp notUp) {
        if (impossible(notUp.result())) {
          faults.failed(attempt.service(), notUp.result().reason());
        }
        return notUp.result();
      }
      if (t instanceof NoAnswer none) {
        return Judge.none(attempt, none, evidence);
      }
    }
    String sentence = FailureKinds.sentence(failure);
    if (FailureKinds.ours(failure)) {
      faults.failed(attempt.service(), Sentence.clean(sentence));
      LOG.debug("{}: where it failed", attempt.service(), failure);
      return attempt.result(Status.UNKNOWN, "the check itself failed: " + sentence, evidence);
    }
    Status status = FailureKinds.timedOut(failure) ? Status.TIMEOUT : Status.DOWN;
    return attempt.result(status, sentence, evidence);
  }

  /** A ping that this machine cannot send, a command or a route that says it could not check. */
  private static boolean impossible(Result result) {
    CheckType type = CheckType.named(result.service().type());
    return result.status() == Status.UNKNOWN
        && (result.reason().endsWith(Ping.IMPOSSIBLE_HERE)
            || type == null
            || type == CheckType.EXEC);
  }

  /** Which services cannot be checked by a fault of ours. */
  public CheckFaults faults() {
    return faults;
  }
}
