package dev.uproute.service;

import dev.uproute.text.Shown;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The services of one list, made one by one as they are read. Not thread-safe. */
final class ServiceList implements Yaml.Taker {
  private final Reach reach;
  private final Profiles profiles;
  private final Placeholders placeholders;
  private final List<Mistake> mistakes = new ArrayList<>();
  private final Map<String, Settings> read = new HashMap<>();
  private final Dependencies dependencies = new Dependencies();
  private final FormerIds former = new FormerIds();
  private final UniqueIds ids = new UniqueIds();
  private final Shared shared = new Shared();
  private final List<Service> services = new ArrayList<>();
  private Tree defaults;
  private Settings below = Settings.NONE;
  private int around;
  private int size;

  /**
   * @param defaults what stands under that key; null when it is not known, or there is none
   */
  ServiceList(Reach reach, Profiles profiles, Placeholders placeholders, Tree defaults) {
    this.reach = reach;
    this.profiles = profiles;
    this.placeholders = placeholders;
    defaults(defaults);
  }

  @Override
  public void begin(Map<String, Tree.Field> before) {
    if (before.containsKey("defaults")) {
      defaults(before.get("defaults").value());
    }
  }

  private void defaults(Tree tree) {
    defaults = tree;
    if (tree instanceof Tree.Fields group) {
      below = Settings.read(placeholders.in(group, mistakes), Key.Level.LIST, mistakes);
    } else if (tree != null && !(tree instanceof Tree.Nothing)) {
      String message = "is " + tree.kind() + ", not a group of keys";
      mistakes.add(new Mistake(tree.place(), "defaults", message));
    }
    around = mistakes.size();
  }

  /** When there are more than are allowed, they are only counted. */
  @Override
  public void take(Tree item) {
    if (++size > reach.source().most()) {
      mistakes.subList(around, mistakes.size()).clear();
      return;
    }
    Entry entry = entry(item);
    if (entry != null) {
      Service service = entry.service(shared);
      services.add(service);
      dependencies.add(entry, service);
      former.add(entry, service, mistakes);
      ids.add(entry, mistakes);
    }
  }

  private Entry entry(Tree item) {
    if (!(item instanceof Tree.Fields group)) {
      String message = "a service is a group of keys, not " + item.kind();
      mistakes.add(new Mistake(item.place(), null, message));
      return null;
    }
    Settings own =
        Settings.read(placeholders.in(group, mistakes), Key.Level.SERVICE, mistakes).over(below);
    return new Entry(item.place(), own, profile(own), reach, ids, mistakes);
  }

  private Settings profile(Settings own) {
    String name = own.get(Keys.PROFILE_NAME);
    try {
      Settings profile = read.computeIfAbsent(name, profiles::named);
      if (profile != null) {
        return profile;
      }
      String message =
          Shown.quoted(name) + " is not a profile" + Suggestion.of(name, profiles.names());
      Tree where = own.where(Keys.PROFILE_NAME);
      mistakes.add(new Mistake(where.place(), Keys.PROFILE_NAME.name(), message));
    } catch (Mistakes wrong) {
      mistakes.addAll(wrong.all());
      read.put(name, Settings.NONE); // told once, however many services use it
    }
    return Settings.NONE;
  }

  /** What is wrong in the defaults and services so far; whoever judges the rest adds to it. */
  List<Mistake> mistakes() {
    return mistakes;
  }

  void checkDependencies() {
    dependencies.check(mistakes);
    former.check(mistakes);
  }

  /** As they were written; null when there were none before the services. */
  Tree defaults() {
    return defaults;
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
}
