package dev.uproute.page;

import dev.uproute.text.Words;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The files of sites and services inside the folder of pages. Different ids have different names. A
 * site whose id is the name of another file of ours, or one Windows keeps for itself, gets a
 * leading underscore, with which no id can begin.
 */
public final class PageName {
  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9_.-]{0,63}");
  private static final Set<String> OURS = Set.of("index", "status", "service", "embed");
  private static final Pattern DEVICE = Pattern.compile("(con|prn|aux|nul|(com|lpt)[0-9])([.].*)?");

  private PageName() {}

  /**
   * @throws IllegalArgumentException when the id is not one
   */
  static String site(String id) {
    return site(id, 1);
  }

  /**
   * The further pages of a site bear a tilde, which no id has: {@code shop~2.html}.
   *
   * @param number from 1
   * @throws IllegalArgumentException when the id is not one
   */
  static String site(String id, int number) {
    String name = OURS.contains(id) ? "_" + id : plain("site", id);
    return name + (number == 1 ? "" : "~" + number) + ".html";
  }

  /**
   * @throws IllegalArgumentException when the id is not one
   */
  public static String service(String id) {
    return "service/" + plain("service", id) + ".html";
  }

  /**
   * A file of a service in a folder of its kind, without its ending.
   *
   * @throws IllegalArgumentException when the id is not one
   */
  static String file(String id) {
    return plain("service", id);
  }

  private static String plain(String what, String id) {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "no page for " + what + " '" + Words.visible(id) + "': an id is " + ID.pattern());
    }
    return DEVICE.matcher(id).matches() ? "_" + id : id;
  }
}
