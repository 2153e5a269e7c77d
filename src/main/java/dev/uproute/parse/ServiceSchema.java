package dev.uproute.parse;

import dev.uproute.service.CheckType;
import dev.uproute.service.Escalations;
import dev.uproute.text.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * services.yaml as a JSON Schema, draft 7, for editors: made of the tables that the parser reads it
 * by, so both know the same keys. What concerns several services, what a placeholder stands for,
 * and what has to be computed, only the parser knows. Pure.
 */
public final class ServiceSchema {
  private final Map<String, String> meanings;
  private final Collection<String> types;
  private final Collection<String> profiles;
  private final Collection<String> channels;
  private final ListNames names;

  /**
   * @param meanings what each key or group of keys means, for people
   * @param types the x of every route {@code check-x} there is
   * @param channels names of alert channels; null when any may be
   * @param names those an editor proposes for escalation lists and who is on call
   */
  public ServiceSchema(
      Map<String, String> meanings,
      Collection<String> types,
      Profiles profiles,
      Collection<String> channels,
      ListNames names) {
    this.meanings = meanings;
    this.types = types;
    this.profiles = profiles.names();
    this.channels = channels;
    this.names = names;
  }

  /** All of it: maps, lists, texts, numbers and flags, as JSON has them. */
  public Map<String, Object> json() {
    ValueSchema service = service();
    Map<String, ValueSchema> top = new LinkedHashMap<>();
    for (String key : TopKeys.ALL) {
      top.put(
          key,
          switch (key) {
            case "defaults" -> group(Key.Level.LIST).saying("holds for every service");
            case "services" -> items(service, "what is watched");
            case "maintenance" -> items(window(), "when nothing is notified");
            case "announcements" -> items(announcement(), "what the pages say on top");
            case EscalationParser.KEY ->
                items(
                    EscalationParser.schema(notified()),
                    "who is notified of an outage, one after another");
            case OnCallParser.KEY ->
                items(OnCallParser.of(channel()).schema(), "who is on call at which time");
            default -> Values.flag().schema().saying("a list without services is meant");
          });
    }
    Map<String, Object> empty = Map.of("required", List.of("allow_empty"));
    ValueSchema all =
        ValueSchema.group(top)
            .and("$schema", "http://json-schema.org/draft-07/schema#")
            .and("title", "services.yaml of Uproute")
            .and("patternProperties", Map.of("^" + TopKeys.OWN, true))
            .also(Map.of("anyOf", List.of(Map.of("required", List.of("services")), empty)));
    return all.keywords();
  }

  /** A channel, of which those there are are known. */
  private ValueParser<String> channel() {
    ValueParser<String> any = Ids.channel();
    return channels == null ? any : any.with(() -> ValueSchema.words(List.copyOf(channels)));
  }

  /** Whom a step names; a name is proposed, but one that is written just now is not wrong. */
  private ValueParser<String> notified() {
    Set<String> all = new TreeSet<>(names.onCall());
    all.addAll(channels == null ? Set.of() : channels);
    ValueParser<String> any = Ids.channel();
    return all.isEmpty() ? any : any.with(() -> ValueSchema.proposing(all, any.schema()));
  }

  private static ValueSchema items(ValueSchema item, String meaning) {
    return ValueSchema.ANY.and("type", "array").and("items", item.keywords()).saying(meaning);
  }

  private ValueSchema service() {
    ValueSchema service = group(Key.Level.SERVICE);
    Set<String> builtIn = new TreeSet<>();
    for (CheckType type : CheckType.values()) {
      builtIn.addAll(type.names());
      service = service.also(rule(is(type), only(key -> key.types().contain(type.word()))));
    }
    Map<String, Object> typed = Map.of("required", List.of("type"));
    Map<String, Object> own =
        Map.of(
            "required",
            List.of("type"),
            "properties",
            Map.of("type", Map.of("not", Map.of("enum", List.copyOf(builtIn)))));
    Set<String> addressed = new TreeSet<>(builtIn);
    addressed.removeAll(CheckType.HOST.names());
    Map<String, Object> dialled =
        Map.of(
            "required",
            List.of("type"),
            "properties",
            Map.of("type", Map.of("enum", List.copyOf(addressed))));
    return service
        .also(rule(own, only(key -> key.types().own())))
        .also(rule(dialled, Map.of("required", List.of("url"))))
        .also(
            rule(
                Map.of("not", typed),
                Map.of("required", List.of("url"), "properties", Map.of("url", schemes(builtIn)))))
        .also(Map.of("not", Map.of("required", List.of("interval", "interval_seconds"))));
  }

  private static Map<String, Object> rule(Map<String, Object> when, Map<String, Object> then) {
    return Map.of("if", when, "then", then);
  }

  /** A service of that type, by its key or by the scheme of its address. */
  private static Map<String, Object> is(CheckType type) {
    Map<String, Object> written =
        Map.of(
            "required",
            List.of("type"),
            "properties",
            Map.of("type", Map.of("enum", type.names())));
    Map<String, Object> dialled =
        Map.of(
            "required",
            List.of("url"),
            "not",
            Map.of("required", List.of("type")),
            "properties",
            Map.of("url", Map.of("pattern", begins(type.names()))));
    return Map.of("anyOf", List.of(written, dialled));
  }

