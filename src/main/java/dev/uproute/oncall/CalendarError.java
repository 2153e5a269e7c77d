package dev.uproute.oncall;

/** A calendar that is not taken; its message is the end of a sentence, without secrets. */
final class CalendarError extends Exception {
  private static final long serialVersionUID = 1;

  CalendarError(String message) {
    super(message);
  }
}
