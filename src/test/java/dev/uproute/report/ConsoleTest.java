package dev.uproute.report;

import static dev.uproute.report.Sample.NOW;
import static dev.uproute.report.Sample.report;
import static dev.uproute.report.Sample.service;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.check.Status;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleTest {
  @Test
  void the_table_is_exactly_that_of_the_contract() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new ConsoleTable(new PrintStream(out, true, StandardCharsets.UTF_8))
        .say(
            report(
                service("plex").name("Plex").response(183_400L),
                service("factorio").name("Factorio 😀").response(null),
                service("nas").name("NAS").is(Status.TIMEOUT, "no answer within 5s").response(null),
                service("slow")
                    .name("Slow")
                    .is(Status.DEGRADED, "2310 ms, slower than 2s")
                    .response(2_310_000L),
                service("graded").name("Graded").graded().is(Status.DEGRADED, "").response(500L),
                service("bot").name("Bot").is(Status.BOT_DETECTED, "").response(90_600L),
                service("new").name("New").unchecked(),
                service("off line")
                    .name("Ours")
                    .is(Status.UNKNOWN, "Uproute itself is offline")
                    .response(null),
                service("off").name("A very long name that is paused").paused()));
    assertEquals(
        """
        Plex        ONLINE   183ms
        Factorio 😀  ONLINE   —
        NAS         OFFLINE  —  no answer within 5s
        Slow        ONLINE   2310ms  2310 ms, slower than 2s
        Graded      OFFLINE  1ms
        Bot         OFFLINE  91ms
        New         UNKNOWN  —
        Ours        UNKNOWN  —  Uproute itself is offline
        """,
        out.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n"));
  }

  @Test
  void a_name_cannot_break_the_table() {
    List<String> lines =
        ConsoleTable.lines(report(service("a").name("x\n2026 ERROR fake\u001b[2J\u202E")));
    assertEquals(List.of("x\\u000A2026 ERROR fake\\u001B[2J\\u202E  ONLINE   183ms"), lines);
  }

  @Test
  void nothing_to_check_is_no_line() {
    assertEquals(List.of(), ConsoleTable.lines(report()));
  }

  @Test
  void the_line_counts_and_repeats_no_reason() {
    assertEquals(
        "5 services: 2 up, 1 degraded, 1 down, 1 paused",
        ConsoleLine.text(
            report(
                service("a"),
                service("plex").name("Plex").is(Status.DOWN, "HTTP 503, expected 200-399"),
                service("b").is(Status.DEGRADED, "slow"),
                service("c"),
                service("d").paused())));
    assertEquals("1 service: 1 up", ConsoleLine.text(report(service("a"))));
    assertEquals("0 services", ConsoleLine.text(report()));
  }

  @Test
  void a_line_is_said_when_a_state_changes_or_after_ten_minutes() {
    ConsoleLine line = new ConsoleLine();
    assertTrue(line.due(later(0, service("a"))));
    assertFalse(line.due(later(30, service("a"))));
    assertFalse(line.due(later(60, service("a").response(5L).is(Status.UP, "other"))));
    assertTrue(line.due(later(90, service("a").is(Status.DOWN, "refused"))));
    assertFalse(line.due(later(120, service("a").is(Status.DOWN, "timed out"))));
    assertTrue(line.due(later(150, service("a").paused())));
    assertTrue(line.due(later(180, service("a").paused(), service("b"))));
    assertFalse(line.due(later(779, service("a").paused(), service("b"))));
    assertTrue(line.due(later(780, service("a").paused(), service("b"))));
    assertFalse(line.due(later(790, service("a").paused(), service("b"))));
  }

  private static Report later(long seconds, Sample... services) {
    return new Report(NOW.plusSeconds(seconds), null, null, report(services).services());
  }
}
