package dev.uproute.service;

import dev.uproute.text.Words;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What of a target may be shown to everybody. User info, query and fragment are left out, because
 * that is where passwords and tokens sit, and they cannot be distinguished from the harmless rest;
 * the path too when something was filled in from a placeholder. Targets that are not a plain
 * network address (a Camel endpoint, a heartbeat's secret path) show nothing.
 */
public final class PublicUrl {
  private static final Set<String> SHOWN =
      Stream.concat(Stream.of("https"), CheckType.networkWords().stream())
          .collect(Collectors.toUnmodifiableSet());

  private PublicUrl() {}

  /** The address as text; empty when nothing of it may be shown. */
  public static String text(Target target) {
    return target == null || target.url() == null ? "" : text(target.url(), target.filledIn());
  }

  /**
   * Another address, such as where a redirect leads.
   *
   * @param secret whether its path may hold what was filled in from a placeholder
   */
  public static String text(String url, boolean secret) {
    int colon = url.indexOf("://");
    if (colon < 0 || !SHOWN.contains(url.substring(0, colon))) {
      return "";
    }
    int start = colon + 3;
    // a token that was filled in may stand in the path as well
    int end = firstOf(url, secret ? "/?#" : "?#", start);
    int slash = firstOf(url, "/\\", start);
    int at = url.lastIndexOf('@', Math.min(slash, end) - 1);
    return Words.visible(url.substring(0, start) + url.substring(Math.max(start, at + 1), end));
  }

  /** The address to link to; null for everything that is not http(s). */
  public static String link(Target target) {
    String text = text(target);
    return text.startsWith("http://") || text.startsWith("https://") ? text : null;
  }

  private static int firstOf(String text, String chars, int from) {
    int i = from;
    while (i < text.length() && chars.indexOf(text.charAt(i)) < 0) {
      i++;
    }
    return i;
  }
}
