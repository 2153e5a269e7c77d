package dev.uproute.deliver;

import static dev.uproute.check.Status.DOWN;
import static dev.uproute.check.Status.UP;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.uproute.OnEachDatabaseNightly;
import dev.uproute.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.Parameter;

/** When a channel is due stands in the table channel, for every process that reads it. */
@Execution(ExecutionMode.CONCURRENT)
@OnEachDatabaseNightly
class DueTest {
  @Parameter TestDatabase database;
  @TempDir Path folder;

  private static List<?> due(Desk desk) {
    List<?> channels = desk.camel().requestBody("direct:deliver-due", null, List.class);
    DueChannels due = desk.bean("dueChannels", DueChannels.class);
    channels.forEach(channel -> due.done((String) channel, nothing()));
    return channels;
  }

  private static Claim nothing() {
    return new Claim(null, "", null, null, List.of(), List.of(), null);
  }

  private static String dueIn(Desk desk) throws Exception {
    return desk.ask("select (due_at - " + desk.clock().instant().toEpochMilli() + ") from channel");
  }

  @Test
  void no_channel_is_due_while_nothing_waits() throws Exception {
    try (Desk desk = new Desk(database, folder, "team")) {
      desk.results(UP, "a");
      assertEquals(List.of(), due(desk));
      desk.results(DOWN, "a");
      assertEquals(List.of("team"), due(desk));
    }
  }

  @Test
  void a_channel_is_due_when_its_message_may_leave() throws Exception {
    try (Desk desk = new Desk(database, folder, "team")) {
      desk.results(UP, "a");
      desk.results(DOWN, "a");
      desk.look();
      assertEquals("10000", dueIn(desk), "what is gathered with it");
      desk.clock().pass(Duration.ofMillis(9_999));
      assertEquals(List.of(), due(desk));
      desk.clock().pass(Duration.ofMillis(1));
      assertEquals(List.of("team"), due(desk));
      desk.look();
      assertEquals(List.of("down a"), desk.at("team").lines());
      assertEquals(List.of(), due(desk));
    }
  }

  @Test
  void what_is_new_makes_a_channel_due_at_once() throws Exception {
    try (Desk desk = new Desk(database, folder, "team")) {
      desk.results(UP, "a", "b");
      desk.results(DOWN, "a");
      desk.look();
      assertEquals(List.of(), due(desk));
      desk.results(DOWN, "b");
      assertEquals(List.of("team"), due(desk));
    }
  }

  @Test
  void what_another_process_sends_again_is_due_at_once() throws Exception {
    try (Desk desk = new Desk(database, folder, "team")) {
      desk.results(UP, "a", "b");
      desk.results(DOWN, "a");
      desk.pass(10);
      desk.results(DOWN, "b");
      desk.look();
      assertEquals(List.of(), due(desk));
      DataSource writer = desk.bean("writer", DataSource.class);
      new DeliveryLog(writer, writer).resend(1L, ",team,", desk.clock().instant());
      assertEquals(List.of("team"), due(desk));
    }
  }

  @Test
  void a_wall_clock_that_is_set_back_delays_nothing() throws Exception {
    try (Desk desk = new Desk(database, folder, "team")) {
      desk.results(UP, "a");
      desk.results(DOWN, "a");
      desk.look();
      desk.clock().set(Duration.ofHours(-3));
      assertEquals(List.of("team"), due(desk));
      desk.pass(10);
      assertEquals(List.of("down a"), desk.at("team").lines());
    }
  }

  @Test
  void a_channel_somebody_works_on_is_named_once() throws Exception {
    try (Desk desk = new Desk(database, folder, "team")) {
      desk.results(UP, "a");
      desk.results(DOWN, "a");
      List<?> first = desk.camel().requestBody("direct:deliver-due", null, List.class);
      assertEquals(List.of("team"), first);
      assertEquals(List.of(), desk.camel().requestBody("direct:deliver-due", null, List.class));
      DueChannels due = desk.bean("dueChannels", DueChannels.class);
      due.done("team", null);
      desk.clock().pass(Duration.ofMillis(4_999));
      assertEquals(
          List.of(),
          desk.camel().requestBody("direct:deliver-due", null, List.class),
          "it could not be claimed");
      desk.clock().pass(Duration.ofMillis(1));
      assertEquals(List.of("team"), due(desk));
    }
  }
}
