package dev.uproute.setting;

import dev.uproute.web.HeartbeatServer;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Leaves out the packaged routes of sources, sinks and channels that no setting names, with the
 * beans they bring, and what {@link HeartbeatServer} loads when somebody needs it: what is not used
 * costs neither time nor memory at the start.
 */
final class ActiveRoutes {
  private static final Set<String> OUTBOX =
      Set.of("alert", "deliver", "deliver-claim", "deliver-mark", "post");

  private ActiveRoutes() {}

  /** The locations of the route files that are needed. */
  static List<String> routes(SettingValues values) {
    List<String> sources = values.list("uproute.services.from");
    List<String> sinks = values.list("uproute.summary.to");
    List<String> channels = values.list(AlertSetting.CHANNELS);
    Set<String> routes =
        channels.stream()
            .map(name -> AlertSetting.route(name, values.get("uproute.alert." + name + ".to")))
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    return RouteFolder.routes().values().stream()
        .filter(location -> needed(location, sources, sinks))
        .filter(location -> notified(location, channels, routes))
        .toList();
  }

  /** Whether a route is no part of alerts, or there is a channel that needs it. */
  private static boolean notified(String location, List<String> channels, Set<String> routeNames) {
    String room = RouteFolder.name(location.replaceFirst(".*[/:]", ""));
    boolean outbox = OUTBOX.contains(room);
    return room.startsWith("alert-") ? routeNames.contains(room) : !outbox || !channels.isEmpty();
  }

  private static boolean needed(String location, List<String> sources, List<String> sinks) {
    String room = RouteFolder.name(location.replaceFirst(".*[/:]", ""));
    if (room.equals(HeartbeatServer.ROUTES)) {
      return false;
    } else if (!RouteFolder.comesPackaged(room)) {
      return true;
    } else if (room.startsWith("notion-rows")) {
      return sinks.contains("notion");
    } else if (room.startsWith("notion")) {
      return sources.contains("notion") || sinks.contains("notion");
    }
    return part("services-", room, sources) && part("summary-", room, sinks);
  }

  /** Whether a route of that kind belongs to one that is named; a route of another kind does. */
  private static boolean part(String kind, String room, List<String> named) {
    return !room.startsWith(kind)
        || named.stream().anyMatch(name -> (room + "-").startsWith(kind + name + "-"));
  }
}
