package dev.uproute.parse;

import dev.uproute.service.Service;
import dev.uproute.service.Window;
import dev.uproute.text.Shown;
import dev.uproute.text.Suggestion;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A maintenance window that stands in no file: one that somebody sends, and the same as it was
 * kept. Its keys are those of services.yaml, read by the same parser; nothing is filled in.
 */
public final class SentWindow {
  private static final String ZONE = "time_zone";

  private SentWindow() {}

  /**
   * One that is to be kept.
   *
   * @param all the services there are, of which it has to meet some
   * @throws ConfigErrors with everything that is wrong in it
   */
  public static Window of(Node.Fields keys, Collection<Service> all) {
    List<ConfigError> errors = new ArrayList<>();
    Window window = window(keys, errors);
    if (window != null) {
      unknown(window, all)
          .forEach((key, why) -> errors.add(new ConfigError(keys.location(), key, why)));
    }
    if (!errors.isEmpty()) {
      throw new ConfigErrors(errors);
    }
    return window;
  }

  /**
   * One that was kept, whatever services there are now.
   *
   * @throws ConfigErrors when it is none
   */
  public static Window kept(Node.Fields keys) {
    List<ConfigError> errors = new ArrayList<>();
    Window window = window(keys, errors);
    if (!errors.isEmpty()) {
      throw new ConfigErrors(errors);
    }
    return window;
  }

  /** Null when something is wrong. */
  private static Window window(Node.Fields keys, List<ConfigError> errors) {
    List<Window> windows =
        new WindowParser(null, null, Placeholders.refused(), errors)
            .windows(new Node.Items(keys.location(), List.of(keys)));
    return windows.isEmpty() ? null : windows.getFirst();
  }

  private static Map<String, String> unknown(Window window, Collection<Service> all) {
    Map<String, String> unknown = window.unmet(all);
    Set<String> ids = all.stream().map(Service::id).collect(Collectors.toSet());
    window.services().stream()
        .filter(id -> !ids.contains(id))
        .findFirst()
        .ifPresent(
            id ->
                unknown.put(
                    "services", Shown.quoted(id) + " is no service" + Suggestion.of(id, ids)));
    return unknown;
  }

  /** Its keys as plain data, with the time zone it is meant in. */
  public static Map<String, Object> keys(Node.Fields keys) {
    Map<String, Object> plain = PlainKeys.map(keys);
    plain.putIfAbsent(ZONE, ZoneId.systemDefault().getId());
    return plain;
  }
}
