package dev.uproute.parse;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Refuses placeholders of other programs in what a check sends: {@code ${TOKEN}} would go out as it
 * stands. Only what is written is checked: a secret that is filled in may hold anything. Pure.
 */
final class ForeignPlaceholders {
  private static final Pattern OURS = Pattern.compile("\\{\\{\\s*[A-Za-z][^{}\\s]*\\s*}}");
  private static final Pattern ANYWHERE =
      Pattern.compile(
          "(\\$\\{)\\s*([A-Za-z_]\\w*)?|(\\{\\{)\\W{0,3}(?:(?i:env)\\.)?([A-Za-z_]\\w*)?");

  /** Where a value is one word or a few: {@code Bearer $TOKEN}, {@code $(TOKEN)}. */
  private static final Pattern AS_A_WORD =
      Pattern.compile(
          "(?<!\\S)(\\$\\(?)([A-Za-z_]\\w*)\\)?(?!\\S)", Pattern.UNICODE_CHARACTER_CLASS);

  private static final Map<String, String> CLOSE =
      Map.of("${", "}", "$(", ")", "$", "", "{{", "}}");

  private ForeignPlaceholders() {}

  /** A reader of longer texts, where a dollar sign alone is usual. */
  static <T> ValueParser<T> inText(ValueParser<T> reader) {
    return refused(reader, ANYWHERE);
  }

  /** A reader of headers, tokens and passwords. */
  static <T> ValueParser<T> inValue(ValueParser<T> reader) {
    return refused(refused(reader, AS_A_WORD), ANYWHERE);
  }

  private static <T> ValueParser<T> refused(ValueParser<T> reader, Pattern placeholder) {
    ValueParser<T> parser =
        (key, node, errors) -> {
          if (node instanceof Node.Text text) {
            Matcher found = placeholder.matcher(OURS.matcher(text.written()).replaceAll(""));
            if (found.find()) {
              errors.add(new ConfigError(node.location(), key, sentence(found)));
              return null;
            }
          }
          return reader.read(key, node, errors);
        };
    return parser.with(reader::schema);
  }

  /** Shows no more than the name: what stands around it may be a password. */
  private static String sentence(Matcher found) {
    List<String> parts =
        IntStream.rangeClosed(1, found.groupCount())
            .mapToObj(found::group)
            .filter(Objects::nonNull)
            .toList();
    String open = parts.getFirst();
    String name = parts.size() > 1 ? parts.get(1) : "NAME";
    String shown = open + (open.equals("{{") || parts.size() == 1 ? "…" : "");
    shown += (parts.size() > 1 ? name : "") + CLOSE.get(open);
    return "%s is not filled in; write {{env:%s}}, or {{file:…}} for a text that is meant so"
        .formatted(shown, name);
  }
}
