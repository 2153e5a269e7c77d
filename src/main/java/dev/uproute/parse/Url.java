package dev.uproute.parse;

import dev.uproute.service.CheckType;
import dev.uproute.service.CheckType.Trait;
import dev.uproute.text.Shown;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An address taken apart, as RFC 3986 appendix B does it; the fragment is dropped.
 *
 * @param scheme in small letters; null for a bare {@code host:port}
 * @param path empty, or from the first slash on
 * @param query empty, or with its question mark
 */
record Url(String scheme, String authority, String path, String query) {
  /** As the sentence names them; those that have a form of their own are its last. */
  private static final List<String> SCHEMES =
      Stream.of(
              Stream.of("http", "https"),
              Stream.of(CheckType.UDP, CheckType.TCP, CheckType.PING).map(CheckType::word),
              CheckType.words().stream())
          .flatMap(Function.identity())
          .filter(scheme -> !CheckType.EXEC.is(scheme) && !CheckType.CAMEL.is(scheme))
          .distinct()
          .toList();

  private static final Pattern SCHEME =
      Pattern.compile("((?i:heartbeat)(?=:)|[A-Za-z][A-Za-z0-9+.-]*(?=:(?!\\d))):(//)?(.*)");
  private static final Pattern REST = Pattern.compile("([^/?#]*)([^?#]*)(\\?[^#]*)?(#.*)?");
  private static final Pattern BAD_PERCENT = Pattern.compile("%(?![0-9A-Fa-f]{2})");
  private static final Pattern LINE_BREAK = Pattern.compile("%(0[0aAdD])");
  private static final int MOST = 2048;
  private static final String LEGAL = "-._~!$&'()*+,;=:@/?%";

  static Url of(String text) throws InvalidValue {
    Characters.address(text);
    Matcher form = SCHEME.matcher(text);
    if (!form.matches()) {
      return rest(null, text);
    }
    String written = form.group(1).toLowerCase(Locale.ROOT);
    CheckType type = CheckType.named(written);
    // where no host follows, the slashes may be left out
    if (type == null || form.group(2) == null && type.has(Trait.HAS_HOST)) {
      throw new InvalidValue(
          "%s does not begin with one of %s://, exec: or camel:"
              .formatted(shown(text), String.join("://, ", SCHEMES)));
    }
    return rest(written.equals("https") ? written : type.word(), form.group(3));
  }

  /** As messages show it: whatever may be a password or a token is left out. */
  static String shown(String text) {
    return Shown.quoted(text.replaceFirst("\\?.*", "?…").replaceFirst("[^/]*@", "…@"));
  }

  /** The text of an address; what it means depends on the type. */
  static ValueParser<String> reader() {
    String allowed = "an address of 1 to 2,048 characters";
    ValueParser<String> address = ValueParser.of(allowed, () -> ValueSchema.text(MOST), t -> t);
    ValueParser<String> parser =
        (key, node, errors) -> {
          if (node instanceof Node.Text text
              && (text.value().isEmpty() || text.value().length() > MOST)) {
            String message = shown(text.written()) + " is not " + allowed;
            errors.add(new ConfigError(node.location(), key, message));
            return null;
          }
          return address.read(key, node, errors);
        };
    return parser.with(address::schema);
  }

  private static Url rest(String scheme, String text) {
    Matcher form = REST.matcher(text);
    form.matches(); // every text without line breaks has this form
    String query = form.group(3) == null ? "" : form.group(3);
    return new Url(scheme, form.group(1), form.group(2), query);
  }

  /** Path and query as they are sent: what is legal stays byte for byte, the rest is escaped. */
  String resource() throws InvalidValue {
    return encoded(path.isEmpty() ? "/" : path, LEGAL) + encoded(query, LEGAL + "[]");
  }

  private static String encoded(String text, String legal) throws InvalidValue {
    if (text.contains("\\")) {
      throw new InvalidValue("must not contain a backslash; use / or %5C");
    }
    if (BAD_PERCENT.matcher(text).find()) {
      throw new InvalidValue(
          "has a % without two hex digits behind it; a percent sign itself is %25");
    }
    if (LINE_BREAK.matcher(text).find()) {
      throw new InvalidValue("must not contain an escaped line break or NUL (%0A, %0D, %00)");
    }
    StringBuilder encoded = new StringBuilder(text.length());
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xFF);
      if (c < 0x80 && Character.isLetterOrDigit(c) || legal.indexOf(c) >= 0) {
        encoded.append(c);
      } else {
        encoded.append("%%%02X".formatted((int) c));
      }
    }
    return encoded.toString();
  }
}
