package dev.uproute.setting;

import dev.uproute.record.Event;
import dev.uproute.record.Severity;
import dev.uproute.text.CommaList;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the settings of alert channels may be: {@code uproute.alert.<name>.<key>}. */
final class AlertSetting {
  /** Keys of a channel that mean the same for every kind of it. */
  static final List<String> KEYS = List.of("to", "events", "min-severity", "services", "template");

  static final String CHANNELS = "uproute.alert.channels";

  private static final String NAME = "[a-z0-9][a-z0-9-]{0,31}";

  /** Words after uproute.alert. that are no channels. */
  private static final Set<String> OURS =
      Set.of("channels", "gather", "most-per-hour", "source", "link", "templates", "token", "zone");

  private AlertSetting() {}

  static Setting channels() {
    return new Setting(
        text -> CommaList.of(text).stream().allMatch(AlertSetting::free),
        "names of small letters, digits and dashes, separated by commas; none of them may be "
            + String.join(", ", OURS.stream().sorted().toList()));
  }

  private static boolean free(String name) {
    return name.matches(NAME) && !OURS.contains(name);
  }

  static Setting link() {
    return new Setting(
        AlertSetting::address, "an address such as https://status.example.org/, or none");
  }

  private static boolean address(String text) {
    try {
      return text.equals("none")
          || text.matches("https?://.*") && URI.create(text).getHost() != null;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /**
   * The settings of the channels by key.
   *
   * @param names value of uproute.alert.channels
   * @param routes the names of all route files
   */
  static Map<String, Setting> of(SettingValues values, Set<String> routes) {
    Map<String, Setting> all = new TreeMap<>();
    for (String name : values.list(CHANNELS)) {
      String prefix = "uproute.alert." + name + ".";
      all.putAll(common(name, routes));
      declared(values, name).forEach((key, declared) -> all.put(prefix + key, declared.setting()));
    }
    return all;
  }

  /** Those that mean the same for every kind of channel and are judged. */
  static Map<String, Setting> common(String channel, Set<String> routes) {
    String prefix = "uproute.alert." + channel + ".";
    return Map.of(
        prefix + "to", to(channel, routes),
        prefix + "events", events(),
        prefix + "min-severity", severity(),
        prefix + "services", services());
  }

  /** What the kind of a channel declares; nothing for an endpoint or a kind without a file. */
  static Map<String, ChannelSetting> declared(SettingValues values, String channel) {
    String route = route(channel, values.get("uproute.alert." + channel + ".to"));
    return route == null ? Map.of() : values.kinds().of(route.replaceFirst("^alert-", ""));
  }

  /** Every key there may be of these channels, whatever their kinds. */
  static Set<String> keysOf(List<String> channels, ChannelKinds kinds) {
    Set<String> keys = new TreeSet<>();
    for (String channel : channels) {
      KEYS.forEach(key -> keys.add("uproute.alert." + channel + "." + key));
      kinds.keys().forEach(key -> keys.add("uproute.alert." + channel + "." + key));
    }
    return keys;
  }

  /** The name of the channel that a key is of; null when it is of none. */
  static String channel(String key) {
    String[] parts = key.split("\\.");
    return key.startsWith("uproute.alert.") && parts.length == 4 && free(parts[2])
        ? parts[2]
        : null;
  }

  /** The channel that a variable of the environment is of, in small letters; null for others. */
  static String channelOfVariable(String name, ChannelKinds kinds) {
    if (!name.startsWith("UPROUTE_ALERT_")) {
      return null;
    }
    String keys =
        Stream.concat(KEYS.stream(), kinds.keys().stream())
            .map(SettingValues::variable)
            .collect(Collectors.joining("|"));
    String other = OURS.stream().map(SettingValues::variable).collect(Collectors.joining("|"));
    Matcher form = Pattern.compile("UPROUTE_ALERT_([A-Z0-9_]+?)_(" + keys + ")").matcher(name);
    return form.matches() && !name.matches("UPROUTE_ALERT_(" + other + ")")
        ? form.group(1).toLowerCase(Locale.ROOT)
        : null;
  }

  /** The keys a channel may have, without its name; of a kind that declares none all there are. */
  static Set<String> keys(SettingValues values, String channel) {
    Set<String> kind = declared(values, channel).keySet();
    Set<String> keys = new TreeSet<>(KEYS);
    keys.addAll(kind.isEmpty() ? values.kinds().keys() : kind);
    return keys;
  }

  /** The route a channel's messages go to, when it is one of ours. */
  static String route(String name, String to) {
    String uri = to.isBlank() ? "direct:alert-" + name : to.strip();
    return uri.matches("direct:(//)?alert-.*") ? uri.replaceFirst("direct:(//)?", "") : null;
  }

  private static Setting to(String name, Set<String> routes) {
    List<String> known = routes.stream().filter(r -> r.startsWith("alert-")).sorted().toList();
    return new Setting(
        text -> {
          String route = route(name, text);
          return route == null
              ? text.strip().matches("[a-z][a-z0-9+-]*:.+")
              : known.contains(route);
        },
        "a Camel endpoint, or direct: with one of the routes "
            + (known.isEmpty() ? "alert-… (there is none)" : String.join(", ", known)),
        known.stream().map("direct:"::concat).toList());
  }

  private static Setting events() {
    List<String> words = Stream.of(Event.values()).map(Event::word).toList();
    return new Setting(
        text -> words.containsAll(CommaList.of(text)),
        "any of these, separated by commas: " + String.join(", ", words),
        words);
  }

  private static Setting severity() {
    List<String> words = Stream.of(Severity.values()).map(Severity::word).toList();
    return new Setting(
        text -> text.isEmpty() || words.contains(text), String.join(" or ", words), words);
  }

  private static Setting services() {
    return new Setting(
        text -> CommaList.of(text).stream().allMatch(AlertSetting::filter),
        "ids, site:x and tag:key=value, separated by commas; * stands for any text");
  }

  private static boolean filter(String text) {
    return text.matches("[a-z0-9_.*-]+|site:[a-z0-9_.*-]+|tag:[^=]+=.+");
  }
}
