package dev.uproute.deliver;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.uproute.FreePort;
import dev.uproute.Jar;
import dev.uproute.Recording;
import dev.uproute.Wait;
import dev.uproute.Watched;
import dev.uproute.check.Authority;
import dev.uproute.check.Evidence;
import dev.uproute.check.Result;
import dev.uproute.check.Status;
import dev.uproute.service.Policy;
import dev.uproute.service.Service;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A restart notifies of nothing again, and forgets nothing that still waits. */
@Execution(ExecutionMode.CONCURRENT)
class RestartTest {
  private static final int SERVICES = 50;
  private static final Instant BEGUN = Instant.parse("2026-06-17T12:00:00Z");
  private static final Duration LIMIT = Wait.LONG;

  /** How often each service was checked at least. */
  private static final String RESULTS =
      "select min(checks) from (select count(*) as checks from result group by service)";

  private static final String STATES =
      "select group_concat(line) from (select state || ' ' || event || ' ' || count(*) as line"
          + " from delivery join flip on flip.id = flip group by state, event)";

  @TempDir Path folder;

  @Test
  void restarts_and_kills_with_fifty_services_down_notify_of_nothing() throws Exception {
    HttpsServer server = expiring();
    services(FreePort.find(), server.getAddress().getPort());
    try {
      String notified;
      try (Jar jar = Jar.start(folder)) {
        until(
            jar, "select count(*) = %d from delivery where state = 'sent'".formatted(SERVICES + 1));
        notified = Files.readString(folder.resolve("alerts/diary.txt"));
      }
      for (int i = 0; i < 3; i++) {
        String results = ask(RESULTS);
        try (Jar jar = Jar.start(folder)) {
          until(jar, "select (%s) > %s".formatted(RESULTS, results));
          if (i % 2 == 0) {
            jar.process().destroy();
            assertEquals(0, jar.exit());
          }
          // the others are killed
        }
        assertEquals(notified, Files.readString(folder.resolve("alerts/diary.txt")), "start " + i);
        assertEquals(
            "down 50,tls 1",
            ask(
                "select group_concat(line) from"
                    + " (select event || ' ' || count(*) as line from flip group by event)"),
            "start " + i);
        assertEquals("51", ask("select count(*) from delivery where state = 'sent'"));
      }
    } finally {
      server.stop(0);
    }
  }

  private void services(int closed, int https) throws Exception {
    Files.writeString(
        folder.resolve("application.properties"),
        """
        uproute.alert.channels = diary
        uproute.alert.gather = 1s
        uproute.alert.diary.to = file:alerts?fileName=diary.txt&fileExist=Append&appendChars=%0A
        uproute.tls.authorities = ca.pem
        """);
    String down =
        IntStream.range(0, SERVICES)
            .mapToObj(i -> "- { id: s%d, url: \"http://127.0.0.1:%d/\" }".formatted(i, closed))
            .collect(joining("\n"));
    Files.writeString(
        folder.resolve("services.yaml"),
        """
        defaults: { interval: 2s, escalate_after: 0, remind_every: 1h }
        services:
        # its first handshake may take longer than its timeout on a busy machine
        - { id: shop, url: "https://localhost:%d/", interval: 5s, down_after: 99 }
        %s
        """
            .formatted(https, down));
  }

  /** A server whose certificate is near its end. */
  private HttpsServer expiring() throws Exception {
    Authority authority = new Authority("Homelab");
    authority.write(folder.resolve("ca.pem"));
    Instant now = Instant.now();
    Authority.Site site =
        authority.site(now.minus(80, ChronoUnit.DAYS), now.plus(10, ChronoUnit.DAYS), "localhost");
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    server.setHttpsConfigurator(new HttpsConfigurator(site.context()));
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    return server;
  }

  private void until(Jar jar, String condition) throws Exception {
    Path file = folder.resolve("data/uptime_history.db");
    assertTrue(
        Wait.until(LIMIT, () -> Files.exists(file) && "1".equals(quietly(condition))),
        () -> "not true: " + condition + ", but " + quietly(STATES) + said(jar));
    assertTrue(jar.process().isAlive());
  }

  private static String said(Jar jar) {
    try {
      return "\n" + jar.err();
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Null while there is no table yet. */
  private String quietly(String sql) {
    try {
      return ask(sql);
    } catch (Exception e) {
      return null;
    }
  }

  private String ask(String sql) throws Exception {
    try (Connection connection = Recording.outside(folder.resolve("data/uptime_history.db"))) {
      return Recording.ask(connection, sql);
    }
  }

  @Test
  void what_is_counted_and_timed_goes_on_over_a_restart_after_every_result() throws Exception {
    Diary diary = new Diary();
    diary.expect("tls", 1, Status.UP, 20);
    diary.expect("", 1, Status.UP, 20);
    diary.expect("down", 1, Status.DOWN, 20);
    diary.expect("", 1, Status.DOWN, 20);
    diary.expect("", 1, Status.DOWN, 20);
    diary.expect("escalated", 1, Status.DOWN, 20);
    diary.expect("", 119, Status.DOWN, 20);
    diary.expect("reminder", 1, Status.DOWN, 20);
    diary.expect("", 119, Status.DOWN, 20);
    diary.expect("reminder", 1, Status.DOWN, 20);
    diary.expect("up", 1, Status.UP, 20);
    diary.expect("", 1, Status.UP, 20);
    diary.expect("tls", 1, Status.UP, 6);
    diary.expect("", 1, Status.UP, 6);
  }

  /** Every result is found by a program that was started for it. */
  private final class Diary {
    private final Service service =
        Watched.service("a", "a", new Policy(1, 1, 4, Duration.ofHours(2), List.of(30, 7)), true);
    private Instant now = BEGUN;
    private int entries;

    /**
     * @param event what is told, or nothing
     * @param minutes since the result before
     * @param days from the first entry to the end of the certificate
     */
    void expect(String event, int minutes, Status status, int days) throws Exception {
      now = now.plus(Duration.ofMinutes(minutes));
      Evidence.Timings phases = new Evidence.Timings(1L, 1L, 1L, 1L, 1L);
      Instant end = BEGUN.plus(days, ChronoUnit.DAYS);
      Evidence found = new Evidence(204, 1L, phases, "127.0.0.1", 1, end);
      Evidence evidence = status == Status.DOWN ? Evidence.NONE : found;
      try (Desk desk = new Desk(folder, "team")) {
        desk.watch(service);
        desk.clock().pass(Duration.between(desk.clock().instant(), now));
        desk.camel()
            .requestBody(
                "direct:record-batch", List.of(new Result(service, now, status, "why", evidence)));
        desk.pass(59);
        List<String> notified = desk.at("team").lines();
        assertEquals(
            event.isEmpty() ? List.of() : List.of(event + " a"), notified, "entry " + entries);
        entries++;
      }
    }
  }
}
