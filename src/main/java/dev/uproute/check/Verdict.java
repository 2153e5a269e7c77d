package dev.uproute.check;

import dev.uproute.service.Expect;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.apache.camel.Variable;

/**
 * Judges answers by the service's expectations, in the order of SPEC "Judging": the first rule that
 * matches wins. Thread-safe.
 */
public final class Verdict {
  private final InstantSource clock;

  public Verdict() {
    this(InstantSource.system());
  }

  Verdict(InstantSource clock) {
    this.clock = clock;
  }

  /** Judges one HTTP answer. */
  public Result http(@Variable("attempt") Attempt attempt, @Variable("answer") Answer answer) {
    Evidence evidence = answer.evidence();
    if (answer.failure() != null) {
      return attempt.result(answer.failure().status(), answer.failure().getMessage(), evidence);
    }
    Expect expect = attempt.service().expect();
    int status = answer.status();
    boolean valid = status >= 100 && status <= 599;
    Body body = looksAtBody(expect) ? answer.text() : null;
    String bot = bot(expect, body);
    if (bot != null) {
      return attempt.result(
          Status.BOT_DETECTED, "bot protection: body contains " + Sentence.quote(bot), evidence);
    }
    if (valid && expect.degradedStatus().contains(status)) {
      return attempt.result(Status.DEGRADED, "HTTP " + status + " means degraded", evidence);
    }
    if (!valid || !expect.httpStatus().contains(status)) {
      String wrong = "HTTP " + status + ", expected " + expect.httpStatus();
      return attempt.result(Status.DOWN, wrong, evidence);
    }
    String objection = objection(expect, answer, body);
    return objection == null
        ? up(attempt, "HTTP " + status, evidence)
        : attempt.result(Status.DOWN, objection, evidence);
  }

  private static boolean looksAtBody(Expect expect) {
    return !expect.botProtection().isEmpty()
        || expect.bodyContains() != null
        || expect.bodyMatches() != null
        || !expect.json().isEmpty();
  }

  private static String bot(Expect expect, Body body) {
    for (String text : expect.botProtection()) {
      if (body.text().contains(text)) {
        return text;
      }
    }
    return null;
  }

  /** What body, JSON or headers lack; null when they are as expected. */
  private static String objection(Expect expect, Answer answer, Body body) {
    boolean tested =
        expect.bodyContains() != null || expect.bodyMatches() != null || !expect.json().isEmpty();
    if (tested && body.problem() != null) {
      return "body " + body.problem();
    }
    String part = body != null && body.cut() ? " in its first 1 MiB" : "";
    if (expect.bodyContains() != null && !body.text().contains(expect.bodyContains())) {
      return "body does not contain " + Sentence.quote(expect.bodyContains()) + part;
    }
    if (!expect.json().isEmpty()) {
      String objection = JsonRule.objection(expect.json(), body);
      if (objection != null) {
        return objection;
      }
    }
    String header = header(expect, answer);
    if (header != null) {
      return header;
    }
    return expect.bodyMatches() != null && !expect.bodyMatches().matcher(body.text()).find()
        ? "body does not match " + Sentence.quote(expect.bodyMatches().pattern()) + part
        : null;
  }

  private static String header(Expect expect, Answer answer) {
    for (Map.Entry<String, String> wanted : expect.headers().entrySet()) {
      String value = answer.header(wanted.getKey());
      if (value == null) {
        return "no header " + wanted.getKey();
      }
      if (!value.contains(wanted.getValue())) {
        return "header %s is %s, expected %s"
            .formatted(wanted.getKey(), Sentence.quote(value), Sentence.quote(wanted.getValue()));
      }
    }
    return null;
  }

  /**
   * UP, or DEGRADED when the answer was slower than it should be.
   *
   * @param what what answered; the response time is added
   */
  public Result up(Attempt attempt, String what, Evidence evidence) {
    Long response = evidence.response();
    String reason = response == null ? what : what + " in " + Sentence.millis(response);
    Duration limit = attempt.service().expect().slowerThan();
    return limit != null && response != null && response > limit.toNanos() / 1000
        ? attempt.result(
            Status.DEGRADED, reason + ", slower than " + Sentence.duration(limit), evidence)
        : attempt.result(Status.UP, reason, evidence);
  }

  /** Judges the text a UDP, TCP, DNS or Camel target answered with. */
  public Result text(Attempt attempt, String what, String text, Evidence evidence) {
    String wanted = attempt.service().expect().bodyContains();
    return wanted == null || text.contains(wanted)
        ? up(attempt, what, evidence)
        : attempt.result(
            Status.DOWN, "answer does not contain " + Sentence.quote(wanted), evidence);
  }

  /** A finished handshake: DEGRADED inside the smallest of the service's warning days. */
  public Result tls(Attempt attempt, Evidence evidence) {
    Instant end = evidence.certificateExpires();
    Duration left = Duration.between(clock.instant(), end);
    int smallest =
        attempt.service().policy().tlsWarnDays().stream().mapToInt(d -> d).min().orElse(-1);
    if (left.toDays() < smallest) {
      String when =
          left.isNegative()
              ? "certificate expired " + TlsRefusal.days(left.negated()) + " ago"
              : "certificate expires in " + TlsRefusal.days(left);
      return attempt.result(Status.DEGRADED, when, evidence);
    }
    String valid = "certificate valid for " + TlsRefusal.days(left) + ", handshake";
    return up(attempt, valid, evidence);
  }

  /** The verdict on a target that did not answer; failures of ours are thrown on. */
  static Result none(Attempt attempt, NoAnswer failure, Evidence evidence) {
    return attempt.result(failure.status(), failure.getMessage(), evidence);
  }
}
