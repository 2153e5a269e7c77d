package dev.uproute.check;

import dev.uproute.service.CheckType;
import dev.uproute.service.Expect;
import dev.uproute.text.Sentence;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.apache.camel.Variable;

/**
 * Judges answers by the service's expectations, in the order of docs/checks.md: the first rule that
 * matches wins. Thread-safe.
 */
public final class Judge {
  private final InstantSource clock;
  private final JudgeThreads judging = new JudgeThreads();

  public Judge() {
    this(InstantSource.system());
  }

  Judge(InstantSource clock) {
    this.clock = clock;
  }

  /** Judges one HTTP answer. */
  public Result http(@Variable("attempt") Attempt attempt, @Variable("answer") HttpAnswer answer) {
    Evidence evidence = answer.evidence();
    if (answer.failure() != null) {
      return attempt.result(answer.failure().status(), answer.failure().getMessage(), evidence);
    }
    Expect expect = attempt.service().expect();
    if (!TextRules.any(expect)) {
      return http(attempt, answer, null, null);
    }
    HttpBody body = answer.text();
    return judging.judge(attempt, evidence, limit -> http(attempt, answer, body, limit));
  }

  private Result http(Attempt attempt, HttpAnswer answer, HttpBody body, JudgeLimit limit) {
    Expect expect = attempt.service().expect();
    Evidence evidence = answer.evidence();
    int status = answer.status();
    boolean valid = status >= 100 && status <= 599;
    String bot = body == null ? null : TextRules.bot(expect, "body", body, limit);
    if (bot != null) {
      return attempt.result(Status.BOT_DETECTED, bot, evidence);
    }
    if (valid && expect.degradedStatus().contains(status)) {
      return attempt.result(Status.DEGRADED, "HTTP " + status + " means degraded", evidence);
    }
    if (!valid || !expect.httpStatus().contains(status)) {
      String invalid = "HTTP " + status + ", expected " + expect.httpStatus();
      return attempt.result(Status.DOWN, invalid, evidence);
    }
    String objection = objection(expect, answer, body, limit);
    return objection == null
        ? up(attempt, "HTTP " + status, evidence)
        : attempt.result(Status.DOWN, objection, evidence);
  }

  /** What body, JSON or headers lack; null when they are as expected. */
  private static String objection(
      Expect expect, HttpAnswer answer, HttpBody body, JudgeLimit limit) {
    String text = body == null ? null : TextRules.contains(expect, "body", body, limit);
    if (text != null) {
      return text;
    }
    String header = header(expect, answer);
    return header != null || body == null ? header : TextRules.matches(expect, "body", body, limit);
  }

  private static String header(Expect expect, HttpAnswer answer) {
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
    return inTime(attempt, timed(what, evidence), evidence);
  }

  private static String timed(String what, Evidence evidence) {
    Long response = evidence.response();
    return response == null ? what : what + " in " + Sentence.millis(response);
  }

  private static Result inTime(Attempt attempt, String reason, Evidence evidence) {
    Long response = evidence.response();
    Duration limit = attempt.service().expect().slowerThan();
    return limit != null && response != null && response > limit.toNanos() / 1000
        ? attempt.result(
            Status.DEGRADED, reason + ", slower than " + Sentence.duration(limit), evidence)
        : attempt.result(Status.UP, reason, evidence);
  }

  /** Whether the service expects anything of the text of an answer. */
  static boolean judgesText(Attempt attempt) {
    return TextRules.any(attempt.service().expect());
  }

  /** Judges the text a UDP, TCP, TLS, DNS or Camel target answered with. */
  public Result text(Attempt attempt, String what, String text, Evidence evidence) {
    attempt.details().answered(text);
    return output(attempt, timed(what, evidence), new HttpBody(text, false, null), evidence);
  }

  /**
   * Judges what a command printed.
   *
   * @param sentence of the result when nothing is wrong with it
   */
  Result output(Attempt attempt, String sentence, HttpBody text, Evidence evidence) {
    return judgesText(attempt)
        ? judging.judge(attempt, evidence, limit -> text(attempt, sentence, text, evidence, limit))
        : inTime(attempt, sentence, evidence);
  }

  private Result text(
      Attempt attempt, String sentence, HttpBody answer, Evidence evidence, JudgeLimit limit) {
    Expect expect = attempt.service().expect();
    String bot = TextRules.bot(expect, "answer", answer, limit);
    if (bot != null) {
      return attempt.result(Status.BOT_DETECTED, bot, evidence);
    }
    String objection = TextRules.contains(expect, "answer", answer, limit);
    if (objection == null) {
      boolean records = CheckType.DNS.of(attempt.service());
      objection =
          records
              ? TextRules.matchesALine(expect, answer, limit)
              : TextRules.matches(expect, "answer", answer, limit);
    }
    return objection == null
        ? inTime(attempt, sentence, evidence)
        : attempt.result(Status.DOWN, objection + TextRules.received(answer), evidence);
  }

  /** A finished handshake: DEGRADED inside the smallest of the service's warning days. */
  public Result tls(Attempt attempt, Evidence evidence) {
    Instant end = evidence.certificateExpires();
    Duration left = Duration.between(clock.instant(), end);
    int smallest =
        attempt.service().policy().tlsWarnDays().stream().mapToInt(d -> d).min().orElse(-1);
    String which = evidence.intermediate() == null ? "certificate" : evidence.intermediate();
    if (left.toDays() < smallest) {
      String when =
          left.isNegative()
              ? which + " expired " + CertificateChain.days(left.negated()) + " ago"
              : which + " expires in " + CertificateChain.days(left);
      return attempt.result(Status.DEGRADED, when, evidence);
    }
    String valid = which + " valid for " + CertificateChain.days(left) + ", handshake";
    return up(attempt, valid, evidence);
  }

  /** The verdict on a target that did not answer; failures of ours are thrown on. */
  static Result none(Attempt attempt, NoAnswer failure, Evidence evidence) {
    return attempt.result(failure.status(), failure.getMessage(), evidence);
  }
}
