package dev.uproute.service;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The one parser of services, whatever they were written in. Layers, the first that speaks wins:
 * the service itself, {@code defaults}, its profile, built in (SPEC §2). Immutable, thread-safe.
 */
public final class ServiceParser {
  private static final List<String> TOP =
      List.of("defaults", "services", "maintenance", "allow_empty");

  private final Reach reach;
  private final Profiles profiles;
  private final Placeholders placeholders;

  /**
   * For one source.
   *
   * @param types the x of every route {@code check-x} there is
   */
  public ServiceParser(
      Source source, Set<String> types, Profiles profiles, Placeholders placeholders) {
    this.reach = new Reach(source, Set.copyOf(types));
    this.profiles = profiles;
    this.placeholders = placeholders;
  }

  /** The keys a service may have, as dotted paths. */
  public static Set<String> keys() {
    return Keys.all().values().stream()
        .filter(key -> key.level().fits(Key.Level.SERVICE))
        .map(Key::name)
        .collect(Collectors.toSet());
  }

  /**
   * The services of a whole list.
   *
   * @throws Mistakes with everything that is wrong in it
   */
  public List<Service> list(Tree tree) {
    return listing(tree).services();
  }

  /**
   * Reads a whole list: a group with {@code services} and perhaps {@code defaults} and {@code
   * maintenance}.
   *
   * @throws Mistakes with everything that is wrong in it
   */
  public Listing listing(Tree tree) {
    List<Mistake> mistakes = new ArrayList<>();
    Map<String, Tree> top = top(tree, mistakes);
    Settings defaults = Settings.NONE;
    if (top.get("defaults") instanceof Tree.Fields group) {
      defaults = Settings.read(placeholders.in(group, mistakes), Key.Level.LIST, mistakes);
    } else if (top.get("defaults") != null && !(top.get("defaults") instanceof Tree.Nothing)) {
      mistakes.add(group("defaults", top.get("defaults")));
    }
    Dependencies dependencies = new Dependencies();
    List<Service> services = services(tree, top, defaults, dependencies, mistakes);
    List<Window> windows =
        new WindowParser(dependencies.ids(), placeholders, mistakes)
            .windows(top.get("maintenance"));
    if (!mistakes.isEmpty()) {
      throw new Mistakes(mistakes);
    }
    return new Listing(services, windows);
  }

  /**
   * Reads one service, as one row or one request holds it.
   *
   * @throws Mistakes with everything that is wrong in it
   */
  public Service one(Tree tree) {
    List<Mistake> mistakes = new ArrayList<>();
    Entry entry = entry(tree, Settings.NONE, new HashMap<>(), mistakes);
    Service service = entry == null ? null : entry.service(new Shared());
    if (!mistakes.isEmpty()) {
      throw new Mistakes(mistakes);
    }
    return service;
  }

  private static Map<String, Tree> top(Tree tree, List<Mistake> mistakes) {
    Map<String, Tree> top = new HashMap<>();
    if (tree instanceof Tree.Fields group) {
      for (Tree.Field field : group.fields()) {
        top.put(field.name(), field.value());
        if (!TOP.contains(field.name())) {
          String message = "unknown key" + Suggestion.of(field.name(), TOP);
          mistakes.add(new Mistake(field.place(), field.name(), message));
        }
      }
    } else if (!(tree instanceof Tree.Nothing)) {
      mistakes.add(group(null, tree));
    }
    return top;
  }

  private static Mistake group(String key, Tree tree) {
    return new Mistake(tree.place(), key, "is " + tree.kind() + ", not a group of keys");
  }

  private List<Service> services(
      Tree tree,
      Map<String, Tree> top,
      Settings defaults,
      Dependencies dependencies,
      List<Mistake> mistakes) {
    Boolean empty = false;
    if (top.get("allow_empty") != null) {
      empty = Values.flag().read("allow_empty", top.get("allow_empty"), mistakes);
    }
    Tree list = top.getOrDefault("services", new Tree.Nothing(tree.place()));
    List<Tree> items = list instanceof Tree.Items some ? some.items() : List.of();
    if (!(list instanceof Tree.Items) && !(list instanceof Tree.Nothing)) {
      mistakes.add(new Mistake(list.place(), "services", "is " + list.kind() + ", not a list"));
    } else if (items.isEmpty() && !Boolean.TRUE.equals(empty) && mistakes.isEmpty()) {
      String message = "no service is listed; if that is meant, write allow_empty: true";
      mistakes.add(new Mistake(list.place(), "services", message));
    } else if (items.size() > reach.source().most()) {
      String most = Values.figure(reach.source().most());
      String message = "has " + Values.figure(items.size()) + " services; at most " + most;
      mistakes.add(new Mistake(list.place(), "services", message + " are allowed"));
      return List.of();
    }
    List<Service> services = services(items, defaults, dependencies, mistakes);
    // what other sources list may depend on what is listed elsewhere
    if (reach.source().operator()) {
      dependencies.check(mistakes);
    }
    return services;
  }

  private List<Service> services(
      List<Tree> items, Settings defaults, Dependencies dependencies, List<Mistake> mistakes) {
    Map<String, Settings> read = new HashMap<>();
    UniqueIds ids = new UniqueIds();
    Shared shared = new Shared();
    List<Service> services = new ArrayList<>(items.size());
    for (Tree item : items) {
      Entry entry = entry(item, defaults, read, mistakes);
      if (entry != null) {
        Service service = entry.service(shared);
        services.add(service);
        dependencies.add(entry, service);
        ids.add(entry, mistakes);
      }
    }
    return services;
  }

  private Entry entry(
      Tree item, Settings defaults, Map<String, Settings> read, List<Mistake> mistakes) {
    if (!(item instanceof Tree.Fields group)) {
      mistakes.add(
          new Mistake(item.place(), null, "a service is a group of keys, not " + item.kind()));
      return null;
    }
    Settings own =
        Settings.read(placeholders.in(group, mistakes), Key.Level.SERVICE, mistakes).over(defaults);
    return new Entry(item.place(), own, profile(own, read, mistakes), reach, mistakes);
  }

  private Settings profile(Settings own, Map<String, Settings> read, List<Mistake> mistakes) {
    String name = own.get(Keys.PROFILE_NAME);
    try {
      Settings profile = read.computeIfAbsent(name, profiles::named);
      if (profile != null) {
        return profile;
      }
      String message =
          Mistake.shown(name) + " is not a profile" + Suggestion.of(name, profiles.names());
      Tree where = own.where(Keys.PROFILE_NAME);
      mistakes.add(new Mistake(where.place(), Keys.PROFILE_NAME.name(), message));
    } catch (Mistakes wrong) {
      mistakes.addAll(wrong.all());
      read.put(name, Settings.NONE); // told once, however many services use it
    }
    return Settings.NONE;
  }
}
