package dev.uproute.page;

import dev.uproute.text.Suggestion;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The texts of the pages: a file of properties for each language, {@code words_de.properties},
 * packaged or in the user's folder. A text is looked for in the user's file, then in the packaged
 * one of the language, then in English. Immutable; thread-safe.
 */
final class MessageBundle {
  /** The language every text exists in. */
  static final String ENGLISH = "en";

  /** Keys of patterns for {@link DateTimeFormatter}; all others are for {@link MessageFormat}. */
  static final String DATES = "date.";

  private static final Pattern ARGUMENT = Pattern.compile("[{](\\d+)");

  private final Locale locale;
  private final Properties english;
  private final Properties texts;
  private final Path own;
  private final Properties changed;
  private final Map<String, MessageFormat> formats = new ConcurrentHashMap<>();

  private MessageBundle(
      String language, Properties english, Properties texts, Path own, Properties changed) {
    this.locale = Locale.forLanguageTag(language);
    this.english = english;
    this.texts = texts;
    this.own = own;
    this.changed = changed;
  }

  /**
   * @param folder the user's; need not exist
   * @param language such as {@code de} or {@code pt-BR}
   * @throws IOException when there is no such language, or a file cannot be read
   */
  static MessageBundle read(Path folder, String language) throws IOException {
    String name = "words_" + language + ".properties";
    Path own = folder.resolve(name);
    Properties english = packaged("words_" + ENGLISH + ".properties");
    Properties packaged = packaged(name);
    boolean exists = Files.exists(own);
    if (packaged == null && !exists) {
      throw new IOException("there are packaged words for en and de, and there is no " + own);
    }
    Properties changed = exists ? load(Files.newInputStream(own)) : new Properties();
    Properties texts = new Properties();
    texts.putAll(english);
    texts.putAll(packaged == null ? Map.of() : packaged);
    texts.putAll(changed);
    return new MessageBundle(language, english, texts, own, changed);
  }

  /** Null when there is none. */
  static Properties packaged(String name) throws IOException {
    InputStream file =
        MessageBundle.class.getClassLoader().getResourceAsStream("templates/site/" + name);
    return file == null ? null : load(file);
  }

  private static Properties load(InputStream file) throws IOException {
    Properties texts = new Properties();
    try (Reader reader = new InputStreamReader(file, StandardCharsets.UTF_8)) {
      texts.load(reader);
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
    return texts;
  }

  Locale locale() {
    return locale;
  }

  Collection<String> keys() {
    return english.stringPropertyNames();
  }

  /**
   * A text as it stands in the file.
   *
   * @throws IllegalArgumentException when it exists in no language
   */
  String raw(String key) {
    String text = texts.getProperty(key);
    if (text == null) {
      throw new IllegalArgumentException(
          "the pages have no text \"" + key + "\"" + Suggestion.of(key, keys()));
    }
    return text;
  }

  /** A text with what it says in its places {@code {0}}, {@code {1}} …. */
  String text(String key, Object... arguments) {
    if (arguments.length == 0) {
      return raw(key);
    }
    MessageFormat format = formats.computeIfAbsent(key, k -> format(raw(k)));
    synchronized (format) {
      return format.format(arguments);
    }
  }

  /** An apostrophe is one: who translates need not know that it quotes. */
  private MessageFormat format(String text) {
    return new MessageFormat(text.replace("'", "''"), locale);
  }

  /** What is wrong in the user's file, a sentence for each key. */
  List<String> errors() {
    List<String> errors = new ArrayList<>();
    for (String key : new TreeSet<>(changed.stringPropertyNames())) {
      String error = error(key, changed.getProperty(key));
      if (error != null) {
        errors.add(own + ": " + key + ": " + error);
      }
    }
    return errors;
  }

  private String error(String key, String text) {
    if (!english.containsKey(key)) {
      return "is no text of the pages" + Suggestion.of(key, keys());
    }
    try {
      if (key.startsWith(DATES)) {
        DateTimeFormatter.ofPattern(text, locale);
        return null;
      }
      format(text);
    } catch (IllegalArgumentException e) {
      return "\"" + text + "\" is no pattern (" + e.getMessage() + ")";
    }
    Set<String> more = places(text);
    more.removeAll(places(english.getProperty(key)));
    return more.isEmpty()
        ? null
        : "has " + String.join(", ", more) + ", English has only: " + english.getProperty(key);
  }

  private static Set<String> places(String text) {
    return ARGUMENT
        .matcher(text)
        .results()
        .map((MatchResult place) -> "{" + place.group(1) + "}")
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The keys that stand in English because the language has none, in order. */
  List<String> missing() throws IOException {
    Set<String> missing = new TreeSet<>(keys());
    Properties packaged = packaged("words_" + locale.toLanguageTag() + ".properties");
    missing.removeAll(packaged == null ? Set.of() : packaged.stringPropertyNames());
    missing.removeAll(changed.stringPropertyNames());
    return List.copyOf(missing);
  }
}
