package dev.uproute.api;

/** What a caller of the API may do, least first. */
public enum Scope {
  /** Whoever shows no token: reads what is public. */
  PUBLIC,
  /** Reads everything but what services are asked with. */
  READ,
  /** Reads everything and changes it. */
  WRITE;

  boolean includes(Scope other) {
    return compareTo(other) >= 0;
  }
}
