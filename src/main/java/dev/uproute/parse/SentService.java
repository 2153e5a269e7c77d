package dev.uproute.parse;

import dev.uproute.service.Service;
import dev.uproute.service.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A service between two processes: the keys of services.yaml with everything that holds for it, so
 * that nothing depends on defaults, profiles or placeholders of whoever reads it. The reader takes
 * every type of check, because a newer one is for the route to refuse, and leaves out keys it does
 * not know.
 */
public final class SentService {
  /** What these hold is as it is sent, and never shown in an error. */
  private static final Set<String> HIDDEN = Set.of("headers", "body", "auth", "send");

  private SentService() {}

  /** Dotted name → text, number, boolean, list or map. */
  public static Map<String, Object> keys(Service service) {
    Map<String, Object> keys = new LinkedHashMap<>();
    ServiceWriter.keys(service, LayeredKeys.NONE)
        .forEach(
            (name, value) -> {
              keys.put(name, value);
              if (name.equals("id")) {
                keys.put("type", service.type());
              }
            });
    // the names that make an address local are not the same in every version
    keys.put("zone", service.zone() == Service.Zone.LOCAL ? "local" : "external");
    return keys;
  }

  /**
   * The inverse.
   *
   * @param location for errors
   * @param keys nested, as in a file
   * @param source who lists it
   * @param filledIn whether part of its address came from a placeholder
   * @throws ConfigErrors with everything that is not as allowed
   */
  public static Service of(
      Location location, Map<String, Object> keys, String source, boolean filledIn) {
    List<Node.Field> fields = new ArrayList<>();
    for (Node.Field field : PlainKeys.node(location, keys).fields()) {
      boolean hidden = HIDDEN.contains(field.name()) || filledIn && field.name().equals("url");
      Node value = hidden ? hidden(field.value()) : field.value();
      fields.add(new Node.Field(location, field.name(), value));
    }
    Source from = new Source(source, true, Duration.ofSeconds(1), 1, Set.of());
    List<ConfigError> errors = new ArrayList<>();
    LayeredKeys sent = LayeredKeys.read(new Node.Fields(location, fields), Key.Level.SENT, errors);
    // below a layer in which nothing is written: nobody is told what the sender decided
    ServiceEntry entry =
        new ServiceEntry(
            location,
            LayeredKeys.NONE.over(sent),
            LayeredKeys.NONE,
            new SourceRules(from, null, null, null, false),
            new UniqueIds(),
            errors);
    Service service = entry.service(new ServiceList.SharedValues());
    if (!errors.isEmpty()) {
      throw new ConfigErrors(errors);
    }
    return service;
  }

  private static Node hidden(Node node) {
    return switch (node) {
      case Node.Nothing _, Node.Unknown _ -> node;
      case Node.Text text -> new Node.Text(text.location(), "…", text.value());
      case Node.Items(Location location, List<Node> items) ->
          new Node.Items(location, items.stream().map(SentService::hidden).toList());
      case Node.Fields(Location location, List<Node.Field> fields) ->
          new Node.Fields(
              location,
              fields.stream()
                  .map(f -> new Node.Field(f.location(), f.name(), hidden(f.value())))
                  .toList());
    };
  }
}
