package dev.uproute.parse;

import dev.uproute.service.Announcement;
import dev.uproute.service.Escalation;
import dev.uproute.service.Service;
import dev.uproute.service.Source;
import dev.uproute.service.Window;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The one parser of services, whatever they were written in. Layers, the first that holds a key
 * wins: the service itself, {@code defaults}, its profile, built in. Thread-safe.
 */
public final class ServiceParser {
  private final SourceRules reach;
  private final Profiles profiles;
  private final Placeholders placeholders;

  /**
   * For one source.
   *
   * @param types the x of every route {@code check-x} there is; may change
   */
  public ServiceParser(
      Source source, Set<String> types, Profiles profiles, Placeholders placeholders) {
    this(
        new SourceRules(source, Collections.unmodifiableSet(types), null, null, true),
        profiles,
        placeholders);
  }

  private ServiceParser(SourceRules reach, Profiles profiles, Placeholders placeholders) {
    this.reach = reach;
    this.profiles = profiles;
    this.placeholders = placeholders;
  }

  /**
   * The same that also knows what is around the list.
   *
   * @param channels the alert channels there are; others cannot be named
   * @param locations those services are checked from; others cannot be named
   * @param alone whether no other source lists services: then a maintenance has to be of some here
   */
  public ServiceParser among(
      Collection<String> channels, Collection<String> locations, boolean alone) {
    return new ServiceParser(
        new SourceRules(
            reach.source(),
            reach.types(),
            new LinkedHashSet<>(channels),
            new LinkedHashSet<>(locations),
            alone),
        profiles,
        placeholders);
  }

  /** The keys a service may have, as dotted paths. */
  public static Set<String> keys() {
    return Keys.all().values().stream()
        .filter(key -> key.level().fits(Key.Level.SERVICE))
        .map(Key::name)
        .collect(Collectors.toSet());
  }

  /**
   * Reads a whole file: a group with {@code services} and perhaps {@code defaults}, {@code
   * maintenance}, {@code announcements}, {@code escalation} and {@code on_call}.
   *
   * @param file its name, for messages
   * @throws ConfigErrors with everything that is wrong in it
   */
  public Parsed listing(String file, byte[] bytes) {
    Written whole = written(file, bytes, null);
    return new Parsed(
        whole.list().services(), whole.windows(), whole.announcements(), whole.escalations());
  }

  /**
   * The same.
   *
   * @param written takes the keys of each service as they are written; null when nobody asks
   */
  Written written(String file, byte[] bytes, List<LayeredKeys> written) {
    ServiceList list = new ServiceList(reach, profiles, placeholders, null, written, Set.of());
    Node node = Yaml.read(file, bytes, "services", list);
    Map<String, Node> top = top(node);
    if (list.defaults() != top.get("defaults")) {
      // they stand behind the services, which are read again with them
      if (written != null) {
        written.clear();
      }
      list = new ServiceList(reach, profiles, placeholders, top.get("defaults"), written, Set.of());
      Yaml.read(file, bytes, "services", list);
    }
    List<ConfigError> errors = list.errors();
    TopKeys.judge(node, errors);
    judge(
        top.getOrDefault("services", new Node.Nothing(node.location())), list, empty(top, errors));
    boolean known =
        reach.alone() && list.size() > 0 && errors.stream().allMatch(ServiceParser::harmless);
    List<Service> sound = known ? list.services() : null;
    List<Window> windows =
        new WindowParser(list.ids(), sound, placeholders, errors).windows(top.get("maintenance"));
    List<Announcement> announcements =
        new AnnouncementParser(placeholders, errors).announcements(top.get(AnnouncementParser.KEY));
    ListNames names = ListNames.of(top);
    List<Escalation> escalations =
        new EscalationParser(reach.channels(), list.ids(), sound, placeholders, errors)
            .lists(top.get(EscalationParser.KEY), top.get(OnCallParser.KEY), names);
    names.judge(list.escalations(), errors);
    if (!errors.isEmpty()) {
      throw new ConfigErrors(errors);
    }
    return new Written(list, windows, announcements, escalations, top);
  }

  /** A file that was read, and what stands at its top. */
  record Written(
      ServiceList list,
      List<Window> windows,
      List<Announcement> announcements,
      List<Escalation> escalations,
      Map<String, Node> top) {}

  Profiles profiles() {
    return profiles;
  }

  Placeholders placeholders() {
    return placeholders;
  }

  /**
   * Reads one service, as one row or one request holds it.
   *
   * @throws ConfigErrors with everything that is wrong in it
   */
  public Service one(Node node) {
    return one(node, null, Set.of());
  }

  /**
   * The same.
   *
   * @param written takes its keys as they are written; null when nobody asks
   * @param elsewhere ids of other services
   */
  Service one(Node node, List<LayeredKeys> written, Set<String> elsewhere) {
    ServiceList list = new ServiceList(reach, profiles, placeholders, null, written, elsewhere);
    list.take(node);
    if (!list.errors().isEmpty()) {
      throw new ConfigErrors(list.errors());
    }
    return list.services().getFirst();
  }

  /** Whether site and tags of a service are known in spite of an error. */
  private static boolean harmless(ConfigError error) {
    String key = error.key() == null ? "" : error.key().replaceFirst("\\..*", "");
    return !Set.of("", "id", "name", "url", "type", "site", "tags", "services").contains(key);
  }

  private static Map<String, Node> top(Node node) {
    List<Node.Field> fields = node instanceof Node.Fields group ? group.fields() : List.of();
    return fields.stream().collect(Collectors.toMap(Node.Field::name, Node.Field::value));
  }

  private static boolean empty(Map<String, Node> top, List<ConfigError> errors) {
    Node empty = top.get("allow_empty");
    return empty != null && Boolean.TRUE.equals(Values.flag().read("allow_empty", empty, errors));
  }

  private void judge(Node written, ServiceList list, boolean mayBeEmpty) {
    int most = reach.source().most();
    String message = null;
    if (!(written instanceof Node.Items) && !(written instanceof Node.Nothing)) {
      message = "is " + written.kind() + ", not a list";
    } else if (list.size() == 0 && !mayBeEmpty && list.errors().isEmpty()) {
      message = "no service is listed; if that is meant, write allow_empty: true";
    } else if (list.size() > most) {
      message =
          "has %s services; at most %s are allowed"
              .formatted(Values.figure(list.size()), Values.figure(most));
    } else if (reach.source().operator()) {
      // what other sources list may depend on what is listed elsewhere
      list.checkDependencies();
    }
    if (message != null) {
      list.errors().add(new ConfigError(written.location(), "services", message));
    }
  }

  /** What a whole file says: the services, when which of them are in maintenance, and what else. */
  public record Parsed(
      List<Service> services,
      List<Window> windows,
      List<Announcement> announcements,
      List<Escalation> escalations) {}
}
