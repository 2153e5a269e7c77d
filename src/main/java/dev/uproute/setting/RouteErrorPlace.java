package dev.uproute.setting;

import dev.uproute.parse.Location;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.NoSuchBeanException;
import org.apache.camel.NoSuchEndpointException;
import org.apache.camel.NoSuchLanguageException;
import org.apache.camel.component.bean.MethodNotFoundException;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * Where in a route file that stands which Camel cannot use. Camel names the place of what is not
 * YAML alone; of the rest the words it quotes are looked for.
 */
final class RouteErrorPlace {
  private static final Pattern STEP =
      Pattern.compile(">>> ([A-Za-z]+)\\[(.*)] <<<", Pattern.DOTALL);
  private static final Pattern LANGUAGE = Pattern.compile("[a-z]+\\{(.*)}", Pattern.DOTALL);

  private RouteErrorPlace() {}

  /**
   * The place, or the beginning of the file.
   *
   * @param causes of the failure, itself first
   */
  static Location of(List<Throwable> causes, RouteFile file) {
    for (Throwable cause : causes) {
      if (cause instanceof MarkedYamlEngineException yaml && yaml.getProblemMark().isPresent()) {
        var mark = yaml.getProblemMark().get();
        return new Location(file.path(), mark.getLine() + 1, mark.getColumn() + 1);
      }
    }
    return words(causes).stream()
        .map(file::find)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(new Location(file.path(), 1, 1));
  }

  /** What may stand where the error is, the likeliest first. */
  private static List<String> words(List<Throwable> causes) {
    List<String> words = new ArrayList<>();
    causes.reversed().forEach(cause -> words.addAll(words(cause)));
    for (Throwable cause : causes) {
      Matcher step = STEP.matcher(Objects.requireNonNullElse(cause.getMessage(), ""));
      if (step.find()) {
        Matcher language = LANGUAGE.matcher(step.group(2));
        words.add(language.matches() ? language.group(1) : step.group(2));
        String kind = step.group(1);
        words.add(kind.substring(0, 1).toLowerCase(Locale.ROOT) + kind.substring(1));
      }
      if (cause instanceof FailedToCreateRouteException route) {
        words.add(route.getRouteId());
      }
    }
    words.removeIf(word -> word == null || word.isBlank());
    return words;
  }

  private static List<String> words(Throwable cause) {
    Matcher property =
        RouteError.PROPERTY.matcher(Objects.requireNonNullElse(cause.getMessage(), ""));
    if (property.find()) {
      return List.of("{{" + property.group(1));
    }
    return switch (cause) {
      case NoSuchEndpointException none -> List.of(RouteError.scheme(none.getUri()) + ":");
      case NoSuchLanguageException none -> List.of(none.getLanguage());
      case NoSuchBeanException none -> List.of(none.getName());
      case MethodNotFoundException none -> List.of(none.getMethodName());
      default -> List.of();
    };
  }
}
