package dev.uproute.parse;

import dev.uproute.service.CheckType;
import dev.uproute.service.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The id of a service that has none written: the first of these that no service before it in the
 * file has.
 *
 * <ol>
 *   <li>the slug of its name, else of its host;
 *   <li>with its site before it, when it has a name and a site;
 *   <li>with the host behind it, when it has a name; with the host and its port; with the host and
 *       its path; with the type of its check;
 *   <li>with {@code -2}, {@code -3}…
 * </ol>
 *
 * What comes behind a service in the file changes nothing of it, and what distinguishes it from
 * others is its own, so that history stays with it in most of what may happen to a file.
 */
final class DerivedId {

  private DerivedId() {}

  /**
   * @param name null when it has none
   * @param site null when none is written
   * @return null when neither name nor host give an id
   */
  static String of(String name, String site, CheckAddress address, UniqueIds others) {
    List<String> ids = candidates(name, site, address);
    if (ids.isEmpty()) {
      return null;
    }
    return ids.stream()
        .filter(id -> !others.taken(id))
        .findFirst()
        .orElseGet(() -> others.numbered(ids.getFirst()));
  }

  private static List<String> candidates(String name, String site, CheckAddress address) {
    List<String> ids = new ArrayList<>();
    String called = name == null ? null : Ids.slug(name);
    Target target = address.target();
    String host = target.host() == null ? null : Ids.slug(target.host());
    String base = called == null ? host : called;
    if (base == null) {
      return ids;
    }
    ids.add(base);
    if (called != null && site != null && site.length() + called.length() < Ids.LONGEST) {
      ids.add(site + "." + called);
    }
    String whole = called == null || host == null ? base : called + " " + target.host();
    ids.add(Ids.slug(whole));
    // what was filled in may be a secret, and an id is shown to everybody
    if (host != null && !target.filledIn()) {
      ids.add(port(whole, target));
      ids.add(Ids.slug(whole + " " + path(target, address.type())));
    }
    ids.add(Ids.slug(whole + " " + address.type()));
    return ids.stream().filter(Objects::nonNull).distinct().toList();
  }

  private static String port(String whole, Target target) {
    boolean usual = target.port() == -1 || !target.url().contains(":" + target.port());
    return usual ? null : Ids.slug(whole + " " + target.port());
  }

  /** A query may hold a key, but for DNS it is the kind of record. */
  private static String path(Target target, String type) {
    String rest = target.url().replaceFirst("^[^/]*//[^/]*", "");
    return CheckType.DNS.is(type) ? rest.replace("?type=", " ") : rest.replaceFirst("[?].*", "");
  }
}
