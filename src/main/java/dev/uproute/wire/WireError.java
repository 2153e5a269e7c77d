package dev.uproute.wire;

/** A text that is not what one Uproute sends another, as a sentence that names the field. */
public final class WireError extends RuntimeException {
  private static final long serialVersionUID = 1;

  WireError(String message) {
    super(message);
  }
}
