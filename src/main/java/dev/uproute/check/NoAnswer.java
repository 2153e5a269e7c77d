package dev.uproute.check;

import java.io.IOException;

/**
 * The target did not answer in a way that can be judged: data about the target, not a failure of
 * ours. Its message is the sentence of the Result. Anything else a probe throws is ours.
 */
public final class NoAnswer extends IOException {
  private static final long serialVersionUID = 1;

  private final Status status;

  private NoAnswer(Status status, String sentence) {
    super(sentence);
    this.status = status;
  }

  public static NoAnswer down(String sentence) {
    return new NoAnswer(Status.DOWN, sentence);
  }

  public static NoAnswer timeout(String sentence) {
    return new NoAnswer(Status.TIMEOUT, sentence);
  }

  /** Nothing was found out about the target, and the reason lies with us. */
  public static NoAnswer unknown(String sentence) {
    return new NoAnswer(Status.UNKNOWN, sentence);
  }

  /**
   * Which of two addresses' failures to report: the later, unless that one is ours. An IPv6 address
   * that this machine has no route to says nothing of the IPv4 address that refused.
   */
  static IOException rather(IOException kept, IOException later) {
    boolean ours = later instanceof NoAnswer none && none.status() == Status.UNKNOWN;
    return kept != null && ours ? kept : later;
  }

  public Status status() {
    return status;
  }

  /**
   * It is thrown once for each dead target and check: a stack trace would cost more than it says.
   */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
