package dev.uproute.store;

/** The database server cannot be reached; it may come yet. */
public final class StoreAway extends IllegalStateException {
  StoreAway(String message, Throwable cause) {
    super(message, cause);
  }
}
