package dev.uproute.deliver;

import static dev.uproute.check.Status.DOWN;
import static dev.uproute.check.Status.UP;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.check.Status;
import dev.uproute.send.Refused;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** More happens while a channel is away than is kept for it. */
@Execution(ExecutionMode.CONCURRENT)
class OverflowTest {
  private static final Refused BUSY = new Refused(Refused.Kind.LATER, null, "it answered 503");
  private static final Refused PAUSE =
      new Refused(Refused.Kind.LATER, Duration.ofHours(1), "it answered 429");
  @TempDir Path folder;

  private static String[] range(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "s" + i).toArray(String[]::new);
  }

  /** One result each; the clock goes on meanwhile, as no two checks end at the same moment. */
  private static void turn(Desk desk, Status status, int from, int to) {
    for (int i = from; i < to; i += 100) {
      desk.results(status, range(i, Math.min(i + 100, to)));
      desk.clock().pass(Duration.ofMillis(10));
    }
  }

  private static int waiting(Desk desk) throws Exception {
    return Integer.parseInt(desk.ask("select count(*) from delivery where state = 'waiting'"));
  }

  @Test
  void what_is_over_goes_first_and_the_next_message_says_how_much_went() throws Exception {
    try (Desk desk = new Desk(folder, "team")) {
      turn(desk, UP, 0, 6000);
      desk.results(DOWN, "told");
      desk.pass(60);
      desk.at("team").refuse(BUSY);
      turn(desk, DOWN, 0, 6000);
      desk.pass(60);
      desk.results(UP, "told");
      turn(desk, UP, 0, 5000);
      desk.pass(300);
      assertTrue(waiting(desk) <= 10_000, waiting(desk) + " wait");
      desk.at("team").refuse(null);
      desk.pass(60);
      List<String> lines = desk.at("team").lines();
      assertEquals(2, desk.at("team").messages().size());
      assertEquals(List.of("down told", "self"), lines.subList(0, 2));
      assertTrue(lines.contains("up told"));
      MessageLine note = desk.at("team").messages().getLast().named().getFirst();
      assertEquals(
          "1,002 more changes were given up and are not listed: more than 10,000 waited",
          note.reason());
      assertEquals(4499, lines.stream().filter(line -> line.startsWith("up s")).count());
      assertEquals(1000, lines.stream().filter(line -> line.startsWith("down s")).count());
      desk.results(DOWN, "new");
      desk.pass(60);
      assertEquals("down new", desk.at("team").lines().getLast());
      assertEquals(1, desk.at("team").lines().stream().filter("self"::equals).count());
      assertEquals("dead 1002,sent 10001", desk.states());
    }
  }

  @Test
  @Tag("nightly")
  void of_more_that_goes_on_than_is_kept_the_oldest_goes() throws Exception {
    try (Desk desk = new Desk(folder, "team")) {
      turn(desk, UP, 0, 10_500);
      desk.at("team").refuse(BUSY);
      turn(desk, DOWN, 0, 600);
      desk.pass(60);
      turn(desk, DOWN, 600, 10_500);
      desk.pass(60);
      int bytes =
          Integer.parseInt(
              desk.ask(
                  "select sum(pgsize) from dbstat where name in (select name from sqlite_master"
                      + " where tbl_name = 'delivery')"));
      assertTrue(bytes <= 16 << 20, bytes + " bytes for one channel");
      desk.at("team").refuse(null);
      desk.pass(60);
      Message message = desk.at("team").messages().getFirst();
      assertEquals("self", message.lines().getFirst().event().word());
      assertEquals("s500", message.lines().get(1).service());
      assertEquals(10_001, message.lines().size());
    }
  }

  @Test
  @Tag("nightly")
  void a_receiver_that_asked_for_an_hour_of_peace_has_no_longer_queue_for_that() throws Exception {
    try (Desk desk = new Desk(folder, "team")) {
      turn(desk, UP, 0, 12_000);
      desk.at("team").refuse(PAUSE);
      desk.results(DOWN, "first");
      desk.pass(60);
      for (int from = 0; from < 12_000; from += 4000) {
        turn(desk, DOWN, from, from + 4000);
        desk.pass(60);
        turn(desk, UP, from, from + 4000);
        desk.pass(60);
        assertTrue(waiting(desk) <= 10_000, waiting(desk) + " wait");
      }
      assertEquals(1, desk.at("team").asked());
      desk.at("team").refuse(null);
      desk.clock().pass(Duration.ofMinutes(52));
      desk.pass(120);
      assertEquals(1, desk.at("team").messages().size());
      List<String> lines = desk.at("team").lines();
      assertEquals(List.of("self", "down first", "up s7001"), lines.subList(0, 3));
      assertEquals(5001, lines.size());
    }
  }

  @Test
  void what_was_given_up_is_said_until_a_message_with_it_was_accepted() throws Exception {
    try (Desk desk = new Desk(folder, "team")) {
      desk.at("team").refuse(BUSY);
      desk.results(DOWN, "a", "b");
      desk.pass(60);
      desk.clock().pass(Duration.ofHours(25));
      desk.pass(60);
      assertEquals("dead 2", desk.states());
      desk.results(DOWN, "c");
      int asked = desk.at("team").asked();
      desk.pass(60);
      assertTrue(desk.at("team").asked() > asked, "was not tried");
      // another message from here on
      desk.results(DOWN, "d");
      desk.at("team").refuse(null);
      desk.pass(60);
      assertEquals(List.of("self", "down c", "down d"), desk.at("team").lines());
      assertEquals(
          "2 more changes were given up and are not listed: it answered 503",
          desk.at("team").messages().getFirst().lines().getFirst().reason());
    }
  }
}
