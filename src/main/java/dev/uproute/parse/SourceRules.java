package dev.uproute.parse;

import dev.uproute.service.CheckType;
import dev.uproute.service.Source;
import dev.uproute.service.Target;
import dev.uproute.text.Suggestion;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a source may have checked: types that have a route, commands and Camel endpoints only when
 * nobody but the operator can write there.
 *
 * @param types the x of every route {@code check-x} there is; null when that is not known
 * @param channels the alert channels there are; null when that is not known
 * @param locations those of {@code uproute.locations}; null when that is not known
 * @param alone whether no other source lists services
 */
record SourceRules(
    Source source, Set<String> types, Set<String> channels, Set<String> locations, boolean alone) {

  /** The address of a service; null when url or type are not as allowed, which is reported. */
  CheckAddress address(Location location, LayeredKeys written, List<ConfigError> errors) {
    if (written.invalid(Keys.URL) || written.invalid(Keys.TYPE)) {
      return null;
    }
    String type = written.get(Keys.TYPE);
    Key<?> key = Keys.TYPE;
    try {
      if (type != null) {
        CheckType builtIn = CheckType.named(type);
        routed(builtIn == null ? type : builtIn.word());
      }
      key = Keys.URL;
      CheckAddress address = CheckAddress.of(written.get(Keys.URL), type);
      routed(address.type());
      return new CheckAddress(address.type(), shown(address.target(), written.where(Keys.URL)));
    } catch (InvalidValue invalid) {
      Node node = written.where(key);
      Location where = node == null ? location : node.location();
      errors.add(new ConfigError(where, key.name(), sentence(node, invalid)));
      return null;
    }
  }

  private static Target shown(Target target, Node url) {
    boolean filledIn = url instanceof Node.Text text && text.filledIn();
    return new Target(target.url(), target.host(), target.port(), filledIn);
  }

  private void routed(String type) throws InvalidValue {
    if (!source.allows(type)) {
      String allowed = String.join(", ", new TreeSet<>(source.types()));
      String sentence = "\"%s\" is no type for source %s, one of these is: %s";
      throw new InvalidValue(
          sentence.formatted(type, source.name(), allowed) + Suggestion.of(type, source.types()));
    }
    if (!source.operator() && (CheckType.EXEC.is(type) || CheckType.CAMEL.is(type))) {
      String what = CheckType.EXEC.is(type) ? "by commands" : "of Camel endpoints";
      throw new InvalidValue("checks " + what + " are for the operator's services.yaml only");
    }
    if (types != null && !types.contains(type)) {
      String hint = Suggestion.of(type, types);
      throw new InvalidValue(
          "unknown type \"" + type + "\": there is no route check-" + type + hint);
    }
  }

  /** The reason may quote the address, and one that was filled in may hold a secret. */
  private static String sentence(Node node, InvalidValue invalid) {
    return node instanceof Node.Text text && text.filledIn() && !invalid.plain()
        ? Url.shown(text.written()) + " is nothing Uproute can check once it is filled in"
        : invalid.getMessage();
  }
}
