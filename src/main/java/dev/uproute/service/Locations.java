package dev.uproute.service;

import java.util.List;

/**
 * Where a service is checked from, and how many of these must agree.
 *
 * @param names names of {@code uproute.locations}; null = all of them
 */
public record Locations(List<String> names, Quorum quorum) {
  public static final Locations ALL = new Locations(null, Quorum.MAJORITY);
}
