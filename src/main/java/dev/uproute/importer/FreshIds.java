package dev.uproute.importer;

import dev.uproute.parse.Ids;
import java.util.HashSet;
import java.util.Set;

/**
 * Ids for the services of one import: made of site and name, and always the same for the same
 * files, so that a second import finds what the first one added. Not thread-safe.
 */
public final class FreshIds {
  private final Set<String> taken = new HashSet<>();

  /**
   * The next one: {@code site.name}, with {@code -2}, {@code -3}… where another has it.
   *
   * @param site null for none
   * @param name what the other monitor calls it
   */
  public String of(String site, String name) {
    String slug = Ids.slug(name);
    String base = site(site) == null ? "" : site(site) + ".";
    String whole = base + (slug == null ? "service" : slug);
    whole = cut(whole, Ids.LONGEST);
    String id = whole;
    for (int i = 2; !taken.add(id); i++) {
      String end = "-" + i;
      id = cut(whole, Ids.LONGEST - end.length()) + end;
    }
    return id;
  }

  /** The site a group of the other monitor becomes; null when it cannot be one. */
  public static String site(String group) {
    String slug = group == null ? null : Ids.slug(group);
    return slug == null || slug.equals("index") ? null : cut(slug, Ids.LONGEST / 2);
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most).replaceAll("[-.]+$", "");
  }
}
