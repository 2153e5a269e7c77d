package dev.uproute.api;

import dev.uproute.parse.ConfigError;
import dev.uproute.parse.ConfigErrors;
import dev.uproute.parse.Node;
import dev.uproute.parse.Yaml;
import dev.uproute.text.Words;
import java.util.List;

/**
 * Reads what a request brings, JSON or YAML, with the parser of services.yaml. What is wrong there
 * is a problem whose errors point at the keys, as RFC 6901 does.
 */
final class ApiBody {
  private static final String FILE = "body";

  private ApiBody() {}

  /**
   * The keys it has.
   *
   * @param sent null or empty = none
   * @throws Problem 400 when it is no group of keys
   */
  static Node.Fields keys(byte[] sent) {
    byte[] text = sent == null || sent.length == 0 ? new byte[] {'{', '}'} : sent;
    try {
      if (Yaml.read(FILE, text) instanceof Node.Fields group) {
        return group;
      }
    } catch (ConfigErrors e) {
      throw problem(e);
    }
    throw wrong("", "the body must be a group of keys");
  }

  /** Refuses every key but these. */
  static void only(Node.Fields body, String... names) {
    for (Node.Field field : body.fields()) {
      if (!List.of(names).contains(field.name())) {
        String known = String.join(", ", names);
        throw wrong("/" + escaped(field.name()), "is no key here; there are: " + known);
      }
    }
  }

  /**
   * A text of one line, without blanks around it; empty when it is not there.
   *
   * @param most characters it may have
   * @throws Problem 400
   */
  static String text(Node.Fields body, String name, int most) {
    for (Node.Field field : body.fields()) {
      if (field.name().equals(name)) {
        if (field.value() instanceof Node.Text text && text.value().strip().length() <= most) {
          return Words.visible(text.value().strip());
        }
        throw wrong("/" + name, "must be a text of at most " + most + " characters");
      }
    }
    return "";
  }

  /** What the parser refused. */
  static Problem problem(ConfigErrors refused) {
    return new Problem(
        400,
        refused.getMessage(),
        refused.all().stream()
            .map(each -> new Problem.Error(pointer(each), each.message()))
            .toList());
  }

  private static String pointer(ConfigError error) {
    return error.key() == null ? "" : "/" + escaped(error.key()).replace('.', '/');
  }

  private static String escaped(String key) {
    return key.replace("~", "~0").replace("/", "~1");
  }

  static Problem wrong(String pointer, String detail) {
    String key = pointer.isEmpty() ? "" : pointer.substring(1) + ": ";
    String where = Words.visible(key);
    return new Problem(400, where + detail, List.of(new Problem.Error(pointer, detail)));
  }
}
