package dev.uproute.check;

/**
 * An attempt that reached a verdict other than UP. It travels as an exception so that the error
 * style {@code retry} can try again, and carries the Result that stands when no attempt is left.
 */
public final class NotUp extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Result result;

  public NotUp(Result result) {
    super(result.reason(), null, false, false);
    this.result = result;
  }

  public Result result() {
    return result;
  }
}
