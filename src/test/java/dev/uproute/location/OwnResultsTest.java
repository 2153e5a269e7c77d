package dev.uproute.location;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.uproute.Watched;
import dev.uproute.check.Result;
import dev.uproute.check.Status;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnResultsTest {
  private final OwnResults results = new OwnResults();

  private Result add(int second) {
    Instant at = Instant.EPOCH.plusSeconds(second);
    Result result = Watched.result(Watched.service("shop"), at, Status.UP);
    results.add(result);
    return result;
  }

  @Test
  void they_wait_in_order_until_they_are_stored() {
    Result first = add(1);
    List<Result> next = results.next();
    Result second = add(2);
    assertEquals(List.of(first), next);
    results.stored(next);
    assertEquals(List.of(second), results.next());
    results.stored(next);
    assertEquals(List.of(second), results.next(), "once");
  }

  @Test
  void a_batch_is_small_and_of_too_many_the_oldest_go() {
    Result first = add(0);
    List<Result> next = results.next();
    for (int i = 1; i <= OwnResults.MOST; i++) {
      add(i);
    }
    assertEquals(OwnResults.BATCH, results.next().size());
    results.stored(next);
    assertEquals(first.at().plusSeconds(1), results.next().getFirst().at());
  }
}
