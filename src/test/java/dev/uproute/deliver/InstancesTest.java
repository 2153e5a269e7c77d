package dev.uproute.deliver;

import static dev.uproute.check.Status.DOWN;
import static dev.uproute.check.Status.UP;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** One outbox across restarts and crashes. */
@Execution(ExecutionMode.CONCURRENT)
class InstancesTest {
  @TempDir Path folder;

  private static String[] many(int count) {
    return IntStream.range(0, count).mapToObj(i -> "s" + i).toArray(String[]::new);
  }

  @Test
  void a_restart_tells_nothing_again() throws Exception {
    String[] ids = many(50);
    try (Desk desk = new Desk(folder, "team")) {
      desk.results(UP, ids);
      desk.results(DOWN, ids);
      desk.pass(10);
      assertEquals(1, desk.at("team").messages().size());
    }
    for (int i = 0; i < 5; i++) {
      try (Desk desk = new Desk(folder, "team")) {
        desk.clock().pass(Duration.ofMinutes(i + 1));
        desk.results(DOWN, ids);
        desk.pass(90);
        // the third failure in a row is news of its own, and that once too
        assertEquals(i == 1 ? 1 : 0, desk.at("team").messages().size(), "start " + i);
      }
    }
  }

  @Test
  void a_message_of_an_instance_that_died_goes_again_under_the_same_id() throws Exception {
    try (Desk desk = new Desk(folder, "team")) {
      desk.results(UP, "a", "b");
      desk.results(DOWN, "a");
      desk.pass(10);
      Message first = desk.at("team").messages().getFirst();
      // as if it had died before it could note that the message was taken
      desk.change(
          "update delivery set state = 'waiting', sent_at = null, message = '" + first.id() + "'",
          "update channel set claimed_by = 'another', claimed_until = "
              + desk.clock().instant().plusSeconds(30).toEpochMilli());
      desk.results(DOWN, "b");
      desk.pass(30);
      assertEquals(1, desk.at("team").messages().size());
      desk.pass(6);
      assertEquals(List.of("down a", "down a"), desk.at("team").lines());
      assertEquals(first.id(), desk.at("team").messages().getLast().id());
      desk.pass(60);
      assertEquals(List.of("down a", "down a", "down b"), desk.at("team").lines());
    }
  }

  @Test
  void what_an_instance_that_died_had_claimed_goes_at_the_next_start() throws Exception {
    try (Desk desk = new Desk(folder, "team")) {
      desk.results(UP, "a");
      desk.results(DOWN, "a");
      desk.pass(9);
    }
    try (Desk desk = new Desk(folder, "team")) {
      desk.clock().pass(Duration.ofSeconds(20));
      desk.change(
          "update delivery set message = 'm'",
          "update channel set claimed_by = 'it', claimed_until = "
              + desk.clock().instant().plusSeconds(29).toEpochMilli());
      desk.pass(1);
      assertEquals(List.of("down a"), desk.at("team").lines());
    }
  }
}
