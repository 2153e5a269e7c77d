package dev.uproute.setting;

import dev.uproute.parse.ConfigError;
import dev.uproute.parse.ConfigErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.NoSuchBeanException;
import org.apache.camel.NoSuchEndpointException;
import org.apache.camel.NoSuchLanguageException;
import org.apache.camel.component.bean.MethodNotFoundException;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * What Camel says of a route file that it cannot use, as one sentence with its place in the file.
 * Camel's own names the route alone, and quotes endpoints, which may hold secrets.
 */
public final class RouteError {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{[^{}]+}}");
  static final Pattern PROPERTY = Pattern.compile("Property with key \\[([^\\]]+)]");
  private final RouteFile file;
  private final List<Throwable> causes = new ArrayList<>();

  private RouteError(Throwable failure, RouteFile file) {
    this.file = file;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      causes.add(cause);
    }
  }

  /**
   * The error, or the errors, of a file.
   *
   * @param property what stands for a placeholder; null when nothing does
   */
  public static List<ConfigError> of(
      Throwable failure, RouteFile file, UnaryOperator<String> property) {
    if (failure instanceof ConfigErrors errors) {
      return errors.all();
    }
    RouteError error = new RouteError(failure, file);
    String message = error.masked(error.message(), property);
    return List.of(new ConfigError(RouteErrorPlace.of(error.causes, file), null, message));
  }

  /** The same of a file in the current folder; null when it is none of these. */
  static String atStart(Throwable failure) {
    String name =
        switch (failure) {
          case MarkedYamlEngineException yaml when yaml.getProblemMark().isPresent() ->
              yaml.getProblemMark().get().getName();
          case FailedToCreateRouteException route -> "routes/" + route.getRouteId();
          default -> "";
        };
    String route = name.replaceAll(".*[:/]|\\.camel\\.yaml$", "");
    for (Path path = path(route); name.contains("routes/"); path = path(route)) {
      if (Files.isRegularFile(path)) {
        return text(failure, path);
      } else if (!route.contains("-")) {
        return null;
      }
      // further routes of a file begin with its name
      route = route.substring(0, route.lastIndexOf('-'));
    }
    return null;
  }

  private static Path path(String route) {
    return Path.of("routes", route + ".camel.yaml");
  }

  private static String text(Throwable failure, Path path) {
    try {
      RouteFile file = RouteFile.read(path.toString(), Files.readAllBytes(path));
      return new ConfigErrors(of(failure, file, RouteError::variable)).getMessage();
    } catch (ConfigErrors e) {
      return e.getMessage();
    } catch (IOException _) {
      return null;
    }
  }

  private static String variable(String placeholder) {
    return placeholder.startsWith("{{env:")
        ? System.getenv(placeholder.replaceAll("^\\{\\{env:|[:}].*", ""))
        : null;
  }

  private String message() {
    for (int i = causes.size() - 1; i >= 0; i--) {
      String known = known(causes.get(i));
      if (known != null) {
        return known;
      }
    }
    Throwable why = causes.size() > 1 ? causes.get(1) : causes.getFirst();
    Throwable last = causes.getLast();
    String reason = reason(why);
    boolean said = last == why || last.getMessage() == null || reason.contains(reason(last));
    return said ? reason : reason + ": " + reason(last);
  }

  /** Without the endpoint, which may hold secrets. */
  private static String reason(Throwable failure) {
    return line(failure).replaceFirst("^Failed to resolve endpoint: .* due to: ", "");
  }

  /** In our own words; null for what has none. */
  private static String known(Throwable cause) {
    Matcher property = PROPERTY.matcher(Objects.requireNonNullElse(cause.getMessage(), ""));
    if (property.find()) {
      return "{{" + property.group(1) + "}} is not a property";
    }
    return switch (cause) {
      case NoSuchEndpointException none -> MissingComponent.sentence(scheme(none.getUri()));
      case NoSuchLanguageException none ->
          "there is no language " + none.getLanguage() + " on the class path";
      case NoSuchBeanException none -> "there is no bean " + none.getName();
      case MethodNotFoundException none -> "the bean has no method " + none.getMethodName();
      case MarkedYamlEngineException yaml when yaml.getProblem() != null ->
          yaml.getProblem()
              .replaceFirst("^Unknown node id: (.*)", "$1 is no step of Camel")
              .replaceFirst("^Unsupported field: (.*)", "there is no key $1 here");
      default -> null;
    };
  }

  static String scheme(String uri) {
    return uri.replaceFirst(":.*", "");
  }

  /** The first line of what a failure says. */
  private static String line(Throwable failure) {
    String message = failure.getMessage();
    return message == null
        ? failure.getClass().getSimpleName()
        : message.strip().lines().findFirst().orElse("");
  }

  /** What a placeholder stands for may be a secret. */
  private String masked(String message, UnaryOperator<String> property) {
    String masked = message;
    Matcher each = PLACEHOLDER.matcher(file.text());
    while (each.find()) {
      String value = property.apply(each.group());
      if (value != null && value.length() > 3) {
        masked = masked.replace(value, each.group());
      }
    }
    return masked;
  }
}
