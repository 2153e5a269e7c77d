package dev.uproute.parse;

import dev.uproute.service.Service;
import dev.uproute.text.Shown;
import dev.uproute.text.Suggestion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The services of one list, made one by one as they are read. Not thread-safe. */
final class ServiceList implements Yaml.Taker {
  private final SourceRules reach;
  private final Profiles profiles;
  private final Placeholders placeholders;
  private final List<ConfigError> errors = new ArrayList<>();
  private final Map<String, LayeredKeys> read = new HashMap<>();
  private final Dependencies dependencies = new Dependencies();
  private final FormerIds former = new FormerIds();
  private final Map<Location, Node> escalations = new LinkedHashMap<>();
  private final UniqueIds ids;
  private final SharedValues shared = new SharedValues();
  private final List<Service> services = new ArrayList<>();
  private final List<LayeredKeys> written;
  private Node defaults;
  private LayeredKeys below = LayeredKeys.NONE;
  private int around;
  private int size;

  /**
   * @param defaults what stands under that key; null when it is not known, or there is none
   * @param written takes the keys of each service as they are written; null when nobody asks
   * @param elsewhere ids of services of other lists, which none that is made of a name may be
   */
  ServiceList(
      SourceRules reach,
      Profiles profiles,
      Placeholders placeholders,
      Node defaults,
      List<LayeredKeys> written,
      Set<String> elsewhere) {
    this.ids = new UniqueIds(elsewhere);
    this.reach = reach;
    this.written = written;
    this.profiles = profiles;
    this.placeholders = placeholders;
    defaults(defaults);
  }

  @Override
  public void begin(Map<String, Node.Field> before) {
    if (before.containsKey("defaults")) {
      defaults(before.get("defaults").value());
    }
  }

  private void defaults(Node node) {
    defaults = node;
    if (node instanceof Node.Fields group) {
      below = LayeredKeys.read(placeholders.in(group, errors), Key.Level.LIST, errors);
    } else if (node != null && !(node instanceof Node.Nothing)) {
      String message = "is " + node.kind() + ", not a group of keys";
      errors.add(new ConfigError(node.location(), "defaults", message));
    }
    around = errors.size();
  }

  /** When there are more than are allowed, they are only counted. */
  @Override
  public void take(Node item) {
    if (++size > reach.source().most()) {
      errors.subList(around, errors.size()).clear();
      return;
    }
    ServiceEntry entry = entry(item);
    if (entry != null) {
      Service service = entry.service(shared);
      services.add(service);
      if (written != null) {
        written.add(entry.written());
      }
      dependencies.add(entry, service);
      former.add(entry, service, errors);
      escalation(entry.written().where(Keys.ESCALATION));
      ids.add(entry, errors);
    }
  }

  private void escalation(Node named) {
    if (named != null) {
      // once for all services that have it from the defaults
      escalations.put(named.location(), named);
    }
  }

  /** Where services name an escalation list: each place once. */
  Collection<Node> escalations() {
    return escalations.values();
  }

  private ServiceEntry entry(Node item) {
    if (!(item instanceof Node.Fields group)) {
      String message = "a service is a group of keys, not " + item.kind();
      errors.add(new ConfigError(item.location(), null, message));
      return null;
    }
    LayeredKeys own =
        LayeredKeys.read(placeholders.in(group, errors), Key.Level.SERVICE, errors).over(below);
    return new ServiceEntry(item.location(), own, profile(own), reach, ids, errors);
  }

  private LayeredKeys profile(LayeredKeys own) {
    String name = own.get(Keys.PROFILE_NAME);
    try {
      LayeredKeys profile = read.computeIfAbsent(name, profiles::named);
      if (profile != null) {
        return profile;
      }
      String message =
          Shown.quoted(name) + " is not a profile" + Suggestion.of(name, profiles.names());
      Node where = own.where(Keys.PROFILE_NAME);
      errors.add(new ConfigError(where.location(), Keys.PROFILE_NAME.name(), message));
    } catch (ConfigErrors invalid) {
      errors.addAll(invalid.all());
      read.put(name, LayeredKeys.NONE); // reported once, however many services use it
    }
    return LayeredKeys.NONE;
  }

  /** What is wrong in the defaults and services so far; whoever judges the rest adds to it. */
  List<ConfigError> errors() {
    return errors;
  }

  void checkDependencies() {
    dependencies.check(errors);
    former.check(errors);
  }

  /** As they were written; null when there were none before the services. */
  Node defaults() {
    return defaults;
  }

  /** Their keys. */
  LayeredKeys below() {
    return below;
  }

  /** How many items were there, whatever they are. */
  int size() {
    return size;
  }

  Set<String> ids() {
    return dependencies.ids();
  }

  List<Service> services() {
    return services;
  }

  /**
   * Of equal values of one list, the first: most of 100,000 services wait, ask and judge alike. Not
   * thread-safe.
   */
  static final class SharedValues {
    private final Map<Object, Object> first = new HashMap<>();

    /** The value itself, or an equal one that came before; null stays null. */
    @SuppressWarnings("unchecked") // what equals a value can stand for it
    <T> T of(T value) {
      Object before = value == null ? null : first.putIfAbsent(value, value);
      return before == null ? value : (T) before;
    }
  }
}
