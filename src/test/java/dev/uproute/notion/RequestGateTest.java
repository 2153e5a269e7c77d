package dev.uproute.notion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestGateTest {
  /** Milliseconds. */
  private long now = 1_000;

  private double dice = 0.5;
  private final RequestGate gate =
      new RequestGate(Duration.ofMillis(350), () -> now * 1_000_000, () -> dice);

  private NotionRefusal refusal(Duration pause) {
    return new NotionRefusal(NotionRefusal.Kind.LATER, pause, "wait", 429, null);
  }

  @Test
  void a_closed_gate_refuses_at_once_until_the_time_is_over_to_the_letter() throws Exception {
    NotionRefusal why = refusal(Duration.ofSeconds(3));
    gate.close(why);
    now += 2_999;
    assertFalse(gate.open());
    assertSame(why, assertThrows(NotionRefusal.class, gate::enter));
    now += 1;
    assertTrue(gate.open());
    gate.enter();
    gate.leave();
  }

  @Test
  void a_long_time_to_wait_is_obeyed_too() {
    gate.close(refusal(Duration.ofSeconds(99_999)));
    now += 99_998_000;
    assertFalse(gate.open());
  }

  @Test
  void pauses_double_up_to_five_minutes_and_begin_anew_after_an_answer() {
    List<Long> seconds = new ArrayList<>();
    for (int i = 0; i < 11; i++) {
      seconds.add(gate.backOff().toSeconds());
    }
    assertEquals(List.of(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 300L, 300L), seconds);
    gate.passed();
    assertEquals(Duration.ofSeconds(1), gate.backOff());
  }

  @Test
  void pauses_are_spread_by_a_fifth() {
    dice = 0;
    assertEquals(Duration.ofMillis(800), gate.backOff());
    gate.passed();
    dice = 1;
    assertEquals(Duration.ofMillis(1_200), gate.backOff());
  }

  @Test
  void starts_are_a_pause_apart_and_one_call_is_under_way() throws Exception {
    RequestGate real = new RequestGate(Duration.ofMillis(50));
    List<Long> starts = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      threads.add(Thread.ofVirtual().start(() -> once(real, starts)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(5, starts.size());
    for (int i = 1; i < starts.size(); i++) {
      assertTrue(starts.get(i) - starts.get(i - 1) >= 49, starts::toString);
    }
  }

  /** The list needs no lock: the gate is one. */
  private static void once(RequestGate gate, List<Long> starts) {
    try {
      gate.enter();
      starts.add(System.nanoTime() / 1_000_000);
      gate.leave();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
