package dev.uproute.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.hc.client5.http.cookie.BasicCookieStore;
import org.apache.hc.client5.http.cookie.Cookie;
import org.apache.hc.client5.http.cookie.CookieOrigin;
import org.apache.hc.client5.http.cookie.CookieSpec;
import org.apache.hc.client5.http.cookie.MalformedCookieException;
import org.apache.hc.client5.http.impl.cookie.RFC6265LaxSpec;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.Header;

/**
 * The cookies of one check: what a redirect sets, the next request brings back (RFC 6265). Holds at
 * most 50 cookies of 4,096 characters each. Not thread-safe.
 */
final class Cookies {
  private static final int MOST = 50;
  private static final int LONGEST = 4096;

  private final CookieSpec spec = new RFC6265LaxSpec();
  private final BasicCookieStore store = new BasicCookieStore();

  /** Keeps the cookies of an answer that may be for its host. */
  void keep(HttpHop from, Header[] headers) {
    CookieOrigin origin = origin(from);
    for (Header header : headers) {
      if (header.getName().toLowerCase(Locale.ROOT).equals("set-cookie") && fits(header)) {
        try {
          for (Cookie cookie : spec.parse(header, origin)) {
            spec.validate(cookie, origin);
            store.addCookie(cookie);
          }
        } catch (MalformedCookieException e) {
          // a cookie that names another host, or nothing, is not kept, as in a browser
        }
      }
    }
  }

  private boolean fits(Header header) {
    String value = String.valueOf(header.getValue());
    boolean text = value.chars().allMatch(c -> c >= ' ' && c != 0x7f || c == '\t');
    return text && value.length() <= LONGEST && store.getCookies().size() < MOST;
  }

  /** The cookies for a request, in one line; empty when there are none. */
  String line(HttpHop to) {
    List<Cookie> cookies = matching(to);
    return cookies.isEmpty() ? "" : spec.formatCookies(cookies).getFirst().getValue();
  }

  /** Puts the cookies into a request; they replace those the service itself sends by that name. */
  void add(HttpHop to, ClassicHttpRequest request) {
    List<Cookie> cookies = matching(to);
    if (cookies.isEmpty()) {
      return;
    }
    Set<String> names = new HashSet<>(cookies.stream().map(Cookie::getName).toList());
    List<String> pairs = new ArrayList<>();
    for (Header own : request.getHeaders("Cookie")) {
      Arrays.stream(own.getValue().split(";"))
          .map(String::strip)
          .filter(pair -> !names.contains(pair.replaceFirst("\\s*=.*", "")))
          .forEach(pairs::add);
    }
    pairs.add(line(to));
    request.setHeader("Cookie", String.join("; ", pairs));
  }

  private List<Cookie> matching(HttpHop to) {
    CookieOrigin origin = origin(to);
    return store.getCookies().stream().filter(cookie -> spec.match(cookie, origin)).toList();
  }

  private static CookieOrigin origin(HttpHop hop) {
    String path = hop.path().replaceFirst("\\?.*", "");
    return new CookieOrigin(hop.host(), hop.port(), path, hop.secure());
  }
}
