package dev.uproute.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills in {@code {{env:NAME}}}, {@code {{property}}} and {@code {{file:/run/secrets/x}}}; the
 * first two may have a default, {@code {{env:NAME:default}}}. Only the operator's own files get
 * this; in any other source such text is a mistake, because whoever may edit a row could otherwise
 * read every secret. What is filled in is not looked at again, so a secret may hold any character;
 * a line break at its end, as editors and shells leave it, does not count.
 */
public final class Placeholders {
  private static final Pattern FORM = Pattern.compile("\\{\\{\\s*([A-Za-z][^{}\\s]*)\\s*}}");
  private static final int SECRET = 1 << 16;

  private final Function<String, String> environment;
  private final Function<String, Optional<String>> properties;

  /**
   * The operator's.
   *
   * @param environment a variable's value or null, most often {@code System::getenv}
   * @param properties a property's value, most often Camel's {@code
   *     PropertiesComponent::resolveProperty}
   */
  public Placeholders(
      Function<String, String> environment, Function<String, Optional<String>> properties) {
    this.environment = environment;
    this.properties = properties;
  }

  private Placeholders() {
    this(null, null);
  }

  /** For sources that are not the operator's: every placeholder is a mistake. */
  public static Placeholders refused() {
    return new Placeholders();
  }

  /** The same group of keys, filled in as deep as it goes. */
  Tree.Fields in(Tree.Fields group, List<Mistake> mistakes) {
    return in("", group, mistakes);
  }

  private Tree.Fields in(String prefix, Tree.Fields group, List<Mistake> mistakes) {
    if (!in(group)) {
      return group;
    }
    List<Tree.Field> fields = new ArrayList<>();
    for (Tree.Field field : group.fields()) {
      Tree value = in(prefix + field.name(), field.value(), mistakes);
      fields.add(new Tree.Field(field.place(), field.name(), value));
    }
    return new Tree.Fields(group.place(), List.copyOf(fields));
  }

  /** Whether there is anything to fill in. */
  private static boolean in(Tree tree) {
    return switch (tree) {
      case Tree.Text text -> text.written().contains("{{");
      case Tree.Fields group -> group.fields().stream().anyMatch(field -> in(field.value()));
      case Tree.Items list -> list.items().stream().anyMatch(Placeholders::in);
      case Tree.Nothing _, Tree.Unknown _ -> false;
    };
  }

  private Tree in(String key, Tree tree, List<Mistake> mistakes) {
    return switch (tree) {
      case Tree.Nothing nothing -> nothing;
      case Tree.Unknown unknown -> unknown;
      case Tree.Text text -> text(key, text, mistakes);
      case Tree.Fields group -> in(key + ".", group, mistakes);
      case Tree.Items(Place place, List<Tree> items) ->
          new Tree.Items(place, items.stream().map(i -> in(key, i, mistakes)).toList());
    };
  }

  private Tree text(String key, Tree.Text text, List<Mistake> mistakes) {
    String filled = fill(text.place(), key, text.written(), mistakes);
    return filled == null
        ? new Tree.Unknown(text.place())
        : new Tree.Text(text.place(), text.written(), filled);
  }

  /** Whether a text is one placeholder and nothing else. */
  public static boolean alone(String text) {
    return FORM.matcher(text).matches();
  }

  /**
   * The text with its placeholders filled in; null when one of them cannot be.
   *
   * @param key what is set to the text, for the mistakes
   * @param mistakes gets each placeholder that cannot be filled in
   */
  public String fill(Place place, String key, String text, List<Mistake> mistakes) {
    Matcher form = FORM.matcher(text);
    StringBuilder filled = new StringBuilder();
    List<Mistake> wrong = new ArrayList<>();
    while (form.find()) {
      try {
        form.appendReplacement(
            filled, Matcher.quoteReplacement(value(form.group(), form.group(1))));
      } catch (Wrong e) {
        wrong.add(new Mistake(place, key, e.getMessage()));
      }
    }
    mistakes.addAll(wrong);
    return wrong.isEmpty() ? form.appendTail(filled).toString() : null;
  }

  private String value(String shown, String form) throws Wrong {
    if (environment == null) {
      throw new Wrong(shown + " is filled in only in the operator's services.yaml");
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
      throw new Wrong((variable ? name : shown) + where);
    }
    return value == null ? otherwise : withoutEnd(value);
  }

  private static String withoutEnd(String text) {
    return text.replaceFirst("[\r\n]+$", "");
  }

  private static String file(String name) throws Wrong {
    try {
      Path path = Path.of(name);
      if (Files.size(path) > SECRET) {
        throw new Wrong("{{file:" + name + "}} is a file larger than 65,536 bytes");
      }
      return withoutEnd(Files.readString(path));
    } catch (IOException | InvalidPathException e) {
      throw new Wrong("{{file:" + name + "}} is not a readable text file");
    }
  }
}
