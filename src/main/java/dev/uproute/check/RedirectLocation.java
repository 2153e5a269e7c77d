package dev.uproute.check;

import dev.uproute.parse.Authority;
import dev.uproute.text.Sentence;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.Header;

/**
 * Where a redirect leads: its Location header resolved against the URL that answered (RFC 3986
 * §5.2), with what browsers add to it: blanks and other raw characters are escaped, a backslash is
 * a slash, {@code http:g} on http is relative. Immutable.
 *
 * @param host a name in ASCII or a literal address, in small letters
 * @param resource path and query as they are sent, without the fragment
 */
record RedirectLocation(boolean secure, String host, int port, String resource) {
  /** RFC 3986 appendix B, with the characters a scheme may have. */
  private static final Pattern FORM =
      Pattern.compile(
          "(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?://([^/?#]*))?([^?#]*)(\\?[^#]*)?(?:#.*)?",
          Pattern.DOTALL);

  private static final Pattern EDGES = Pattern.compile("^[\\x00-\\x20]+|[\\x00-\\x20]+$");

  /**
   * The one value of the Location headers.
   *
   * @throws NoAnswer when there are several that differ, which browsers refuse
   */
  static String of(Header[] headers) throws NoAnswer {
    List<String> values =
        Arrays.stream(headers)
            .filter(header -> header.getName().equalsIgnoreCase("Location"))
            .map(Header::getValue)
            .distinct()
            .toList();
    if (values.size() > 1) {
      throw NoAnswer.down("redirect with " + values.size() + " Location headers that differ");
    }
    return String.valueOf(values.getFirst());
  }

  /**
   * Resolves a reference.
   *
   * @param base what answered
   * @param reference as it came, its bytes as ISO-8859-1
   * @throws NoAnswer when it leads nowhere a check may go
   */
  static RedirectLocation resolve(HttpHop base, String reference) throws NoAnswer {
    Matcher form = FORM.matcher(slashed(reference));
    form.matches(); // every text has this form
    boolean secure = form.group(1) == null ? base.secure() : secure(form.group(1), reference);
    if (form.group(2) != null) {
      Authority authority = authority(form.group(2), reference).orPort(secure ? 443 : 80);
      String resource = withoutDots(form.group(3)) + query(form);
      return new RedirectLocation(secure, authority.host(), authority.port(), escaped(resource));
    }
    if (form.group(1) != null && secure != base.secure()) {
      throw invalid(reference);
    }
    String resource = relative(base.path(), form.group(3), form.group(4));
    return new RedirectLocation(secure, base.host(), base.port(), escaped(resource));
  }

  private static boolean secure(String scheme, String reference) throws NoAnswer {
    return switch (scheme.toLowerCase(Locale.ROOT)) {
      case "http" -> false;
      case "https" -> true;
      default ->
          throw NoAnswer.down(
              "redirect to " + Sentence.quote(reference) + ", only http and https are followed");
    };
  }

  private static Authority authority(String text, String reference) throws NoAnswer {
    if (text.contains("@")) {
      String shown = reference.replaceFirst("//[^/?#]*@", "//…@");
      throw NoAnswer.down(
          "redirect to " + Sentence.quote(shown) + ", an address with a user or password");
    }
    String utf8 = new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    Optional<Authority> authority = Authority.read(utf8);
    return authority.orElseThrow(() -> invalid(reference));
  }

  private static NoAnswer invalid(String reference) {
    return NoAnswer.down("redirect to an invalid address: " + Sentence.quote(reference));
  }

  private static String relative(String base, String path, String query) {
    int mark = base.indexOf('?');
    String basePath = mark < 0 ? base : base.substring(0, mark);
    if (path.isEmpty()) {
      return query == null ? base : basePath + query;
    }
    String merged =
        path.startsWith("/") ? path : basePath.substring(0, basePath.lastIndexOf('/') + 1) + path;
    return withoutDots(merged) + (query == null ? "" : query);
  }

  private static String query(Matcher form) {
    return form.group(4) == null ? "" : form.group(4);
  }

  /** RFC 3986 §5.2.4; an empty path is the root. */
  private static String withoutDots(String path) {
    Deque<String> kept = new ArrayDeque<>();
    String[] segments = path.split("/", -1);
    for (int i = 1; i < segments.length; i++) {
      boolean dots = segments[i].equals(".") || segments[i].equals("..");
      if (segments[i].equals("..")) {
        kept.pollLast();
      }
      if (!dots || i == segments.length - 1) {
        kept.add(dots ? "" : segments[i]);
      }
    }
    return "/" + String.join("/", kept);
  }

  /** Without blanks around it and line breaks in it, and with slashes for backslashes. */
  private static String slashed(String reference) {
    String text = EDGES.matcher(reference).replaceAll("").replaceAll("[\\t\\r\\n]", "");
    int end = Math.min(text.length(), (text + "?").indexOf('?'));
    return text.substring(0, end).replace('\\', '/') + text.substring(end);
  }

  /** Servers send raw blanks and UTF-8; what is escaped already stays. */
  private static String escaped(String resource) {
    StringBuilder text = new StringBuilder(resource.length());
    for (char c : resource.toCharArray()) {
      if (c <= ' ' || c >= 0x7f || "\"<>\\^`{|}".indexOf(c) >= 0) {
        text.append('%').append(String.format("%02X", c & 0xff));
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }
}
