package dev.uproute.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a service is checked from, of home, fra1 and nyc2. */
@Execution(ExecutionMode.CONCURRENT)
class LocationsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "locations: [fra1, nyc2]",
        "quorum: any",
        "quorum: 3",
        "quorum: 2 of 3",
        "'locations: [fra1, nyc2], quorum: 2 of 2'"
      })
  void these_are_taken(String keys) {
    assertEquals(List.of(), errors(list(keys)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "locations: []         | locations: names none, so nobody would check it; leave it out for all",
        "locations: [fra2]     | locations: \"fra2\" is not in uproute.locations, which names home, fra1, nyc2; did you mean \"fra1\"?",
        "quorum: half          | quorum: \"half\" is not majority, any, all, or a number, such as 2 or \"2 of 3\"",
        "quorum: 4             | quorum: \"4\" must agree, but it is checked from 3 locations",
        "quorum: 2 of 4        | quorum: \"2 of 4\" is of 4, but it is checked from 3 locations",
        "'locations: [fra1], quorum: 2' | quorum: \"2\" must agree, but it is checked from 1 location"
      })
  void these_are_refused(String keys, String error) {
    assertEquals(List.of(error), errors(list(keys)));
  }

  private static List<String> errors(String yaml) {
    try {
      ServiceLists.parse(yaml);
      return List.of();
    } catch (ConfigErrors e) {
      return e.all().stream().map(error -> error.key() + ": " + error.message()).toList();
    }
  }

  private static String list(String keys) {
    return "services:\n  - { url: \"http://shop.example\", %s }\n".formatted(keys);
  }
}
