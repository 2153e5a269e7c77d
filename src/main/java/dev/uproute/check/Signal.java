package dev.uproute.check;

/**
 * What a job says of itself.
 *
 * @param code 0 when it did what it should, else its exit code; null when it gave none
 */
record Signal(Integer code) {
  static final Signal GOOD = new Signal(0);
  static final Signal FAIL = new Signal(null);
  static final Signal START = new Signal(-1);

  /** What the end of a path means: nothing, start, fail, or an exit code; null for other words. */
  static Signal of(String word) {
    return switch (word) {
      case "" -> GOOD;
      case "start" -> START;
      case "fail" -> FAIL;
      default -> exit(word);
    };
  }

  private static Signal exit(String word) {
    Integer code = word.matches("\\d{1,3}") ? Integer.valueOf(word) : null;
    return code == null || code > 255 ? null : new Signal(code);
  }

  boolean good() {
    return code != null && code == 0;
  }
}
