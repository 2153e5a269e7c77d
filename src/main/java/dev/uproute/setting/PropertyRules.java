package dev.uproute.setting;

import dev.uproute.check.Attempt;
import dev.uproute.deliver.Message;
import dev.uproute.parse.ConfigError;
import dev.uproute.parse.Location;
import dev.uproute.parse.Node;
import dev.uproute.report.Report;
import dev.uproute.service.Service;
import dev.uproute.text.Suggestion;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds properties that do not exist in what a route says of the objects it is handed: {@code
 * ${variable.service.nmae}}. Camel would fail with them when the route runs, and each check with
 * it. The body is judged only as far as no step before may have changed it.
 */
final class PropertyRules {
  /** What routes of a family are handed; the body has the empty name. */
  private static final Map<String, Map<String, Class<?>>> HANDED =
      Map.of(
          "check-",
          Map.of("", Service.class, "service", Service.class, "attempt", Attempt.class),
          "alert-",
          Map.of("message", Message.class),
          "summary-",
          Map.of("", Report.class));

  private static final Pattern PATH =
      Pattern.compile("\\$\\{(body|variable\\.(\\w+))((?:\\??\\.[A-Za-z_]\\w*(?:\\(\\))?)+)");

  /** Steps after which the body is what it was. */
  private static final Set<String> KEEP =
      Set.of(
          "log",
          "setHeader",
          "setHeaders",
          "setVariable",
          "setVariables",
          "setProperty",
          "delay",
          "removeHeader",
          "removeHeaders",
          "removeVariable",
          "removeProperty",
          "wireTap",
          "filter");

  private static final Set<String> OBJECTS =
      Set.of("hashCode", "toString", "getClass", "notify", "notifyAll", "wait");

  private final Map<String, Class<?>> handed;
  private final List<ConfigError> errors;

  private PropertyRules(Map<String, Class<?>> handed, List<ConfigError> errors) {
    this.handed = handed;
    this.errors = errors;
  }

  static void judge(String file, Node.Fields route, List<ConfigError> errors) {
    HANDED.forEach(
        (family, handed) -> {
          if (file.startsWith(family)) {
            new PropertyRules(handed, errors).node("route", route, true);
          }
        });
  }

  /** Goes through a node; true when the body is after it what it was. */
  private boolean node(String key, Node node, boolean body) {
    return switch (node) {
      case Node.Text text -> {
        texts(key, text, body);
        yield body;
      }
      case Node.Items(Location _, List<Node> items) -> {
        boolean still = body;
        for (Node item : items) {
          still = node(key, item, still);
        }
        yield still;
      }
      case Node.Fields(Location _, List<Node.Field> fields) -> {
        boolean still = body;
        for (Node.Field field : fields) {
          // what stands under a step sees the body the step gets; those behind it what it leaves
          boolean after = node(field.name(), field.value(), body);
          boolean step = key.equals("steps");
          still &= step ? after && KEEP.contains(field.name()) : after || !key.equals("from");
        }
        yield still;
      }
      case Node.Nothing _, Node.Unknown _ -> body;
    };
  }

  private void texts(String key, Node.Text text, boolean body) {
    Matcher path = PATH.matcher(text.value());
    while (path.find() && !key.equals("constant")) {
      String name = path.group(2) == null ? "" : path.group(2);
      Class<?> type = handed.get(name);
      if (type != null && (body || !name.isEmpty())) {
        follow(key, text, path, type);
      }
    }
  }

  private void follow(String key, Node.Text text, Matcher path, Class<?> first) {
    Class<?> type = first;
    for (String written : path.group(3).replaceFirst("^\\??\\.", "").split("\\??\\.")) {
      String property = written.replace("()", "");
      if (type == Object.class || Map.class.isAssignableFrom(type)) {
        return;
      }
      Class<?> next = property(type, property);
      if (next == null) {
        Set<String> known = properties(type);
        errors.add(
            new ConfigError(
                text.location(),
                key,
                "%s}: %s has no %s%s"
                    .formatted(
                        path.group(),
                        type.getSimpleName(),
                        property,
                        Suggestion.of(property, known))));
        return;
      }
      type = next;
    }
  }

  /** The type of a property; null when there is none of that name. */
  private static Class<?> property(Class<?> type, String name) {
    String capital = Character.toUpperCase(name.charAt(0)) + name.substring(1);
    Set<String> names = Set.of(name, "get" + capital, "is" + capital);
    return Arrays.stream(type.getMethods())
        .filter(method -> names.contains(method.getName()))
        .<Class<?>>map(Method::getReturnType)
        .findFirst()
        .orElse(null);
  }

  private static Set<String> properties(Class<?> type) {
    Set<String> names = new TreeSet<>();
    for (Method method : type.getMethods()) {
      if (method.getParameterCount() == 0 && !OBJECTS.contains(method.getName())) {
        names.add(method.getName());
      }
    }
    return names;
  }
}
