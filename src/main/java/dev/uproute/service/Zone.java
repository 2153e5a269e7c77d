package dev.uproute.service;

/** Which side of our own router a service is on. */
public enum Zone {
  LOCAL,
  EXTERNAL
}
