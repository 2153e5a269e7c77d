package dev.uproute.deliver;

import dev.uproute.record.Event;
import dev.uproute.record.Severity;
import dev.uproute.text.CommaList;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The alert channels: {@code uproute.alert.channels} and of each {@code uproute.alert.<name>.*}.
 * They are read once, when the first is asked for. Thread-safe.
 */
public final class Channels {
  /** The events a channel gets unless {@code .events} names others. */
  public static final Set<Event> USUAL = EnumSet.complementOf(EnumSet.of(Event.REPORT, Event.TEST));

  private final Map<String, String> settings;
  private Map<String, Channel> channels;

  /**
   * @param settings every setting by its key, placeholders filled in
   */
  public Channels(Map<String, String> settings) {
    this.settings = settings;
  }

  /** All channels, in the order in which they are configured. */
  public synchronized List<Channel> all() {
    if (channels == null) {
      channels = new LinkedHashMap<>();
      for (String name : CommaList.of(property("uproute.alert.channels"))) {
        channels.put(name, channel(name));
      }
    }
    return List.copyOf(channels.values());
  }

  /**
   * @throws IllegalArgumentException naming those there are
   */
  public Channel get(String name) {
    List<Channel> all = all();
    return all.stream()
        .filter(channel -> channel.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(unknown(name, all)));
  }

  /** All names as statements search them: each between two commas. */
  public String names() {
    return all().stream().map(Channel::name).collect(Collectors.joining(",", ",", ","));
  }

  private static String unknown(String name, List<Channel> all) {
    String names = all.stream().map(Channel::name).collect(Collectors.joining(", "));
    return "no alert channel is called "
        + name
        + "; uproute.alert.channels names "
        + (names.isEmpty() ? "none" : names);
  }

  /** What {@code uproute.alert.<channel>.<key>} says; null when it says nothing. */
  public String setting(String channel, String key) {
    return property("uproute.alert." + channel + "." + key);
  }

  /**
   * As {@link #setting}.
   *
   * @throws IllegalArgumentException naming the setting when it says nothing
   */
  public String needed(String channel, String key) {
    String value = setting(channel, key);
    if (value == null) {
      throw new IllegalArgumentException("uproute.alert." + channel + "." + key + " is not set");
    }
    return value;
  }

  /** The text without anything that a setting of the channel holds, such as a token. */
  public String masked(String channel, String text) {
    String masked = text;
    for (String value : written(channel).values()) {
      masked = value.length() < 4 ? masked : masked.replace(value, "…");
    }
    return masked;
  }

  /** What is set of {@code uproute.alert.<channel>.*}, by the last part of the key. */
  public Map<String, String> settings(String channel) {
    Map<String, String> own = new TreeMap<>();
    int prefix = ("uproute.alert." + channel + ".").length();
    for (String key : written(channel).keySet()) {
      String name = key.substring(prefix);
      if (setting(channel, name) != null) {
        own.put(name, setting(channel, name));
      }
    }
    return own;
  }

  private Channel channel(String name) {
    String to = setting(name, "to");
    String events = setting(name, "events");
    String least = setting(name, "min-severity");
    return new Channel(
        name,
        to == null ? "direct:alert-" + name : to,
        events == null
            ? USUAL
            : CommaList.of(events).stream().map(Event::of).collect(Collectors.toUnmodifiableSet()),
        least == null ? Severity.INFO : Severity.valueOf(least.toUpperCase(Locale.ROOT)),
        CommaList.of(setting(name, "services")),
        hash(written(name)));
  }

  private Map<String, String> written(String name) {
    Map<String, String> own = new TreeMap<>(settings);
    own.keySet().removeIf(key -> !key.startsWith("uproute.alert." + name + "."));
    return own;
  }

  private String property(String key) {
    String value = settings.getOrDefault(key, "").strip();
    return value.isEmpty() ? null : value;
  }

  private static String hash(Map<String, String> settings) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(sha.digest(settings.toString().getBytes(StandardCharsets.UTF_8)), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
