package dev.uproute.check;

import com.google.re2j.Matcher;
import dev.uproute.service.Expect;
import dev.uproute.service.Expression;
import dev.uproute.text.Deadline;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * How much of a body a verdict needs: none where nothing of it is tested, so that an answer without
 * an end or with a broken body is judged by its head; else until the expected text is found.
 * Remembers when the search took too long. Belongs to one answer; not thread-safe.
 */
final class BodyNeed {
  /** What may hold at the end of the part that came and not at the end of the whole. */
  private static final Pattern END = Pattern.compile("\\$|\\\\[zbB]");

  private static final Duration LIMIT = Duration.ofMillis(20);

  private final Expect expect;
  private boolean slow;

  BodyNeed(Expect expect) {
    this.expect = expect;
  }

  /** Whether the body of an answer with that status has a say in the verdict. */
  static boolean any(Expect expect, int status) {
    boolean reached =
        expect.httpStatus().contains(status) && !expect.degradedStatus().contains(status);
    return !expect.botProtection().isEmpty() || reached && TextRules.any(expect);
  }

  /** Whether no more of the body can change the verdict. */
  boolean met(HttpBody begin) {
    if (slow) {
      return false;
    }
    JudgeLimit limit = new JudgeLimit(Deadline.after(LIMIT));
    try {
      return expect.botProtection().isEmpty()
          ? expect.json().isEmpty()
              && TextRules.contains(expect, "body", begin, limit) == null
              && matches(begin.text(), limit)
          : TextRules.bot(expect, "body", begin, limit) != null;
    } catch (JudgeLimit.Over | StackOverflowError e) {
      slow = true; // the whole is judged on a thread for such
      return false;
    }
  }

  private boolean matches(String text, JudgeLimit limit) {
    Expression wanted = expect.bodyMatches();
    if (wanted == null) {
      return true;
    }
    Matcher matcher = wanted.pattern().matcher(limit.over(text));
    return matcher.find()
        && (matcher.end() < text.length() || !END.matcher(wanted.toString()).find());
  }
}
