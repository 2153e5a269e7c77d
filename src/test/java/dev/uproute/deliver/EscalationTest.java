package dev.uproute.deliver;

import static dev.uproute.check.Status.DOWN;
import static dev.uproute.check.Status.UP;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.uproute.OnEachDatabaseNightly;
import dev.uproute.ServiceBuilder;
import dev.uproute.TestDatabase;
import dev.uproute.check.Status;
import dev.uproute.record.Streak;
import dev.uproute.record.Streaks;
import dev.uproute.report.EscalationStates;
import dev.uproute.schedule.Schedule;
import dev.uproute.service.Escalation;
import dev.uproute.service.Escalation.Step;
import dev.uproute.service.Selection;
import dev.uproute.service.Service;
import dev.uproute.service.Services;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.Parameter;

/** An escalation list, from results through the shipped routes to the channels. */
@Execution(ExecutionMode.CONCURRENT)
@OnEachDatabaseNightly
class EscalationTest {
  private static final String[] CHANNELS = {"chat", "sms", "boss", "diary"};

  /** What a step names is notified, whatever the channel wants otherwise. */
  private static final Map<String, String> PICKY =
      Map.of(
          "uproute.alert.token", "t".repeat(32),
          "uproute.alert.link", "https://status.example.org/",
          "uproute.alert.sms.events", "up,reminder",
          "uproute.alert.boss.min-severity", "critical",
          "uproute.alert.boss.services", "another");

  private static final Escalation LIST =
      new Escalation(
          "ops",
          List.of(step(0, "chat"), step(10, "sms"), step(30, "boss")),
          null,
          new Selection(List.of("web"), List.of(), Map.of()));

  @Parameter TestDatabase database;
  @TempDir Path folder;

  private static Step step(int minutes, String channel) {
    return new Step(Duration.ofMinutes(minutes), List.of(channel), List.of());
  }

  private Desk desk(Duration later) throws Exception {
    Desk desk = new Desk(database, folder, PICKY, CHANNELS);
    desk.clock().pass(later);
    desk.bean("services", Services.class).escalate(List.of(LIST));
    return desk;
  }

  private static Service service(String id, String... dependsOn) {
    return ServiceBuilder.named(id).with(b -> b.dependsOn = List.of(dependsOn)).service();
  }

  /** So many results, one a minute, each with time for what is gathered to leave. */
  private static void minutes(Desk desk, int count, Status status) {
    for (int i = 0; i < count; i++) {
      pass(desk, 48);
      desk.results(status, "web");
      pass(desk, 12);
    }
  }

  private static void pass(Desk desk, int seconds) {
    desk.look();
    desk.clock().pass(Duration.ofSeconds(seconds));
    desk.bean("silence", Silence.class).update();
    desk.look();
  }

  private static String lines(Desk desk) {
    StringBuilder all = new StringBuilder();
    for (String channel : CHANNELS) {
      all.append(channel).append(desk.at(channel).lines());
    }
    return all.toString();
  }

  private static void acknowledge(Desk desk) {
    Streaks streaks = desk.bean("streaks", Streaks.class);
    Streak.Acknowledged by = new Streak.Acknowledged(Instant.EPOCH, "Ann", "");
    streaks.acknowledged("web", streaks.of("web").since(), by);
  }

  /** Whose link a channel was sent last; null when its last message had none. */
  private static String linked(Desk desk, String channel) {
    String link = desk.at(channel).messages().getLast().lines().getFirst().acknowledge();
    if (link == null) {
      return null;
    }
    String part = link.substring("https://status.example.org/ack/".length());
    AcknowledgeLinks.Signed signed =
        desk.bean("acknowledgeLinks", AcknowledgeLinks.class).read(part);
    return signed.channel() + " " + signed.service();
  }