  private static Map<String, Object> schemes(Collection<String> names) {
    return Map.of(
        "pattern",
        begins(names) + "|\\{\\{",
        "patternErrorMessage",
        "begins with none of " + String.join(":, ", names) + ":, and has no type");
  }

  /** In capitals or not, for which JSON Schema has no flag. */
  private static String begins(Collection<String> schemes) {
    return schemes.stream()
        .map(
            scheme ->
                scheme
                        .chars()
                        .mapToObj(c -> "[" + (char) c + Character.toUpperCase((char) c) + "]")
                        .collect(Collectors.joining())
                    + (CheckType.named(scheme).has(CheckType.Trait.HAS_HOST) ? "://" : ":"))
        .collect(Collectors.joining("|", "^(?:", ")"));
  }

  /** No other key than those that a type can use. */
  private static Map<String, Object> only(Function<Key<?>, Boolean> usable) {
    Map<String, Map<String, Object>> groups = new TreeMap<>();
    for (Key<?> key : Keys.all().values()) {
      if (key.level().fits(Key.Level.SERVICE) && !usable.apply(key)) {
        groups.computeIfAbsent(parent(key), _ -> new TreeMap<>()).put(last(key), false);
      }
    }
    Map<String, Object> properties = new TreeMap<>(groups.getOrDefault("", Map.of()));
    groups.forEach(
        (group, keys) -> {
          if (!group.isEmpty()) {
            properties.put(group, Map.of("properties", keys));
          }
        });
    return Map.of("properties", properties);
  }

  /** The keys that may stand in a group of that level. */
  private ValueSchema group(Key.Level level) {
    Map<String, ValueSchema> top = new LinkedHashMap<>();
    Map<String, Map<String, ValueSchema>> groups = new LinkedHashMap<>();
    for (Key<?> key : Keys.all().values()) {
      if (key.level().fits(level)) {
        String group = parent(key);
        if (group.isEmpty()) {
          top.put(key.name(), of(key));
        } else {
          top.putIfAbsent(group, ValueSchema.ANY);
          groups.computeIfAbsent(group, _ -> new LinkedHashMap<>()).put(last(key), of(key));
        }
      }
    }
    groups.forEach(
        (name, keys) ->
            top.put(name, ValueSchema.group(keys).saying(meanings.getOrDefault(name, name))));
    return ValueSchema.group(top);
  }

  private static String parent(Key<?> key) {
    return key.name().contains(".") ? key.name().replaceFirst("\\..*", "") : "";
  }

  private static String last(Key<?> key) {
    return key.name().replaceFirst(".*\\.", "");
  }

  private ValueSchema of(Key<?> key) {
    ValueSchema value = key.reader().schema();
    if (key == Keys.TYPE) {
      value = ValueSchema.words(names(types));
    } else if (key == Keys.PROFILE_NAME) {
      value = ValueSchema.words(List.copyOf(profiles));
    } else if (key == Keys.CHANNELS && channels != null) {
      value = ValueSchema.list(ValueSchema.words(List.copyOf(channels)), channels.size() + 1);
    } else if (key == Keys.ESCALATION) {
      Set<String> lists = new TreeSet<>(names.escalations());
      lists.add(Escalations.NONE);
      value = ValueSchema.proposing(lists, value);
    }
    String allowed = (String) value.keywords().getOrDefault("description", "");
    String meaning = meanings.getOrDefault(key.name(), "");
    String said =
        Stream.of(meaning, allowed).filter(s -> !s.isEmpty()).collect(Collectors.joining("\n\n"));
    Object standard = plain(key.builtIn());
    value = said.isEmpty() ? value : value.and("description", said);
    return standard == null ? value : value.and("default", standard);
  }

  /** With other words for the same type. */
  private static List<String> names(Collection<String> types) {
    Set<String> names = new TreeSet<>(types);
    Arrays.stream(CheckType.values())
        .filter(type -> types.contains(type.word()))
        .forEach(type -> names.addAll(type.names()));
    return List.copyOf(names);
  }

  /** As it would be written; null for what is not one word. */
  private static Object plain(Object builtIn) {
    return switch (builtIn) {
      case Duration time -> Durations.text(time);
      case Enum<?> word -> word.name().toLowerCase(Locale.ROOT);
      case Boolean _, Number _, String _ -> builtIn;
      case null, default -> null;
    };
  }

  private static ValueSchema window() {
    Map<String, ValueSchema> keys = new TreeMap<>();
    WindowKeys.READERS.forEach((name, reader) -> keys.put(name, reader.schema()));
    List<Object> forms = new ArrayList<>();
    for (Set<String> form : WindowParser.FORMS) {
      Map<String, Object> others = new TreeMap<>();
      WindowKeys.TIMES.stream().filter(k -> !form.contains(k)).forEach(k -> others.put(k, false));
      forms.add(Map.of("required", List.copyOf(new TreeSet<>(form)), "properties", others));
    }
    return ValueSchema.group(keys).also(Map.of("anyOf", forms));
  }

  private static ValueSchema announcement() {
    Map<String, ValueSchema> keys = new TreeMap<>();
    AnnouncementParser.READERS.forEach((name, reader) -> keys.put(name, reader.schema()));
    return ValueSchema.group(keys).needs("text");
  }
}
