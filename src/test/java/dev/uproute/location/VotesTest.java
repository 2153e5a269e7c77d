package dev.uproute.location;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.FakeClock;
import dev.uproute.ServiceBuilder;
import dev.uproute.Watched;
import dev.uproute.check.Evidence;
import dev.uproute.check.Result;
import dev.uproute.check.Status;
import dev.uproute.service.MonotonicClock;
import dev.uproute.service.Service;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Checked every minute, with a timeout of 10 s: a vote is fresh for 130 s. */
class VotesTest {
  private static final Service SHOP = Watched.service("shop");

  private final FakeClock clock = new FakeClock();
  private final Votes votes =
      new Votes(
          "home, fra1, nyc2",
          "home",
          new MonotonicClock(() -> clock.millis() * 1_000_000),
          clock,
          null);

  private Result found(Status status) {
    return new Result(SHOP, clock.instant(), status, "was " + status, Evidence.NONE);
  }

  private Status own(Status status) {
    return votes.own(found(status)).status();
  }

  private Status from(String location, Status status) {
    Result verdict = votes.vote(location, found(status), Duration.ZERO);
    return verdict == null ? null : verdict.status();
  }

  @Test
  void a_verdict_needs_as_many_as_the_quorum() {
    assertEquals(Status.UNKNOWN, own(Status.UP));
    assertEquals(Status.UP, from("fra1", Status.UP));
    assertNull(from("nyc2", Status.UP), "the verdict is the same");
    assertEquals(Status.PARTIAL, from("nyc2", Status.DOWN));
    assertEquals(Status.DOWN, from("fra1", Status.DOWN));
    assertEquals(Status.DOWN, own(Status.UP));
    assertEquals(Status.PARTIAL, from("fra1", Status.UP));
  }

  @Test
  void one_that_survives_does_not_decide_alone() {
    own(Status.UP);
    from("fra1", Status.UP);
    from("nyc2", Status.UP);
    clock.pass(Duration.ofSeconds(131));
    Result verdict = votes.own(found(Status.DOWN));
    assertEquals("UNKNOWN 1 of 3 locations report", verdict.status() + " " + verdict.reason());
    assertEquals(Set.of("home"), votes.fresh(SHOP).keySet());
  }

  @Test
  void what_comes_late_counts_for_when_it_was_found() {
    own(Status.UP);
    from("fra1", Status.UP);
    clock.pass(Duration.ofSeconds(100));
    own(Status.UP);
    assertNull(votes.vote("nyc2", found(Status.DOWN), Duration.ofSeconds(140)), "too old");
    assertNull(
        votes.vote("fra1", found(Status.DOWN), Duration.ofSeconds(101)),
        "older than the one that is known");
    assertEquals(Set.of("home", "fra1"), votes.fresh(SHOP).keySet());
  }

  @Test
  void the_first_failing_vote_makes_the_others_check() {
    own(Status.UP);
    from("fra1", Status.UP);
    Votes.Asked before = votes.asked(0);
    assertEquals(List.of(), before.ids());
    assertTrue(votes.doubts(found(Status.DOWN)));
    from("fra1", Status.DOWN);
    Votes.Asked after = votes.asked(before.last());
    assertEquals(List.of("shop"), after.ids());
    assertEquals(List.of(), votes.asked(after.last()).ids(), "once");
    from("nyc2", Status.DOWN);
    assertFalse(votes.doubts(found(Status.DOWN)), "it is known to be down");
  }

  @Test
  void a_location_that_is_not_asked_has_no_vote() {
    own(Status.UP);
    assertNull(from("sin3", Status.DOWN));
    assertFalse(votes.fresh(SHOP).containsKey("sin3"));
  }

  @Test
  void what_only_this_machine_can_check_is_checked_from_here_alone() {
    Service heartbeat = ServiceBuilder.heartbeat("token-of-a-job").service();
    Result found = Watched.result(heartbeat, clock.instant(), Status.DOWN);
    assertSame(found, votes.own(found));
    assertTrue(votes.here(heartbeat));
    Votes alone = new Votes("", "home", new MonotonicClock(), clock, null);
    Result down = found(Status.DOWN);
    assertSame(down, alone.own(down));
  }
}
