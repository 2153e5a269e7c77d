package dev.uproute.web;

import dev.uproute.text.CommaList;

/** Entity tags of RFC 9110: what an answer is called by those who have it already. */
final class EntityTag {
  private EntityTag() {}

  /**
   * Whether a caller has this one.
   *
   * @param header If-None-Match; may be null
   */
  static boolean matches(String header, String tag) {
    return CommaList.of(header).stream()
        .map(each -> each.startsWith("W/") ? each.substring(2) : each)
        .anyMatch(each -> each.equals(tag) || each.equals("*"));
  }
}
