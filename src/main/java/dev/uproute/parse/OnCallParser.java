package dev.uproute.parse;

import dev.uproute.service.OnCall;
import dev.uproute.service.OnCall.Turn;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The language of who is on call: the keys of one name, and how each is read. */
final class OnCallParser {
  static final String KEY = "on_call";

  /** Names there may be. */
  static final int MOST = 50;

  private static final int TURNS = 200;
  private static final String ADDRESS =
      "the address of a calendar (iCalendar): https:, http:, webcal: or file:";

  private static final String MISSING =
      "is missing, and so is calendar: one of them says who it is";

  private OnCallParser() {}

  /**
   * @param channel reads the name of an alert channel
   */
  static ValueParser<OnCall> of(ValueParser<String> channel) {
    Map<String, ValueParser<?>> readers = new LinkedHashMap<>();
    readers.put("name", Ids.channel());
    readers.put("calendar", Values.secret(ADDRESS, OnCallParser::address));
    readers.put(
        "people",
        ValueParser.map(Values.line(100), ValueParser.list(channel, 50), TURNS, "people"));
    readers.put("weekly", ValueParser.list(turn(channel), TURNS));
    readers.put("time_zone", WindowKeys.READERS.get("time_zone"));
    return Group.parser("who is on call", readers, List.of("name"), OnCallParser::onCall);
  }

  private static ValueParser<Turn> turn(ValueParser<String> channel) {
    Map<String, ValueParser<?>> readers = new LinkedHashMap<>();
    readers.put("from", ValueParser.of("a day and a time like \"mon 08:00\"", OnCallParser::from));
    readers.put("channels", ValueParser.list(channel, 50));
    return Group.parser(
        "a turn",
        readers,
        List.of("from", "channels"),
        (group, errors) -> {
          Turn from = group.get("from", null);
          List<String> channels = group.get("channels", List.of());
          if (channels.isEmpty()) {
            errors.add(new ConfigError(group.where("channels"), "channels", "names none"));
          }
          return new Turn(from.day(), from.at(), channels);
        });
  }

  private static Turn from(String text) {
    String[] parts = text.strip().split(" +");
    for (DayOfWeek day : DayOfWeek.values()) {
      String word = day.name().substring(0, 3).toLowerCase(Locale.ROOT);
      if (parts.length == 2 && word.equals(parts[0])) {
        try {
          return new Turn(day, LocalTime.parse(parts[1]), List.of());
        } catch (DateTimeParseException _) {
          return null;
        }
      }
    }
    return null;
  }

  private static OnCall onCall(Group group, List<ConfigError> errors) {
    List<Turn> turns = group.get("weekly", List.<Turn>of());
    List<Turn> ordered = turns.stream().sorted(Comparator.comparing(Turn::begin)).toList();
    ZoneId zone = group.get("time_zone", ZoneId.systemDefault());
    OnCall.Calendar calendar = calendar(group, zone, errors);
    if (ordered.isEmpty() && calendar == null) {
      boolean wrong = group.nodes().containsKey("calendar");
      String sentence = group.nodes().containsKey("weekly") ? "has no turn" : MISSING;
      if (!wrong) {
        errors.add(new ConfigError(group.where("weekly"), "weekly", sentence));
      }
      return null;
    }
    if (ordered.stream().map(Turn::begin).distinct().count() < ordered.size()) {
      errors.add(
          new ConfigError(group.where("weekly"), "weekly", "two turns begin at the same time"));
    }
    return new OnCall(group.get("name", ""), ordered, zone, calendar, List.of());
  }

  private static OnCall.Calendar calendar(Group group, ZoneId zone, List<ConfigError> errors) {
    URI address = group.get("calendar", null);
    Map<String, List<String>> people = group.get("people", Map.of());
    if (address == null && group.nodes().containsKey("people")) {
      String sentence = "is for a calendar, and calendar is missing";
      errors.add(new ConfigError(group.where("people"), "people", sentence));
    } else if (address != null && people.isEmpty()) {
      String sentence =
          "is missing: who is named in the calendar and whom that notifies, { anna: [sms] }";
      errors.add(new ConfigError(group.where("people"), "people", sentence));
    }
    people.forEach(
        (name, channels) -> {
          if (channels.isEmpty()) {
            errors.add(new ConfigError(group.where("people"), "people." + name, "names none"));
          }
        });
    return address == null || people.isEmpty() ? null : new OnCall.Calendar(address, people, zone);
  }

  private static URI address(String text) {
    try {
      URI address = new URI(text.strip().replaceFirst("^webcals?:", "https:"));
      String scheme = address.getScheme() == null ? "" : address.getScheme();
      boolean web = Set.of("http", "https").contains(scheme) && address.getHost() != null;
      boolean file = scheme.equals("file") && !address.getSchemeSpecificPart().isBlank();
      return web || file ? address : null;
    } catch (URISyntaxException _) {
      return null;
    }
  }
}
