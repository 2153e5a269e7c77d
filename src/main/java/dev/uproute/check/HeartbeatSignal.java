package dev.uproute.check;

/**
 * What a job says of itself.
 *
 * @param code 0 when it did what it should, else its exit code; null when it gave none
 */
record HeartbeatSignal(Integer code) {
  static final HeartbeatSignal GOOD = new HeartbeatSignal(0);
  static final HeartbeatSignal FAIL = new HeartbeatSignal(null);
  static final HeartbeatSignal START = new HeartbeatSignal(-1);

  /** What the end of a path means: nothing, start, fail, or an exit code; null for other words. */
  static HeartbeatSignal of(String word) {
    return switch (word) {
      case "" -> GOOD;
      case "start" -> START;
      case "fail" -> FAIL;
      default -> exit(word);
    };
  }

  private static HeartbeatSignal exit(String word) {
    Integer code = word.matches("\\d{1,3}") ? Integer.valueOf(word) : null;
    return code == null || code > 255 ? null : new HeartbeatSignal(code);
  }

  boolean good() {
    return code != null && code == 0;
  }
}
