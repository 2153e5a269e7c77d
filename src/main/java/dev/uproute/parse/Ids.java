package dev.uproute.parse;

import dev.uproute.text.Shown;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names that become file names and addresses: ids, sites, types, profiles, channels. */
public final class Ids {
  /** Characters of an id. */
  public static final int LONGEST = 64;

  private static final Pattern ID = Pattern.compile("[a-z0-9]([a-z0-9_.-]{0,62}[a-z0-9_-])?");
  private static final Pattern WORD = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");

  /** File names that Windows keeps for devices, with any extension. */
  private static final Pattern DEVICE =
      Pattern.compile("(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?");

  private static final String ALLOWED =
      "1 to 64 of a-z 0-9 _ . -, starting with a letter or digit, not ending with a dot";

  private Ids() {}

  static ValueParser<String> reader() {
    return ValueParser.of("an id: " + ALLOWED, () -> ValueSchema.matching(ID), t -> id("an id", t));
  }

  /** A site has a page of its own, {@code <site>.html}, beside {@code index.html}. */
  static ValueParser<String> site() {
    return ValueParser.of(
        "a site: " + ALLOWED,
        () -> ValueSchema.matching(ID),
        t -> {
          if (t.equals("index")) {
            throw new InvalidValue("\"index\" is the name of the first page; choose another");
          }
          return id("a site", t);
        });
  }

  static ValueParser<String> type() {
    return word("a type");
  }

  static ValueParser<String> profile() {
    return word("the name of a profile");
  }

  static ValueParser<String> channel() {
    return word("the name of a channel");
  }

  static ValueParser<String> escalation() {
    return word("the name of an escalation list");
  }

  static ValueParser<String> location() {
    return word("the name of a location");
  }

  private static ValueParser<String> word(String what) {
    return ValueParser.of(
        what + ": 1 to 64 of a-z 0-9 _ -, starting with a letter or digit",
        () -> ValueSchema.matching(WORD),
        t -> WORD.matcher(t).matches() ? t : null);
  }

  private static String id(String what, String text) throws InvalidValue {
    if (DEVICE.matcher(text.toLowerCase(Locale.ROOT)).matches()) {
      throw new InvalidValue(
          Shown.quoted(text) + " is the name of a device on Windows; choose another");
    }
    if (ID.matcher(text).matches()) {
      return text;
    }
    String slug = text.length() > 64 ? null : slug(text);
    String hint = slug == null ? "" : "; did you mean " + Shown.quoted(slug) + "?";
    throw new InvalidValue(Shown.quoted(text) + " is not " + what + ": " + ALLOWED + hint);
  }

  /** The id a name or host stands for; null when nothing of it is left or it cannot be an id. */
  public static String slug(String text) {
    String plain = Normalizer.normalize(text, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
    String words = plain.replaceAll("\\p{M}", "").replaceAll("[^a-z0-9]+", "-");
    String slug = words.replaceAll("^-|-$", "");
    slug = slug.length() > 64 ? slug.substring(0, 64).replaceAll("-$", "") : slug;
    return slug.isEmpty() || DEVICE.matcher(slug).matches() ? null : slug;
  }

  /** The site an id names: the part before its first dot. */
  static String siteOf(String id) {
    int dot = id.indexOf('.');
    return dot < 0 ? "default" : id.substring(0, dot);
  }
}
