package dev.uproute.check;

import dev.uproute.text.Deadline;

/**
 * The time judging may take. What judges asks it at each step, and it ends the judging with {@link
 * Over} when the time has passed. Used by one thread, and stopped by another.
 */
final class JudgeLimit {
  /** Steps between two readings of the clock, a power of two. */
  private static final int STRIDE = 64;

  private final Deadline deadline;
  private volatile boolean stopped;
  private volatile String doing = "the answer";
  private int steps;

  /** Thrown by {@link #step}; it says nothing, and needs no stack trace. */
  static final class Over extends RuntimeException {
    private static final long serialVersionUID = 1;

    Over() {
      super("judging took too long", null, false, false);
    }
  }

  JudgeLimit(Deadline deadline) {
    this.deadline = deadline;
  }

  /**
   * @throws Over when the time is over
   */
  void step() {
    if ((++steps & (STRIDE - 1)) == 0) {
      check();
    }
  }

  /** As {@link #step}, for steps that take long. */
  void check() {
    if (stopped || deadline.expired()) {
      throw new Over();
    }
  }

  /** Nobody waits for the verdict any more. */
  void stop() {
    stopped = true;
  }

  /** What is judged from now on, for the sentence when it takes too long. */
  void begin(String key) {
    doing = key;
    check();
  }

  String doing() {
    return doing;
  }

  /** The text as expressions read it: each character is a step. */
  CharSequence over(String text) {
    return new Text(text, this);
  }

  /** Whether the text contains another; reads the clock between windows of it. */
  boolean contains(String text, String wanted) {
    int window = Math.max(1, (1 << 20) / Math.max(1, wanted.length()));
    for (int from = 0; from + wanted.length() <= text.length(); from += window) {
      check();
      int end = (int) Math.min(text.length(), (long) from + window + wanted.length() - 1);
      if (text.indexOf(wanted, from, end) >= 0) {
        return true;
      }
    }
    return false;
  }

  private record Text(String text, JudgeLimit limit) implements CharSequence {
    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      limit.step();
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
