package dev.uproute.service;

/** Why a text is refused, as a sentence to follow its key. It needs no stack trace: it is data. */
final class Wrong extends Exception {
  private static final long serialVersionUID = 1;

  Wrong(String message) {
    super(message, null, false, false);
  }
}
