package dev.uproute.cli;

/**
 * What {@code doctor} says of one thing.
 *
 * @param subject what was looked at, in a word or two
 * @param text how it is, without a full stop
 * @param remedy what to do, or what Uproute itself will do; null when nothing is to be done
 */
record Finding(Level level, String subject, String text, String remedy) {
  enum Level {
    OK,
    WARN,
    FAIL
  }

  static Finding ok(String subject, String text) {
    return new Finding(Level.OK, subject, text, null);
  }

  static Finding warn(String subject, String text, String remedy) {
    return new Finding(Level.WARN, subject, text, remedy);
  }

  static Finding fail(String subject, String text, String remedy) {
    return new Finding(Level.FAIL, subject, text, remedy);
  }
}
