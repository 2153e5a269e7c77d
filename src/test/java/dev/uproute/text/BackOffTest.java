package dev.uproute.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackOffTest {
  private final BackOff backOff = new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(45), 0.2);

  @Test
  void pauses_double_up_to_the_longest() {
    List<Long> seconds =
        IntStream.rangeClosed(1, 8).mapToObj(n -> backOff.after(n, 0.5).toSeconds()).toList();
    assertEquals(List.of(1L, 2L, 4L, 8L, 16L, 32L, 45L, 45L), seconds);
    assertEquals(Duration.ofSeconds(45), backOff.after(1_000_000, 0.5));
  }

  @Test
  void pauses_are_spread_to_both_sides_the_longest_too() {
    assertEquals(Duration.ofMillis(800), backOff.after(1, 0));
    assertEquals(Duration.ofMillis(1_200), backOff.after(1, 1));
    assertEquals(Duration.ofSeconds(54), backOff.after(20, 1));
  }
}
