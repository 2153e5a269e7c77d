package dev.uproute.oncall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.FakeClock;
import dev.uproute.GivenSettings;
import dev.uproute.Logged;
import dev.uproute.OnEachDatabaseNightly;
import dev.uproute.ServiceBuilder;
import dev.uproute.TestDatabase;
import dev.uproute.channel.Receiver;
import dev.uproute.health.Health;
import dev.uproute.service.Escalation;
import dev.uproute.service.OnCall;
import dev.uproute.service.Selection;
import dev.uproute.service.Services;
import dev.uproute.store.Store;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** Calendars through the shipped routes, from a real server and files, into a real database. */
@OnEachDatabaseNightly
class CalendarsTest {
  /** The clock stands at noon of 2026-06-17. */
  private static final String ANNA =
      "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//y//EN\nBEGIN:VEVENT\nUID:1\n"
          + "DTSTART:20260601T080000Z\nDURATION:PT12H\nRRULE:FREQ=DAILY\nSUMMARY:anna\n"
          + "END:VEVENT\nEND:VCALENDAR\n";

  private static final String BOB = ANNA.replace("anna", "bob");

  @Parameter TestDatabase database;
  @TempDir Path folder;

  private Main main() throws Exception {
    Main main = new Main();
    main.setDefaultPropertyPlaceholderLocation("file:application.properties");
    GivenSettings.on(main);
    main.configure()
        .setRoutesIncludePattern(
            "file:%s,file:routes/on-call.camel.yaml,file:routes/send-http.camel.yaml,file:routes/errors.camel.yaml"
                .formatted(FakeClock.beans(folder)));
    main.configure().setAutoStartupExcludePattern("on-call");
    database
        .settings(TestDatabase.migrated(folder.resolve("data/uptime_history.db")))
        .forEach(main::addOverrideProperty);
    main.start();
    main.lookup("store", Store.class).openOrWait();
    return main;
  }

  private static void list(Main main, String address) {
    OnCall.Calendar calendar =
        new OnCall.Calendar(
            URI.create(address),
            Map.of("anna", List.of("sms"), "bob", List.of("mail")),
            ZoneOffset.UTC);
    OnCall duty = new OnCall("duty", List.of(), ZoneOffset.UTC, calendar, List.of());
    main.lookup("services", Services.class)
        .escalate(
            List.of(
                new Escalation(
                    "ops",
                    List.of(new Escalation.Step(Duration.ZERO, List.of(), List.of(duty))),
                    null,
                    new Selection(List.of(), List.of(), Map.of()))));
    main.lookup("calendars", Calendars.class).recall();
  }

  /** What route on-call does each second. */
  private static int read(Main main) throws Exception {
    List<OnCall.Calendar> due = main.lookup("calendars", Calendars.class).due();
    for (OnCall.Calendar each : due) {
      main.getCamelTemplate()
          .request("direct:on-call-read", exchange -> exchange.setVariable("calendar", each));
    }
    return due.size();
  }

  private static Set<String> notified(Main main) {
    return main.lookup("services", Services.class)
        .escalation(ServiceBuilder.named("a").service())
        .channels(0, main.lookup("clock", FakeClock.class).instant());
  }

  private static void pass(Main main, Duration time) {
    main.lookup("clock", FakeClock.class).pass(time);
  }

  private static String problem(Main main) {
    return main.lookup("health", Health.class).problems().stream()
        .filter(each -> each.name().equals("on-call"))
        .map(Health.Problem::sentence)
        .findFirst()
        .orElse(null);
  }

  @Test
  void what_a_calendar_said_last_counts_while_it_is_away_also_after_a_restart() throws Exception {
    AtomicReference<Receiver.Answer> answer =
        new AtomicReference<>(new Receiver.Answer(200, ANNA, Map.of("ETag", "\"1\"")));
    try (Receiver server = new Receiver(_ -> answer.get());
        Logged log = Logged.of(Calendars.class)) {
      String address = server.url("/secret-part-of-it/on-call.ics").replace("//", "//me:pass@");
      Main main = main();
      list(main, address);
      assertEquals(Set.of("sms", "mail"), notified(main), "it was never read");
      assertEquals(1, read(main));
      assertEquals(Set.of("sms"), notified(main));
      assertEquals(0, read(main), "it is not due");
      assertEquals(
          "Basic bWU6cGFzcw==", server.requests.getFirst().headers().getFirst("Authorization"));

      answer.set(new Receiver.Answer(304, "", Map.of()));
      pass(main, Duration.ofMinutes(5));
      assertEquals(1, read(main));
      assertEquals("\"1\"", server.requests.getLast().headers().getFirst("If-None-Match"));
      assertNull(problem(main));

      String elsewhere = server.url("/elsewhere");
      for (Receiver.Answer wrong :
          List.of(
              Receiver.Answer.of(503, "no"),
              Receiver.Answer.of(503, "no"),
              new Receiver.Answer(302, "", Map.of("Location", elsewhere)),
              Receiver.Answer.of(200, "<html>"),
              Receiver.Answer.of(200, ANNA.replace("DAILY", "SECONDLY")),
              Receiver.Answer.of(200, ANNA + " ".repeat(1 << 20)))) {
        answer.set(wrong);
        pass(main, Duration.ofMinutes(5));
        assertEquals(1, read(main));
        assertEquals(Set.of("sms"), notified(main));
        assertTrue(problem(main).startsWith("duty's calendar "), problem(main));
      }
      assertTrue(
          server.requests.stream().noneMatch(each -> each.path().equals("/elsewhere")),
          "a redirect is not followed");
      assertEquals(5, log.lines().size(), () -> log.lines().toString());
      log.has("HTTP 503; what it said at 2026-06-17T12:05:00Z counts");
      log.has("a redirect, which is not followed");
      log.has("larger than 1 MiB");
      log.has("more often than hourly");
      assertFalse(log.lines().toString().matches(".*(secret-part|pass).*"), log.lines()::toString);
      // weeks later, at the end of what was looked for
      pass(main, Duration.ofDays(60));
      read(main);
      assertEquals(Set.of("sms"), notified(main));
      main.stop();

      Main again = main();
      list(again, address);
      assertEquals(Set.of("sms"), notified(again), "it is in the database");
      read(again);
      assertEquals(Set.of("sms"), notified(again));
      answer.set(Receiver.Answer.of(200, BOB));
      pass(again, Duration.ofMinutes(1));
      read(again);
      assertEquals(Set.of("mail"), notified(again));
      assertNull(problem(again));
      pass(again, Duration.ofHours(12));
      assertEquals(Set.of("sms", "mail"), notified(again), "nobody is on call by night");
      list(again, server.url("/another"));
      assertEquals(Set.of("sms", "mail"), notified(again), "what is kept is of another address");
      again.stop();
    }
  }

  @Test
  void a_file_is_a_calendar_too() throws Exception {
    Path file = folder.resolve("on-call.ics");
    Main main = main();
    list(main, file.toUri().toString());
    assertEquals(1, read(main));
    assertTrue(problem(main).contains("there is no such file"), problem(main));
    Files.writeString(file, BOB);
    pass(main, Duration.ofMinutes(1));
    read(main);
    assertEquals(Set.of("mail"), notified(main));
    assertNull(problem(main));
    main.stop();
  }
}