  @Test
  void steps_follow_until_somebody_acknowledges_also_over_a_restart() throws Exception {
    Duration passed;
    try (Desk desk = desk(Duration.ZERO)) {
      Instant begin = desk.clock().instant();
      desk.watch(service("web"));
      desk.results(UP, "web");
      minutes(desk, 1, DOWN);
      assertEquals("chat[down web]sms[]boss[]diary[]", lines(desk));
      minutes(desk, 9, DOWN);
      assertEquals("chat[down web]sms[]boss[]diary[]", lines(desk));
      passed = Duration.between(begin, desk.clock().instant());
    }
    try (Desk desk = desk(passed)) {
      desk.watch(service("web"));
      minutes(desk, 1, DOWN);
      assertEquals("chat[]sms[escalated web]boss[]diary[]", lines(desk));
      assertEquals("sms web", linked(desk, "sms"));
      minutes(desk, 19, DOWN);
      assertEquals("chat[]sms[escalated web]boss[]diary[]", lines(desk));
      acknowledge(desk);
      minutes(desk, 30, DOWN);
      assertEquals("chat[]sms[escalated web]boss[]diary[]", lines(desk));
      minutes(desk, 1, UP);
      assertEquals("chat[up web]sms[escalated web, up web]boss[]diary[]", lines(desk));
      assertNull(linked(desk, "sms"), "it is over");
    }
  }

  @Test
  void the_last_step_comes_when_nobody_acknowledges_and_the_end_is_for_all() throws Exception {
    try (Desk desk = desk(Duration.ZERO)) {
      desk.watch(service("web"), service("other"));
      desk.results(UP, "web", "other");
      desk.results(DOWN, "other");
      minutes(desk, 31, DOWN);
      assertEquals(
          "chat[down other, down web]sms[escalated web]boss[escalated web]diary[down other]",
          lines(desk));
      assertEquals(
          "1[chat] 2[sms] 3[boss]",
          desk.bean("escalationStates", EscalationStates.class).now().get("web").notified().stream()
              .map(step -> step.step() + step.channels().toString())
              .collect(Collectors.joining(" ")));
      minutes(desk, 1, UP);
      assertEquals(Map.of(), desk.bean("escalationStates", EscalationStates.class).now());
      assertEquals(
          "chat[down other, down web, up web]sms[escalated web, up web]"
              + "boss[escalated web, up web]diary[down other]",
          lines(desk));
      minutes(desk, 31, DOWN);
      desk.list(service("other"));
      desk.events();
      pass(desk, 60);
      assertEquals(
          List.of("escalated web", "up web", "escalated web", "up web"),
          desk.at("boss").lines(),
          "whose service is not watched any more");
    }
  }

  @Test
  void the_list_waits_while_what_the_service_depends_on_is_down() throws Exception {
    try (Desk desk = desk(Duration.ZERO)) {
      desk.watch(service("router"), service("web", "router"));
      desk.results(UP, "router", "web");
      desk.results(DOWN, "router", "web");
      minutes(desk, 40, DOWN);
      assertEquals("chat[down router]sms[]boss[]diary[down router]", lines(desk));
      desk.results(UP, "router");
      minutes(desk, 2, DOWN);
      assertEquals(
          "chat[down router, up router, down web]sms[]boss[]diary[down router, up router]",
          lines(desk));
      minutes(desk, 10, DOWN);
      assertEquals(List.of("escalated web"), desk.at("sms").lines());
    }
  }

  @Test
  void a_service_that_is_seldom_checked_is_checked_when_a_step_is_due() throws Exception {
    try (Desk desk = desk(Duration.ZERO)) {
      Service web = service("web");
      desk.watch(web);
      Schedule schedule = new Schedule(10, 100, () -> desk.clock().millis());
      schedule.accept(List.of(web));
      schedule.due().forEach(schedule::done);
      DueSteps steps =
          new DueSteps(
              desk.bean("services", Services.class),
              desk.bean("streaks", Streaks.class),
              schedule,
              desk.clock());
      desk.results(DOWN, "web");
      steps.check();
      desk.clock().pass(Duration.ofMinutes(10).minusMillis(1));
      schedule.due().forEach(schedule::done);
      steps.check();
      assertEquals(List.of(), schedule.due());
      desk.clock().pass(Duration.ofMillis(1));
      steps.check();
      assertEquals(List.of(web), schedule.due());
      schedule.done(web);
      steps.check();
      assertEquals(List.of(), schedule.due(), "one check is asked for");
      desk.results(DOWN, "web");
      pass(desk, 11);
      assertEquals(List.of("escalated web"), desk.at("sms").lines());
    }
  }
}
