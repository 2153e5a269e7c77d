package dev.uproute.text;

import java.util.List;
import java.util.stream.Stream;

/** Names separated by commas, as settings and headers hold them. */
public final class CommaList {
  private CommaList() {}

  /** Each without the blanks around it; empty ones are left out. Null is an empty list. */
  public static List<String> of(String text) {
    return text == null
        ? List.of()
        : Stream.of(text.split(",")).map(String::strip).filter(name -> !name.isEmpty()).toList();
  }
}
