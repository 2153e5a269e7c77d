package dev.uproute.check;

import dev.uproute.service.Expect;
import dev.uproute.text.Sentence;

/**
 * The expectations of the text of a body or an answer, one after the other, each as the sentence on
 * what is wrong; null when it holds. {@code what} is what sentences call the text. Pure.
 */
final class TextRules {
  /** Characters of an answer that a sentence shows. */
  private static final int SHOWN = 200;

  private TextRules() {}

  static boolean any(Expect expect) {
    return !expect.botProtection().isEmpty() || tested(expect);
  }

  private static boolean tested(Expect expect) {
    return expect.bodyContains() != null
        || expect.bodyMatches() != null
        || !expect.json().isEmpty();
  }

  static String bot(Expect expect, String what, HttpBody body, JudgeLimit limit) {
    limit.begin("bot_protection_string");
    for (String text : expect.botProtection()) {
      if (limit.contains(body.text(), text)) {
        return "bot protection: " + what + " contains " + Sentence.quote(text);
      }
    }
    return null;
  }

  /** That it could be decoded, {@code body_contains} and {@code json}. */
  static String contains(Expect expect, String what, HttpBody body, JudgeLimit limit) {
    if (tested(expect) && body.problem() != null) {
      return what + " " + body.problem();
    }
    String wanted = expect.bodyContains();
    limit.begin("expect.body_contains");
    if (wanted != null && !limit.contains(body.text(), wanted)) {
      return what + " does not contain " + Sentence.quote(wanted) + part(body);
    }
    limit.begin("expect.json");
    return expect.json().isEmpty() ? null : JsonRule.objection(expect.json(), what, body, limit);
  }

  static String matches(Expect expect, String what, HttpBody body, JudgeLimit limit) {
    if (expect.bodyMatches() == null) {
      return null;
    }
    limit.begin("expect.body_matches");
    CharSequence text = limit.over(body.text());
    return expect.bodyMatches().pattern().matcher(text).find()
        ? null
        : what + " does not match " + Sentence.quote(expect.bodyMatches().toString()) + part(body);
  }

  /** As {@link #matches}, of records in lines: one of them is enough. */
  static String matchesALine(Expect expect, HttpBody answer, JudgeLimit limit) {
    String all = matches(expect, "answer", answer, limit);
    boolean one =
        all != null
            && answer
                .text()
                .lines()
                .map(line -> new HttpBody(line, false, null))
                .anyMatch(line -> matches(expect, "answer", line, limit) == null);
    return one ? null : all;
  }

  private static String part(HttpBody body) {
    return body.cut() ? " in its first 1 MiB" : "";
  }

  /** The end of a sentence, with the answer that came instead. */
  static String received(HttpBody answer) {
    String text = answer.text();
    String shown =
        text.substring(0, Math.min(text.length(), SHOWN)).strip().replaceAll("\\s+", " ");
    return shown.isEmpty() ? ", it is empty" : ", it is " + Sentence.quote(shown);
  }
}
