package dev.uproute.importer;

import dev.uproute.parse.Placeholders;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is shown of keys that may hold a secret: which there are, and not what they hold. */
final class Secrets {
  private static final Set<String> KEYS = Set.of("auth", "headers", "body", "send");

  private Secrets() {}

  /** The keys of a service as a terminal may show them. */
  static Map<String, Object> hidden(Map<String, Object> keys) {
    Map<String, Object> shown = new LinkedHashMap<>();
    keys.forEach(
        (key, value) ->
            shown.put(
                key,
                KEYS.contains(key)
                    ? hidden(value)
                    : key.equals("url") ? address(value.toString()) : value));
    return shown;
  }

  /** A value as a terminal may show it: a placeholder says nothing of what it stands for. */
  static Object hidden(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        Map<String, Object> inner = new LinkedHashMap<>();
        map.forEach((name, each) -> inner.put(name.toString(), hidden(each)));
        yield inner;
      }
      case List<?> list -> list.stream().map(Secrets::hidden).toList();
      default -> Placeholders.alone(value.toString()) ? value : "…";
    };
  }

  private static String address(String url) {
    if (url.startsWith("heartbeat:")) {
      return "heartbeat:" + hidden((Object) url.replaceFirst("heartbeat:(//)?", ""));
    }
    return url.startsWith("dns:")
        ? url
        : url.replaceFirst("\\?.*", "?…").replaceFirst("//[^/]*@", "//…@");
  }
}
