package dev.uproute.api;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether a service is still as the caller saw it last. The ETag of one that the API lists names
 * its keys first and then the whole answer, {@code "keys.answer"}: what is found by checks changes
 * the answer, but is no reason to refuse a change.
 */
final class Preconditions {
  private Preconditions() {}

  /** The ETag of an answer about a service with these keys. */
  static String tag(String keys, String body) {
    return '"' + ApiAnswers.hash(keys) + '.' + ApiAnswers.hash(body) + '"';
  }

  /**
   * @param keys of the service as it is; null when there is none
   * @throws Problem 412
   */
  static void judge(ApiRequest request, String keys) {
    Set<String> match = tags(request.ifMatch());
    boolean matches = match.contains("*") || match.stream().anyMatch(tag -> names(tag, keys));
    if (request.ifMatch() != null && (keys == null || !matches)) {
      String detail = "If-Match: %s has changed since, or is gone; ask for it anew";
      throw new Problem(412, detail.formatted(request.id()), List.of());
    }
    Set<String> none = tags(request.ifNoneMatch());
    if (keys != null && (none.contains("*") || none.stream().anyMatch(tag -> names(tag, keys)))) {
      throw new Problem(412, "If-None-Match: there is " + request.id() + " already", List.of());
    }
  }

  private static Set<String> tags(String header) {
    return header == null
        ? Set.of()
        : Stream.of(header.split(",")).map(String::strip).collect(Collectors.toSet());
  }

  private static boolean names(String tag, String keys) {
    return keys != null && tag.startsWith('"' + ApiAnswers.hash(keys) + '.');
  }
}
