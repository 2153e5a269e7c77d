package dev.uproute.api;

import dev.uproute.parse.ConfigErrors;
import dev.uproute.parse.Node;
import dev.uproute.parse.Pointers;
import dev.uproute.parse.Yaml;
import dev.uproute.text.Words;
import java.util.List;
import java.util.stream.Collectors;

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
      // each sentence names its line and column
      List<Problem.Error> errors =
          e.all().stream().map(each -> new Problem.Error("", each.toString())).toList();
      throw new Problem(400, e.getMessage(), errors);
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

  /**
   * What is wrong in keys that could be read.
   *
   * @param whole the key that stands for all of them, where a file has them
   */
  static Problem problem(ConfigErrors refused, String whole) {
    List<Problem.Error> errors =
        refused.all().stream()
            .map(each -> new Problem.Error(pointer(each.key(), whole), each.message()))
            .toList();
    String detail = errors.stream().map(ApiBody::sentence).collect(Collectors.joining("\n"));
    return new Problem(400, detail, errors);
  }

  /**
   * The same.
   *
   * @param places where in what was sent an error is
   */
  static Problem problem(ConfigErrors refused, Pointers places) {
    List<Problem.Error> errors =
        refused.all().stream()
            .map(each -> new Problem.Error(places.of(each), each.message()))
            .toList();
    String detail =
        refused.all().stream()
            .map(each -> (each.key() == null ? "" : each.key() + ": ") + each.message())
            .collect(Collectors.joining("\n"));
    return new Problem(400, detail, errors);
  }

  private static String pointer(String key, String whole) {
    boolean none = key == null || key.equals(whole);
    return none ? "" : "/" + escaped(key).replace('.', '/');
  }

  private static String sentence(Problem.Error error) {
    String key = error.pointer().isEmpty() ? "" : error.pointer().substring(1) + ": ";
    return Words.visible(key) + error.detail();
  }

  private static String escaped(String key) {
    return key.replace("~", "~0").replace("/", "~1");
  }

  static Problem wrong(String pointer, String detail) {
    Problem.Error error = new Problem.Error(pointer, detail);
    return new Problem(400, sentence(error), List.of(error));
  }
}
