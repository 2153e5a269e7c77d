package dev.uproute.parse;

import dev.uproute.service.Escalation;
import dev.uproute.service.Escalation.Step;
import dev.uproute.service.Escalations;
import dev.uproute.service.OnCall;
import dev.uproute.service.Selection;
import dev.uproute.service.Service;
import dev.uproute.text.Durations;
import dev.uproute.text.Shown;
import dev.uproute.text.Suggestion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;

/** Reads the escalation lists of a file and who is on call, with everything wrong in them. */
final class EscalationParser {
  static final String KEY = "escalation";

  private static final int MOST = 50;
  private static final int STEPS = 20;

  private final Set<String> channels;
  private final Set<String> ids;
  private final List<Service> services;
  private final Placeholders placeholders;
  private final List<ConfigError> errors;
  private final Map<String, OnCall> onCall = new LinkedHashMap<>();

  /**
   * @param channels the alert channels there are; null when that is not known
   * @param ids of the services in the same file: others cannot be named
   * @param services all there are, of which a list has to be for some; null when they are not known
   * @param errors takes what is wrong
   */
  EscalationParser(
      Set<String> channels,
      Set<String> ids,
      List<Service> services,
      Placeholders placeholders,
      List<ConfigError> errors) {
    this.channels = channels;
    this.ids = ids;
    this.services = services;
    this.placeholders = placeholders;
    this.errors = errors;
  }

  /**
   * What an editor can know of a list.
   *
   * @param name of whom a step notifies
   */
  static ValueSchema schema(ValueParser<String> name) {
    return parser(name, (_, _) -> null).schema();
  }

  /**
   * @param node what stands under {@value #KEY}; null when nothing does
   * @param rotations what stands under {@value OnCallParser#KEY}, the same way
   * @param written the names in both, also where something else is wrong there
   */
  List<Escalation> lists(Node node, Node rotations, ListNames written) {
    for (OnCall each :
        read(OnCallParser.KEY, rotations, OnCallParser.of(known(channels)), OnCallParser.MOST)) {
      boolean channel = channels != null && channels.contains(each.name());
      if (channel || onCall.put(each.name(), each) != null) {
        String is = channel ? " is the name of an alert channel" : " is there twice";
        errors.add(
            new ConfigError(
                rotations.location(), OnCallParser.KEY, Shown.quoted(each.name()) + is));
      }
    }
    Set<String> names = channels == null ? null : new TreeSet<>(channels);
    if (names != null) {
      names.addAll(written.onCall());
    }
    List<Escalation> lists = read(KEY, node, parser(known(names), this::list), MOST);
    if (lists.stream().anyMatch(list -> list.name().equals(Escalations.NONE))) {
      String why = "\"none\" is what a service writes that wants no list; choose another name";
      errors.add(new ConfigError(node.location(), KEY, why));
    }
    if (lists.stream().map(Escalation::name).distinct().count() < lists.size()) {
      errors.add(new ConfigError(node.location(), KEY, "two lists have the same name"));
    }
    return lists;
  }

  private <T> List<T> read(String key, Node node, ValueParser<T> item, int most) {
    if (node == null || node instanceof Node.Nothing) {
      return List.of();
    }
    List<Node> items = node instanceof Node.Items list ? list.items() : List.of(node);
    List<Node> filled = new ArrayList<>();
    items.forEach(
        each ->
            filled.add(each instanceof Node.Fields group ? placeholders.in(group, errors) : each));
    List<T> values =
        ValueParser.list(item, most).read(key, new Node.Items(node.location(), filled), errors);
    return values == null ? List.of() : values;
  }

  private static ValueParser<Escalation> parser(
      ValueParser<String> name, BiFunction<Group, List<ConfigError>, Escalation> build) {
    Map<String, ValueParser<?>> readers = new LinkedHashMap<>();
    readers.put("name", Ids.channel());
    readers.put("steps", steps(name));
    readers.put("repeat_every", Values.duration("1m", "7d"));
    for (String key : List.of("services", "sites", "tags")) {
      readers.put(key, WindowKeys.READERS.get(key));
    }
    return Group.parser("an escalation list", readers, List.of("name", "steps"), build);
  }

  /** Steps that are each later than the one before. */
  private static ValueParser<List<Step>> steps(ValueParser<String> name) {
    ValueParser<List<Step>> list = ValueParser.list(step(name), STEPS);
    ValueParser<List<Step>> parser =
        (key, node, errors) -> {
          List<Step> steps = list.read(key, node, errors);
          for (int i = 1; steps != null && i < steps.size(); i++) {
            Duration before = steps.get(i - 1).after();
            if (steps.get(i).after().compareTo(before) <= 0) {
              String late =
                  Durations.text(steps.get(i).after()) + " is not later than the step before, ";
              Location where = ((Node.Items) node).items().get(i).location();
              errors.add(new ConfigError(where, "after", late + Durations.text(before)));
            }
          }
          return steps;
        };
    return parser.with(list::schema);
  }

  /** A step whose names are not told apart yet. */
  private static ValueParser<Step> step(ValueParser<String> name) {
    Map<String, ValueParser<?>> readers = new LinkedHashMap<>();
    readers.put("after", Values.duration("0s", "7d"));
    readers.put("channels", ValueParser.list(name, 50));
    return Group.parser(
        "a step",
        readers,
        List.of("after", "channels"),
        (group, errors) -> {
          List<String> names = group.get("channels", List.of());
          if (names.isEmpty()) {
            errors.add(new ConfigError(group.where("channels"), "channels", "names none"));
          }
          return new Step(group.get("after", Duration.ZERO), names, List.of());
        });
  }

  private static ValueParser<String> known(Set<String> names) {
    ValueParser<String> word = Ids.channel();
    return (key, node, errors) -> {
      String name = word.read(key, node, errors);
      if (name != null && names != null && !names.contains(name)) {
        String those = names.isEmpty() ? "none" : String.join(", ", names);
        String sentence = " is no alert channel and nobody on call; there are: " + those;
        errors.add(
            new ConfigError(
                node.location(), key, Shown.quoted(name) + sentence + Suggestion.of(name, names)));
        return null;
      }
      return name;
    };
  }

  private Escalation list(Group group, List<ConfigError> errors) {
    List<Step> steps = group.get("steps", List.of());
    if (steps.isEmpty()) {
      errors.add(new ConfigError(group.where("steps"), "steps", "has no step"));
    }
    Selection of =
        new Selection(
            group.get("services", List.of()),
            group.get("sites", List.of()),
            group.get("tags", Map.of()));
    unmet(group, of);
    return new Escalation(
        group.get("name", ""),
        steps.stream().map(this::resolved).toList(),
        group.get("repeat_every", null),
        of);
  }

  private void unmet(Group group, Selection of) {
    for (String id : of.services()) {
      if (!ids.contains(id)) {
        String message = " is no service of this file" + Suggestion.of(id, ids);
        errors.add(
            new ConfigError(
                group.nodes().get("services").item(id).location(),
                "services",
                Shown.quoted(id) + message));
      }
    }
    if (services != null) {
      of.unmet(services)
          .forEach((key, why) -> errors.add(new ConfigError(group.where(key), key, why)));
    }
  }

  private Step resolved(Step step) {
    return new Step(
        step.after(),
        step.channels().stream().filter(name -> !onCall.containsKey(name)).toList(),
        step.channels().stream().filter(onCall::containsKey).map(onCall::get).toList());
  }
}
