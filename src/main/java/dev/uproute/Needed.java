package dev.uproute;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.spi.PropertiesComponent;

/**
 * Leaves out the packaged routes of sources, sinks and channels that no setting names, with the
 * beans they bring, and what {@link Web} loads when somebody needs it: what is not used costs
 * neither time nor memory at the start.
 */
final class Needed extends MainListenerSupport {
  private static final Set<String> OUTBOX =
      Set.of("alert", "deliver", "deliver-claim", "deliver-mark", "post");

  private final Main main;

  Needed(Main main) {
    this.main = main;
  }

  @Override
  public void beforeConfigure(BaseMainSupport base) {
    PropertiesComponent properties = base.getCamelContext().getPropertiesComponent();
    List<String> sources = named(properties, "uproute.services.from");
    List<String> sinks = named(properties, "uproute.summary.to");
    List<String> channels = named(properties, "uproute.alert.channels");
    Set<String> rooms =
        channels.stream()
            .map(name -> AlertSetting.room(name, to(properties, name)))
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    String all = main.configure().getRoutesIncludePattern();
    main.configure()
        .setRoutesIncludePattern(
            Stream.of(all.split(","))
                .filter(location -> needed(location, sources, sinks))
                .filter(location -> told(location, channels, rooms))
                .collect(Collectors.joining(",")));
  }

  /** The names in a setting that is a list. */
  static List<String> named(PropertiesComponent properties, String key) {
    return Stream.of(properties.resolveProperty(key).orElse("").split(","))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }

  private static String to(PropertiesComponent properties, String channel) {
    return properties.resolveProperty("uproute.alert." + channel + ".to").orElse("");
  }

  /** Whether a room is no part of alerts, or there is a channel that needs it. */
  private static boolean told(String location, List<String> channels, Set<String> rooms) {
    String room = Folder.name(location.replaceFirst(".*[/:]", ""));
    boolean outbox = OUTBOX.contains(room);
    return room.startsWith("alert-") ? rooms.contains(room) : !outbox || !channels.isEmpty();
  }

  private static boolean needed(String location, List<String> sources, List<String> sinks) {
    String room = Folder.name(location.replaceFirst(".*[/:]", ""));
    if (room.equals(Web.ROUTES)) {
      return false;
    } else if (!Folder.comesPackaged(room)) {
      return true;
    } else if (room.startsWith("notion-rows")) {
      return sinks.contains("notion");
    } else if (room.startsWith("notion")) {
      return sources.contains("notion") || sinks.contains("notion");
    }
    return part("services-", room, sources) && part("summary-", room, sinks);
  }

  /** Whether a room of that kind belongs to one that is named; a room of another kind does. */
  private static boolean part(String kind, String room, List<String> named) {
    return !room.startsWith(kind)
        || named.stream().anyMatch(name -> (room + "-").startsWith(kind + name + "-"));
  }
}
