package dev.uproute.store;

/** Another instance works on the database: nothing of this one may be stored or notified. */
public final class NotLeaseHolder extends RuntimeException {
  NotLeaseHolder() {
    super("Another instance works on this database");
  }
}
