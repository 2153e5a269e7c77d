package dev.uproute.parse;

/** Why a text is refused, as a sentence to follow its key. It needs no stack trace: it is data. */
final class InvalidValue extends Exception {
  private static final long serialVersionUID = 1;

  private final boolean plain;

  InvalidValue(String message) {
    this(message, false);
  }

  private InvalidValue(String message, boolean plain) {
    super(message, null, false, false);
    this.plain = plain;
  }

  /** One that does not quote the text, so that it may be reported of a secret too. */
  static InvalidValue plain(String message) {
    return new InvalidValue(message, true);
  }

  boolean plain() {
    return plain;
  }
}
