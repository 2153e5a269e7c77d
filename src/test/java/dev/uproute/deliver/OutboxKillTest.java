package dev.uproute.deliver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.Child;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A kill at any moment loses no alert and repeats one message at most. */
@Execution(ExecutionMode.CONCURRENT)
class OutboxKillTest {
  @TempDir Path folder;
  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  @Test
  void kill_9_between_result_claim_send_and_mark_loses_no_alert() throws Exception {
    killWhileTelling(4);
  }

  @Test
  @Tag("nightly")
  void kill_9_loses_no_alert_in_fifty_times() throws Exception {
    killWhileTelling(50);
  }

  private void killWhileTelling(int times) throws Exception {
    for (int i = 0; i < times; i++) {
      try (Child child = new Child("tell", folder)) {
        assertEquals("ready", child.line());
        child.killAfter(random.nextInt(2500));
      }
    }
    try (Desk desk = ScriptedChannel.open(folder)) {
      // so many changes may have used up what an hour allows
      desk.pass(Duration.ofMinutes(70));
      assertEquals("sent", desk.ask("select group_concat(distinct state) from delivery"));
      Map<String, Integer> notified = notified();
      assertEquals(
          desk.ask("select count(*) from flip"),
          Integer.toString(notified.size()),
          "lost, seed " + seed);
      assertFalse(notified.isEmpty(), "killed before it told anything");
    }
    List<String> lines = Files.readAllLines(folder.resolve("told"));
    long repeated = lines.size() - lines.stream().distinct().count();
    assertTrue(repeated <= times, repeated + " messages were sent twice, seed " + seed);
    long again = notified().values().stream().filter(count -> count > 1).count();
    assertEquals(repeated > 0, again > 0, "told again in another message, seed " + seed);
  }

  /** How often each flip was told. */
  private Map<String, Integer> notified() throws Exception {
    Map<String, Integer> notified = new TreeMap<>();
    for (String line : Files.readAllLines(folder.resolve("told"))) {
      for (String flip : line.split(" ")) {
        notified.merge(flip, 1, Integer::sum);
      }
    }
    return notified;
  }
}
