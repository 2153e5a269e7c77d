package dev.uproute.service;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The types of checks that are built in; any other is a route {@code check-x} of the user's own. In
 * the order in which sentences and tables name them.
 */
public enum CheckType {
  HTTP(true),
  TCP(true),
  TLS(true),
  UDP(true),
  DNS(true),
  PING(true),
  HEARTBEAT(false),
  HOST(false),
  CAMEL(false);

  /** Whether the address of such a service is a host on a network. */
  private final boolean network;

  CheckType(boolean network) {
    this.network = network;
  }

  /** As {@code type} and the scheme of {@code url} have it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether a service is checked by this type. */
  public boolean of(Service service) {
    return word().equals(service.type());
  }

  /** The words of all types. */
  public static List<String> words() {
    return Arrays.stream(values()).map(CheckType::word).toList();
  }

  /** The words of those whose address is a host on a network. */
  public static List<String> networkWords() {
    return Arrays.stream(values()).filter(type -> type.network).map(CheckType::word).toList();
  }
}
