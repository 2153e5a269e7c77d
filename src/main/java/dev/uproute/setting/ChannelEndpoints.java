package dev.uproute.setting;

import dev.uproute.parse.ConfigError;
import dev.uproute.parse.ConfigErrors;
import dev.uproute.text.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.spi.EndpointUriFactory;

/**
 * Whether the endpoint of each alert channel exists: reported at the start, not when something is
 * down. What follows the component's name may hold secrets, so only names of options are shown.
 */
public final class ChannelEndpoints {
  private ChannelEndpoints() {}

  /**
   * Makes the endpoints of all channels; routes and beans have to be there.
   *
   * @throws ConfigErrors with one for each that cannot be
   */
  public static void judge(Main main) {
    CamelContext camel = main.getCamelContext();
    SettingValues values = Assembly.settings(main);
    List<ConfigError> errors = new ArrayList<>();
    for (String name : values.list(AlertSetting.CHANNELS)) {
      String key = "uproute.alert." + name + ".to";
      String to = values.get(key);
      // routes of ours were judged by their names, and those of others may come later
      String invalid = to.isEmpty() || to.startsWith("direct:") ? null : invalid(camel, to);
      if (invalid != null) {
        errors.add(values.error(key, "\"…\" is not allowed: " + invalid));
      }
    }
    if (!errors.isEmpty()) {
      throw new ConfigErrors(errors);
    }
  }

  private static String invalid(CamelContext camel, String to) {
    String component = to.substring(0, to.indexOf(':'));
    if (camel.getComponent(component, true, false) == null) {
      return MissingComponent.sentence(component);
    }
    String option = unknown(camel, component, to);
    if (option != null) {
      return "the Camel component " + component + " has no option " + option;
    }
    try {
      camel.getEndpoint(to);
      return null;
    } catch (RuntimeException _) {
      return "the Camel component " + component + " cannot read one of its values";
    }
  }

  /** The first option that the component does not have; null when there is none. */
  private static String unknown(CamelContext camel, String component, String to) {
    EndpointUriFactory known = camel.getCamelContextExtension().getEndpointUriFactory(component);
    int options = to.indexOf('?');
    if (known == null || known.isLenientProperties() || options < 0) {
      return null;
    }
    Set<String> names = known.propertyNames();
    // a secret may hold text with the form of another option
    String raw = to.substring(options + 1).replaceAll("RAW(\\([^)]*\\)|\\{[^}]*})", "");
    return Stream.of(raw.split("&"))
        .filter(option -> option.contains("="))
        .map(option -> option.replaceFirst("=.*", ""))
        .filter(option -> option.matches("[A-Za-z][A-Za-z0-9]*") && !names.contains(option))
        .findFirst()
        .map(option -> option + Suggestion.of(option, names))
        .orElse(null);
  }
}
