package dev.uproute.service;

import static dev.uproute.service.CheckType.Trait.ASKS;
import static dev.uproute.service.CheckType.Trait.CONNECTS;
import static dev.uproute.service.CheckType.Trait.HAS_HOST;
import static dev.uproute.service.CheckType.Trait.HAS_TEXT;
import static dev.uproute.service.CheckType.Trait.IS_TIMED;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The types of checks that are built in; any other is a route {@code check-x} of the user's own. In
 * the order in which sentences and tables name them. The traits decide which keys a type has.
 */
public enum CheckType {
  HTTP(80, HAS_HOST, ASKS, CONNECTS, HAS_TEXT, IS_TIMED),
  TCP(-1, HAS_HOST, ASKS, CONNECTS, HAS_TEXT, IS_TIMED),
  TLS(443, HAS_HOST, ASKS, CONNECTS, HAS_TEXT, IS_TIMED),
  UDP(-1, HAS_HOST, ASKS, HAS_TEXT),
  DNS(53, HAS_HOST, ASKS, HAS_TEXT, IS_TIMED),
  PING(-1, HAS_HOST, ASKS, IS_TIMED),
  HEARTBEAT(-1),
  HOST(-1),
  EXEC(-1, ASKS, HAS_TEXT, IS_TIMED),
  CAMEL(-1, ASKS, HAS_TEXT, IS_TIMED);

  /** What distinguishes types. */
  public enum Trait {
    /** the address of such a service is a host on a network */
    HAS_HOST,
    /** asks a target; a heartbeat waits for its job, and this machine is only measured */
    ASKS,
    /** opens a connection of ours */
    CONNECTS,
    /** what answers does so with a text */
    HAS_TEXT,
    /** has a response time */
    IS_TIMED
  }

  private static final Map<String, CheckType> BY_WORD =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(CheckType::word, Function.identity()));

  /** Other words, as a type and as a scheme. */
  private static final Map<String, CheckType> ALIASES = Map.of("https", HTTP, "icmp", PING);

  private final String word = name().toLowerCase(Locale.ROOT);
  private final int port;
  private final Set<Trait> traits;

  CheckType(int port, Trait... traits) {
    this.port = port;
    this.traits = Set.of(traits);
  }

  /** The one a type or a scheme means; null for a type of the user's own. */
  public static CheckType named(String written) {
    return ALIASES.getOrDefault(written, BY_WORD.get(written));
  }

  /** As {@code type} and the scheme of {@code url} have it. */
  public String word() {
    return word;
  }

  /** All words for it, its own first. */
  public List<String> names() {
    return Stream.concat(
            Stream.of(word),
            ALIASES.entrySet().stream()
                .filter(alias -> alias.getValue() == this)
                .map(Map.Entry::getKey)
                .sorted())
        .toList();
  }

  /** Whether a service is checked by this type. */
  public boolean of(Service service) {
    return is(service.type());
  }

  /** Whether this is the one name of a type; null is none. */
  public boolean is(String type) {
    return word.equals(type);
  }

  public boolean has(Trait trait) {
    return traits.contains(trait);
  }

  /** Whether other machines may check it: a host on a network, or a type of the user's own. */
  public static boolean anywhere(String type) {
    CheckType builtIn = named(type);
    return builtIn == null || builtIn.has(Trait.HAS_HOST);
  }

  /** The port of addresses of a scheme that name none; -1 when they have to. */
  public static int standardPort(String scheme) {
    return scheme.equals("https") ? 443 : named(scheme).port;
  }

  /** The words of all types. */
  public static List<String> words() {
    return Arrays.stream(values()).map(CheckType::word).toList();
  }

  /** The words of those whose address is a host on a network. */
  public static List<String> networkWords() {
    return Arrays.stream(values()).filter(t -> t.has(HAS_HOST)).map(CheckType::word).toList();
  }
}
