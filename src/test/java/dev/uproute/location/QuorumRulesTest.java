package dev.uproute.location;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.uproute.Watched;
import dev.uproute.check.Evidence;
import dev.uproute.check.Result;
import dev.uproute.check.Status;
import dev.uproute.service.Quorum;
import dev.uproute.service.Service;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Execution(ExecutionMode.CONCURRENT)
class QuorumRulesTest {
  private static final Instant NOON = Instant.parse("2026-06-17T12:00:00Z");
  private static final Service SHOP = Watched.service("shop");
  private static final List<String> NAMES = List.of("home", "fra1", "nyc2", "sin3");

  /** Votes in the order of the names: - is none, ? abstains. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "majority | UP UP UP               | UP       | ''",
        "majority | UP UP DOWN             | PARTIAL  | down from nyc2 only: nyc2 says DOWN",
        "majority | UP DOWN DOWN           | DOWN     | fra1 says DOWN (from fra1, nyc2; not from home)",
        "majority | DOWN DOWN DOWN         | DOWN     | home says DOWN (from all 3 locations)",
        "majority | - DOWN DOWN            | DOWN     | fra1 says DOWN (from fra1, nyc2)",
        "majority | TIMEOUT DOWN TIMEOUT   | TIMEOUT  | home says TIMEOUT (from all 3 locations)",
        "majority | TIMEOUT DOWN           | DOWN     | fra1 says DOWN (from all 2 locations)",
        "majority | - - DOWN               | UNKNOWN  | 1 of 3 locations report",
        "majority | ? DOWN ?               | UNKNOWN  | 1 of 3 locations report",
        "majority | UP DOWN -              | UNKNOWN  | 2 of 3 locations report",
        "majority | - - -                  | UNKNOWN  | 0 of 3 locations report",
        "majority | UP DOWN                | UNKNOWN  | 1 of 2 locations find it down, which decides nothing",
        "majority | UP UP DOWN DOWN        | UNKNOWN  | 2 of 4 locations find it down, which decides nothing",
        "majority | DEGRADED DEGRADED UP   | DEGRADED | home says DEGRADED",
        "majority | UP DEGRADED UP         | UP       | ''",
        "majority | DOWN                   | DOWN     | home says DOWN",
        "any      | UP UP DOWN             | DOWN     | nyc2 says DOWN (from nyc2; not from home, fra1)",
        "any      | UP UP -                | UNKNOWN  | 2 of 3 locations report",
        "all      | DOWN DOWN UP           | PARTIAL  | down from home, fra1 only: home says DOWN",
        "all      | DOWN DOWN -            | UNKNOWN  | 2 of 3 locations report",
        "2 of 4   | UP UP DOWN DOWN        | DOWN     | nyc2 says DOWN (from nyc2, sin3; not from home, fra1)",
        "3        | BOT_DETECTED DOWN DOWN | DOWN     | fra1 says DOWN (from all 3 locations)",
      })
  void the_quorum_decides(String quorum, String votes, Status status, String reason) {
    String[] found = votes.split(" ");
    List<String> assigned = NAMES.subList(0, found.length);
    Map<String, Result> fresh = new HashMap<>();
    for (int i = 0; i < found.length; i++) {
      if (!found[i].equals("-")) {
        Status vote = found[i].equals("?") ? Status.UNKNOWN : Status.valueOf(found[i]);
        String why = vote == Status.UP ? "" : NAMES.get(i) + " says " + vote;
        fresh.put(NAMES.get(i), new Result(SHOP, NOON, vote, why, Evidence.NONE));
      }
    }
    Result last = new Result(SHOP, NOON.plusSeconds(9), Status.UP, "", Evidence.NONE);
    Result verdict = QuorumRules.verdict(last, assigned, Quorum.parse(quorum), fresh);
    assertEquals(status + " " + reason, verdict.status() + " " + verdict.reason());
    assertEquals(NOON.plusSeconds(9), verdict.at());
  }
}
