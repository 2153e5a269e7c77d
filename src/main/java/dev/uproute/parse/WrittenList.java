package dev.uproute.parse;

import dev.uproute.service.Service;
import dev.uproute.service.Window;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A list of services together with how it is written: what a service of it would say in a file
 * without {@code defaults}, and what a new one has to say in this file. Immutable.
 */
public final class WrittenList {
  private final ServiceParser parser;
  private final List<Service> services;
  private final Map<String, LayeredKeys> written = new HashMap<>();
  private final LayeredKeys defaults;
  private final List<Window> planned;
  private final Map<String, Node> top;

  private WrittenList(
      ServiceParser parser,
      List<Service> services,
      List<LayeredKeys> written,
      LayeredKeys defaults,
      List<Window> planned,
      Map<String, Node> top) {
    this.planned = planned;
    this.parser = parser;
    this.services = services;
    this.defaults = defaults;
    this.top = top;
    for (int i = 0; i < services.size(); i++) {
      this.written.put(services.get(i).id(), written.get(i));
    }
  }

  /**
   * @throws ConfigErrors with everything that is wrong in the file
   */
  public static WrittenList of(ServiceParser parser, String file, byte[] bytes) {
    List<LayeredKeys> keys = new ArrayList<>();
    ServiceParser.Written whole = parser.written(file, bytes, keys);
    return new WrittenList(
        parser, whole.list().services(), keys, whole.list().below(), whole.windows(), whole.top());
  }

  /** One in which nothing is written. */
  public static WrittenList empty(ServiceParser parser) {
    return new WrittenList(parser, List.of(), List.of(), LayeredKeys.NONE, List.of(), Map.of());
  }

  public List<Service> services() {
    return services;
  }

  /** The maintenance it plans. */
  public List<Window> planned() {
    return planned;
  }

  /**
   * A service of this list by its keys, in their order: dotted name → text, number, boolean, list
   * or map.
   *
   * @param secrets whether placeholders are filled in
   * @param kept takes the names of the keys that are left as placeholders
   */
  public Map<String, Object> keys(Service service, boolean secrets, Collection<String> kept) {
    return keys(service, written.get(service.id()), LayeredKeys.NONE, secrets, kept);
  }

  /**
   * A service that was not read from a file, in a file without defaults. Its profile is the one
   * with which least has to be written.
   */
  public static Map<String, Object> keys(Service service, Profiles profiles) {
    Map<String, Object> best = null;
    for (String name : profiles.names()) {
      Map<String, Object> keys = ServiceWriter.keys(service, profiles.named(name));
      if (!keys.containsKey(Keys.DEGRADED_IS_ONLINE.name())
          && (best == null || keys.size() + cost(name) < best.size())) {
        best = named(keys, cost(name) == 0 ? null : name);
      }
    }
    return best;
  }

  private static int cost(String profile) {
    return profile.equals(Keys.PROFILE_NAME.builtIn()) ? 0 : 1;
  }

  /**
   * A service that is to be added to this list.
   *
   * @param keys what it has to say there
   * @param inherited keys of the defaults that hold for it too, because nothing takes them back
   */
  public record Addition(Service service, Map<String, Object> keys, List<String> inherited) {}

  /**
   * Reads a service that is not of this list.
   *
   * @throws ConfigErrors with everything that is wrong in it
   */
  public Addition addition(Node node) {
    return addition(node, Set.of());
  }

  /**
   * The same.
   *
   * @param elsewhere ids of services of other lists, which one that is made of its name does not
   *     get
   */
  public Addition addition(Node node, Set<String> elsewhere) {
    List<LayeredKeys> keys = new ArrayList<>();
    Service service = parser.one(node, keys, elsewhere);
    return new Addition(
        service,
        keys(service, keys.getFirst(), defaults, false, new ArrayList<>()),
        ServiceWriter.inherited(service, defaults));
  }

  /**
   * Reads a window that is not of this list.
   *
   * @param ids of the services there will be
   * @throws ConfigErrors with everything that is wrong in it
   */
  public Window window(Node.Fields keys, Set<String> ids) {
    List<ConfigError> errors = new ArrayList<>();
    List<Window> window =
        new WindowParser(ids, null, parser.placeholders(), errors)
            .windows(new Node.Items(keys.location(), List.of(keys)));
    if (!errors.isEmpty()) {
      throw new ConfigErrors(errors);
    }
    return window.getFirst();
  }

  private Map<String, Object> keys(
      Service service,
      LayeredKeys own,
      LayeredKeys defaults,
      boolean secrets,
      Collection<String> kept) {
    boolean chosen = own.where(Keys.PROFILE_NAME) != null;
    String name = (chosen ? own : defaults).get(Keys.PROFILE_NAME);
    LayeredKeys below = defaults.over(parser.profiles().named(name));
    Map<String, Object> values = ServiceWriter.keys(service, below);
    Map<String, Object> keys = new LinkedHashMap<>();
    for (Key<?> key : WrittenKeys.all().keySet()) {
      Node node = own.of(service.type()).where(key);
      boolean placeholder = node != null && PlainKeys.filledIn(node);
      if (placeholder && !(secrets && PlainKeys.plainText(values.get(key.name())))) {
        keys.put(key.name(), PlainKeys.plain(node));
        kept.add(key.name());
      } else if (values.containsKey(key.name()) && key.level().fits(Key.Level.SERVICE)) {
        keys.put(key.name(), values.get(key.name()));
      }
    }
    return named(keys, chosen && !name.equals(defaults.get(Keys.PROFILE_NAME)) ? name : null);
  }

  /** The same with its profile behind its address. */
  private static Map<String, Object> named(Map<String, Object> keys, String profile) {
    Map<String, Object> named = new LinkedHashMap<>();
    keys.forEach(
        (name, value) -> {
          named.put(name, value);
          if (name.equals("url") && profile != null) {
            named.put(Keys.PROFILE_NAME.name(), profile);
          }
        });
    if (profile != null) {
      named.putIfAbsent(Keys.PROFILE_NAME.name(), profile);
    }
    return named;
  }

  /** Planned maintenance as it is written, with its time zone. */
  public List<Map<String, Object>> windows() {
    return timed("maintenance");
  }

  /** Announcements, the same way. */
  public List<Map<String, Object>> announcements() {
    return timed(AnnouncementParser.KEY);
  }

  /** Who is on call, with the time zone. */
  public List<Map<String, Object>> onCall() {
    return timed(OnCallParser.KEY);
  }

  /** Escalation lists as they are written. */
  public List<Map<String, Object>> escalations() {
    return groups(EscalationParser.KEY);
  }

  private List<Map<String, Object>> timed(String key) {
    List<Map<String, Object>> groups = groups(key);
    groups.forEach(keys -> keys.putIfAbsent("time_zone", ZoneId.systemDefault().getId()));
    return groups;
  }

  private List<Map<String, Object>> groups(String key) {
    List<Map<String, Object>> groups = new ArrayList<>();
    Node written = top.get(key);
    List<Node> items =
        written instanceof Node.Items(Location _, List<Node> list)
            ? list
            : Stream.ofNullable(written).toList();
    for (Node item : items) {
      if (item instanceof Node.Fields group) {
        groups.add(PlainKeys.map(group));
      }
    }
    return groups;
  }
}
