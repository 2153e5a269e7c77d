package dev.uproute.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.uproute.Disk;
import dev.uproute.Figures;
import dev.uproute.Wait;
import dev.uproute.check.Status;
import dev.uproute.deliver.AlertReceiver;
import dev.uproute.deliver.Desk;
import dev.uproute.send.Refused;
import dev.uproute.store.Lease;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

/** What people are notified of is on the disk before they are. */
@Isolated
class PowerCutTest {
  private static final int CHANGES = 4;
  @TempDir Path folder;

  @Test
  @Tag("figures")
  void no_message_leaves_before_what_it_tells_is_on_the_disk() throws Exception {
    Disk disk;
    try (Desk desk = new Desk(folder, Map.of("uproute.alert.gather", "0s"), "team")) {
      AlertReceiver team = desk.at("team");
      team.log(folder.resolve("told"));
      // the timer as it is: it looks as soon as it can
      desk.camel().getCamelContext().getRouteController().startRoute("alert");
      disk =
          Disk.during(
              () -> {
                for (int i = 1; i <= CHANGES; i++) {
                  String sent = "sent " + i;
                  desk.clock().pass(Duration.ofMinutes(5));
                  // as route lease does, every five seconds
                  desk.bean("lease", Lease.class).renew();
                  desk.results(Status.DOWN, "s" + i);
                  assertTrue(
                      Wait.until(Wait.LONG, () -> sent.equals(desk.states())),
                      () -> sent + " is not " + team.lines());
                }
              });
    }
    List<Instant> forces = disk.forces();
    List<Instant> notified = disk.writes("told");
    assertEquals(CHANGES, notified.size());
    for (int i = 0; i < CHANGES; i++) {
      Instant message = notified.get(i);
      long before = forces.stream().filter(force -> !force.isAfter(message)).count();
      assertTrue(before > i, "message " + (i + 1) + " left after " + before + " forces");
    }
    Figures.print(
        "changes of state and messages are on the disk before they leave",
        "%d changes, each its message after a force of its own; %d forces of the log in all",
        CHANGES,
        forces.size());
  }

  @Test
  void a_notice_that_a_channel_is_off_is_forced_too() throws Exception {
    try (Desk desk = new Desk(folder, "broken", "team")) {
      desk.at("broken").refuse(new Refused(Refused.Kind.CREDENTIALS, null, "wrong token"));
      desk.results(Status.DOWN, "s");
      int forced = Disk.forced(() -> desk.pass(30));
      assertTrue(desk.at("team").lines().contains("self"), desk.at("team").lines().toString());
      assertTrue(forced > 0);
    }
  }

  @Test
  void a_disk_that_refuses_is_said_and_the_news_is_told_and_shown_all_the_same() throws Exception {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    Logger logger = (Logger) LoggerFactory.getLogger("dev.uproute.store");
    logger.addAppender(log);
    Path wal = folder.resolve("data/uptime_history.db-wal");
    try (Desk desk = new Desk(folder, "team")) {
      desk.results(Status.UP, "s");
      Path aside = Files.move(wal, folder.resolve("aside"));
      desk.results(Status.DOWN, "s");
      desk.pass(20);
      assertEquals(List.of("down s"), desk.at("team").lines());
      assertFalse(desk.bean("backlog", Backlog.class).failing());
      Files.move(aside, wal);
    } finally {
      logger.detachAppender(log);
    }
    assertEquals(
        wal + " cannot be forced to the disk; a power cut would lose the latest flips",
        log.list.getFirst().getFormattedMessage());
  }
}
