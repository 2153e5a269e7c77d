package dev.uproute.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
class QuorumTest {
  @ParameterizedTest
  @CsvSource({
    "majority, 1, 1, 1",
    "majority, 2, 2, 2",
    "majority, 3, 2, 2",
    "majority, 4, 3, 3",
    "any, 3, 1, 3",
    "all, 3, 3, 1",
    "2, 3, 2, 2",
    "2 of 4, 4, 2, 3",
    "3, 2, 2, 1"
  })
  void so_many_decide(String rule, int assigned, int down, int up) {
    Quorum quorum = Quorum.parse(rule);
    assertEquals(down, quorum.down(assigned), "down");
    assertEquals(up, quorum.up(assigned), "up");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "most", "3 of 2", "2 of", "100", "2of3", "ALL", "1.5"})
  void what_is_none_is_refused(String rule) {
    assertNull(Quorum.parse(rule));
  }
}
