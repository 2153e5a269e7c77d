package dev.uproute.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.uproute.ServiceBuilder;
import dev.uproute.service.Expect;
import dev.uproute.service.Service;
import dev.uproute.store.Connections;
import dev.uproute.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Beats on a clock of the test, over a real store. */
class HeartbeatsTest {
  private static final String TOKEN = "0123456789abcdef";

  private Instant now = Instant.parse("2026-06-17T03:00:00Z");

  @Test
  void a_beat_that_was_due_while_the_process_was_stopped_is_not_held_against_the_job() {
    try (Store store = new Store("memory", "none")) {
      store.open();
      Heartbeats heartbeats = new Heartbeats(new Connections(store, false), () -> now);
      ServiceBuilder given = ServiceBuilder.heartbeat(TOKEN);
      given.rhythm = new Expect.HeartbeatPeriod(Duration.ofMinutes(1), Duration.ofMinutes(1));
      Service service = given.service();
      heartbeats.accept(List.of(service));
      heartbeats.receive("/beat/" + TOKEN);
      assertEquals(Status.UP, judge(heartbeats, service, 0));
      // nobody judges for ten minutes; the next beats come in again
      assertEquals(Status.UNKNOWN, judge(heartbeats, service, 10 * 60));
      heartbeats.receive("/beat/" + TOKEN);
      assertEquals(Status.UP, judge(heartbeats, service, 60));
      // judged all the time, and no beat: that is the job
      assertEquals(Status.UP, judge(heartbeats, service, 60));
      assertEquals(Status.DOWN, judge(heartbeats, service, 110));
    }
  }

  private Status judge(Heartbeats heartbeats, Service service, long later) {
    now = now.plusSeconds(later);
    return heartbeats.check(Attempt.none(service, now)).status();
  }
}
