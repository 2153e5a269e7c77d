package dev.uproute.check;

/**
 * What the exit code of a command means: that of a Nagios plugin, and what shells and the system
 * make of one that did not get so far.
 *
 * @param code 128 and the number of the signal for a process that a signal ended
 */
record ExitCode(int code, Status status) {
  /** POSIX: found, but not executable; not found. */
  private static final int NOT_EXECUTABLE = 126;

  private static final int NOT_FOUND = 127;
  private static final int SIGNAL = 128;
  private static final int LAST_SIGNAL = SIGNAL + 64;

  static ExitCode of(int code) {
    return new ExitCode(
        code,
        switch (code) {
          case 0 -> Status.UP;
          case 1 -> Status.DEGRADED;
          case 3, NOT_EXECUTABLE, NOT_FOUND -> Status.UNKNOWN;
          default -> Status.DOWN;
        });
  }

  /** What the command says, or what its exit code does where that is no plugin's. */
  String reason(String sentence) {
    boolean plugins = code >= 0 && code <= 3;
    String shown = "exit code " + code + meaning();
    return sentence.isEmpty() ? shown : plugins ? sentence : shown + ": " + sentence;
  }

  private String meaning() {
    return switch (code) {
      case NOT_EXECUTABLE -> " (not executable)";
      case NOT_FOUND -> " (command not found)";
      default -> code > SIGNAL && code <= LAST_SIGNAL ? " (signal " + (code - SIGNAL) + ")" : "";
    };
  }
}
