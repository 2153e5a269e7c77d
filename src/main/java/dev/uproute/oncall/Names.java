package dev.uproute.oncall;

import biweekly.component.VEvent;
import biweekly.property.Attendee;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whom of some people an event of a calendar names. Immutable. */
final class Names {
  private final Map<String, Pattern> words = new LinkedHashMap<>();

  Names(Collection<String> people) {
    for (String name : people) {
      String word = "(?<![\\p{L}\\p{N}])" + Pattern.quote(name.strip()) + "(?![\\p{L}\\p{N}])";
      words.put(name, Pattern.compile(word, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE));
    }
  }

  /** By its title; where that names nobody, by who is invited. */
  List<String> in(VEvent event) {
    String title = event.getSummary() == null ? null : event.getSummary().getValue();
    List<String> named = in(title == null ? "" : title);
    return named.isEmpty() ? in(invited(event)) : named;
  }

  private List<String> in(String text) {
    return words.entrySet().stream()
        .filter(word -> word.getValue().matcher(text).find())
        .map(Map.Entry::getKey)
        .toList();
  }

  private static String invited(VEvent event) {
    return event.getAttendees().stream()
        .flatMap(each -> texts(each).filter(Objects::nonNull))
        .collect(Collectors.joining("\n"));
  }

  private static Stream<String> texts(Attendee each) {
    return Stream.of(each.getCommonName(), each.getEmail(), each.getUri());
  }
}
