package dev.uproute.parse;

import dev.uproute.service.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills in {@code {{env:NAME}}}, {@code {{property}}} and {@code {{file:/run/secrets/x}}}; the
 * first two may have a default, {@code {{env:NAME:default}}}. Only the operator's own files get
 * this; in any other source such text is an error, because whoever may edit a row could otherwise
 * read every secret. What is filled in is not searched again, so a secret may hold any character; a
 * line break at its end, as editors and shells leave it, does not count.
 */
public final class Placeholders {
  private static final Pattern FORM = Pattern.compile("\\{\\{\\s*([A-Za-z][^{}\\s]*)\\s*}}");
  private static final int SECRET = 1 << 16;

  private final Function<String, String> environment;
  private final Function<String, Optional<String>> properties;
  private final Consumer<String> unset;

  /**
   * The operator's.
   *
   * @param environment a variable's value or null, most often {@code System::getenv}
   * @param properties a property's value, most often Camel's {@code
   *     PropertiesComponent::resolveProperty}
   */
  public Placeholders(
      Function<String, String> environment, Function<String, Optional<String>> properties) {
    this(environment, properties, null);
  }

  private Placeholders(
      Function<String, String> environment,
      Function<String, Optional<String>> properties,
      Consumer<String> unset) {
    this.environment = environment;
    this.properties = properties;
    this.unset = unset;
  }

  /**
   * The same for a list that is to run later, perhaps elsewhere: something else stands in for what
   * is not set.
   *
   * @param unset takes what is not set
   */
  public Placeholders orStandIn(Consumer<String> unset) {
    return new Placeholders(environment, properties, unset);
  }

  private Placeholders() {
    this(null, null);
  }

  /** For sources that are not the operator's: every placeholder is an error. */
  public static Placeholders refused() {
    return new Placeholders();
  }

  /** The same group of keys, filled in as deep as it goes. */
  Node.Fields in(Node.Fields group, List<ConfigError> errors) {
    return in("", group, errors);
  }

  private Node.Fields in(String prefix, Node.Fields group, List<ConfigError> errors) {
    if (!in(group)) {
      return group;
    }
    List<Node.Field> fields = new ArrayList<>();
    for (Node.Field field : group.fields()) {
      Node value = in(prefix + field.name(), field.value(), errors);
      fields.add(new Node.Field(field.location(), field.name(), value));
    }
    return new Node.Fields(group.location(), List.copyOf(fields));
  }

  /** Whether there is anything to fill in. */
  private static boolean in(Node node) {
    return switch (node) {
      case Node.Text text -> text.written().contains("{{");
      case Node.Fields group -> group.fields().stream().anyMatch(field -> in(field.value()));
      case Node.Items list -> list.items().stream().anyMatch(Placeholders::in);
      case Node.Nothing _, Node.Unknown _ -> false;
    };
  }

  private Node in(String key, Node node, List<ConfigError> errors) {
    return switch (node) {
      case Node.Nothing nothing -> nothing;
      case Node.Unknown unknown -> unknown;
      case Node.Text text -> text(key, text, errors);
      case Node.Fields group -> in(key + ".", group, errors);
      case Node.Items(Location location, List<Node> items) ->
          new Node.Items(location, items.stream().map(i -> in(key, i, errors)).toList());
    };
  }

  private Node text(String key, Node.Text text, List<ConfigError> errors) {
    String filled =
        key.equals("url") && Command.is(text.written())
            ? command(text, errors)
            : fill(text.location(), key, text.written(), errors);
    return filled == null
        ? new Node.Unknown(text.location())
        : new Node.Text(text.location(), text.written(), filled);
  }

  /** Split before it is filled in, so that what was filled in is never more than one word. */
  private String command(Node.Text text, List<ConfigError> errors) {
    try {
      Command written = Command.of(text.written().substring(Command.SCHEME.length()));
      int known = errors.size();
      Command filled = written.each(word -> word(text, word, errors));
      return errors.size() > known ? null : Command.SCHEME + filled.text();
    } catch (IllegalArgumentException _) {
      return text.written(); // whoever reads the address says what is wrong
    }
  }

  /** An empty word where it cannot be filled in, which is reported. */
  private String word(Node.Text text, String word, List<ConfigError> errors) {
    String filled = fill(text.location(), "url", word, errors);
    return filled == null ? "" : filled;
  }

  /** Whether a text is one placeholder and nothing else. */
  public static boolean alone(String text) {
    return FORM.matcher(text).matches();
  }

  /**
   * The text with its placeholders filled in; null when one of them cannot be.
   *
   * @param key what is set to the text, for the errors
   * @param errors gets each placeholder that cannot be filled in
   */
  public String fill(Location location, String key, String text, List<ConfigError> errors) {
    Matcher form = FORM.matcher(text);
    StringBuilder filled = new StringBuilder();
    List<ConfigError> invalid = new ArrayList<>();
    while (form.find()) {
      try {
        form.appendReplacement(
            filled, Matcher.quoteReplacement(value(form.group(), form.group(1))));
      } catch (InvalidValue e) {
        if (unset != null) {
          unset.accept(form.group(1).replaceFirst("^env:", ""));
          boolean url = key.equals("url") && form.group().equals(text);
          form.appendReplacement(filled, (url ? "https://" : "") + standIn(form.group(1)));
          continue;
        }
        invalid.add(new ConfigError(location, key, e.getMessage()));
      }
    }
    errors.addAll(invalid);
    return invalid.isEmpty() ? form.appendTail(filled).toString() : null;
  }

  /** Right as a host, a token and a password, and another one for each name. */
  private static String standIn(String form) {
    String name = form.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String whole = "not-set-in-this-environment-" + name;
    return whole.substring(0, Math.min(whole.length(), 60)).replaceFirst("-$", "");
  }

  private String value(String shown, String form) throws InvalidValue {
    if (environment == null) {
      throw new InvalidValue(shown + " is filled in only in the operator's services.yaml");
    }
    if (form.startsWith("file:")) {
      return file(form.substring(5));
    }
    boolean variable = form.startsWith("env:");
    String name = variable ? form.substring(4) : form;
    int colon = name.indexOf(':');
    String otherwise = colon < 0 ? null : name.substring(colon + 1);
    name = colon < 0 ? name : name.substring(0, colon);
    String value = variable ? environment.apply(name) : properties.apply(name).orElse(null);
    if (value == null && otherwise == null) {
      String where = variable ? " is not set in the environment" : " is not a property";
      throw new InvalidValue((variable ? name : shown) + where);
    }
    return value == null ? otherwise : withoutEnd(value);
  }

  private static String withoutEnd(String text) {
    return text.replaceFirst("[\r\n]+$", "");
  }

  private static String file(String name) throws InvalidValue {
    try {
      Path path = Path.of(name);
      if (Files.size(path) > SECRET) {
        throw new InvalidValue("{{file:" + name + "}} is a file larger than 65,536 bytes");
      }
      return withoutEnd(Files.readString(path));
    } catch (IOException | InvalidPathException e) {
      throw new InvalidValue("{{file:" + name + "}} is not a readable text file");
    }
  }
}
