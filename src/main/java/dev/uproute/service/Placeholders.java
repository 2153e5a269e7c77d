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
 * Fills in {@code {{env:NAME}}}, {@code {{property}}} and {@code {{file:/run/secrets/x}}}. Only the
 * operator's own file gets this; in any other source such text is a mistake, because whoever may
 * edit a row could otherwise read every secret. What is filled in is not looked at again.
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
    Matcher form = FORM.matcher(text.written());
    StringBuilder filled = new StringBuilder();
    List<Mistake> wrong = new ArrayList<>();
    while (form.find()) {
      try {
        form.appendReplacement(filled, Matcher.quoteReplacement(value(form.group(1))));
      } catch (Wrong e) {
        wrong.add(new Mistake(text.place(), key, form.group() + " " + e.getMessage()));
      }
    }
    mistakes.addAll(wrong);
    if (!wrong.isEmpty()) {
      return new Tree.Unknown(text.place());
    }
    return new Tree.Text(text.place(), text.written(), form.appendTail(filled).toString());
  }

  private String value(String name) throws Wrong {
    if (environment == null) {
      throw new Wrong("is filled in only in the operator's services.yaml");
    }
    if (name.startsWith("file:")) {
      return file(name.substring(5));
    }
    boolean variable = name.startsWith("env:");
    String value =
        variable ? environment.apply(name.substring(4)) : properties.apply(name).orElse(null);
    if (value == null) {
      throw new Wrong(variable ? "is not set in the environment" : "is not a property");
    }
    return value;
  }

  /** The content of a small file, without the line break that editors leave at its end. */
  private static String file(String name) throws Wrong {
    try {
      Path path = Path.of(name);
      if (Files.size(path) > SECRET) {
        throw new Wrong("is a file larger than 65,536 bytes");
      }
      return Files.readString(path).replaceFirst("[\r\n]+$", "");
    } catch (IOException | InvalidPathException e) {
      throw new Wrong("is not a readable text file");
    }
  }
}
