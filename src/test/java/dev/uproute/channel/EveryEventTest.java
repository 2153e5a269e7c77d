package dev.uproute.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.params.provider.EnumSource.Mode.EXCLUDE;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.uproute.FakeClock;
import dev.uproute.channel.Receiver.Answer;
import dev.uproute.check.Authority;
import dev.uproute.check.Result;
import dev.uproute.check.Status;
import dev.uproute.deliver.Message;
import dev.uproute.deliver.Outbox;
import dev.uproute.record.Event;
import dev.uproute.record.Flip;
import dev.uproute.report.Period;
import dev.uproute.report.Reports;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each event there is, from the answer of a real target to every receiver there is. What they show
 * stands in every-event.txt.
 */
@Execution(ExecutionMode.CONCURRENT)
class EveryEventTest {
  private static final Duration GATHERED = Duration.ofSeconds(10);

  private static final String OTHERS =
      "cpu: none, load: none, swap: none, disk: none, temperature: none, updates: none,";

  @TempDir Path folder;
  private volatile int status = 200;
  private volatile int canaryStatus = 200;
  private final List<AutoCloseable> open = new ArrayList<>();
  private Receiver target;
  private Everyone everyone;
  private ChannelProgram room;
  private Authority authority;

  @BeforeEach
  void start() throws Exception {
    target = opened(new Receiver(_ -> Answer.of(status, "")));
    Receiver canary = opened(new Receiver(_ -> Answer.of(canaryStatus, "")));
    everyone = opened(new Everyone(folder));
    authority = new Authority("Homelab");
    Map<String, String> further =
        Map.of(
            "uproute.canaries.local", canary.url("/"),
            "uproute.report.zone", "UTC",
            "uproute.tls.authorities", authority.write(folder.resolve("ca.pem")).toString());
    room =
        opened(new ChannelProgram(folder, FakeClock.beans(folder), everyone.settings(), further));
    watch("");
    check(200);
    minutes(5);
  }

  private <T extends AutoCloseable> T opened(T each) {
    open.addFirst(each);
    return each;
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  private void watch(String more) {
    room.watch(
        "{ id: plex, name: Plex, url: \"%s\", degraded: { http_status: 429 }%s }"
            .formatted(target.url("/"), more));
  }

  /** A check that is answered so. */
  private List<Result> check(int answer) {
    status = answer;
    return room.check();
  }

  private void minutes(int count) {
    room.pass(Duration.ofMinutes(count));
  }

  /** Down, and told. */
  private void down() {
    check(503);
    minutes(1);
  }

  @ParameterizedTest
  @EnumSource(mode = EXCLUDE, names = "TEST")
  void reaches_every_receiver_as_it_should(Event event) throws Exception {
    happen(event);
    everyone.forget();
    room.pass(GATHERED);
    assertTold(event);
    String refused = "select count(*) from delivery where state not in ('sent', 'suppressed')";
    assertEquals("0", room.ask(refused));
  }

  private void happen(Event event) throws Exception {
    switch (event) {
      case DOWN -> check(503);
      case UP -> {
        down();
        minutes(8);
        check(200);
      }
      case DEGRADED -> check(429);
      case PARTIAL -> partial();
      case ESCALATED -> {
        down();
        down();
        check(503);
      }
      case REMINDER -> {
        watch(", escalate_after: 0, remind_every: 2h");
        down();
        minutes(119);
        check(503);
      }
      case FLAPPING -> flapping();
      case TLS -> certificate();
      case HOST -> machine();
      case BUDGET -> budget();
      case SELF -> offline();
      case REPORT -> report();
      case TEST -> throw new IllegalArgumentException("is not stored");
    }
  }

  private void partial() {
    Result up = check(200).getFirst();
    room.record(
        List.of(
            new Result(
                up.service(),
                room.clock().instant(),
                Status.PARTIAL,
                "down from nyc2 only: HTTP 503",
                up.evidence())));
  }

  private void budget() {
    watch(", down_after: 99, escalate_after: 0, objective: { uptime: 99.9 }");
    Result down = check(503).getFirst();
    List<Result> found = new ArrayList<>();
    for (int i = 1; i <= 10; i++) {
      found.add(ChannelProgram.at(down, room.clock().instant().minusSeconds(i)));
    }
    room.record(found);
    run("direct:budget-count", Map.of());
  }

  private void flapping() {
    for (int answer : new int[] {503, 200, 503, 200, 503}) {
      minutes(1);
      check(answer);
    }
  }

  private void offline() {
    canaryStatus = 503;
    check(503);
    minutes(10);
    canaryStatus = 200;
    check(200);
  }

  @Test
  void a_test_reaches_every_receiver_as_it_should() throws Exception {
    everyone.names().forEach(this::test);
    assertTold(Event.TEST);
  }

  /** Each receiver got one message, as the row of the event says. */
  private void assertTold(Event event) throws Exception {
    Map<String, String> row = row(event);
    StringBuilder expected = new StringBuilder();
    StringBuilder notified = new StringBuilder();
    for (String name : everyone.names()) {
      String text = row.get(name.equals("pagerduty") ? "summary" : "text");
      String how = row.getOrDefault(name, "").replace("NAME", name);
      expected.append("%s: [%s · %s]%n".formatted(name, how, text.replace("NAME", name)));
      notified.append("%s: %s%n".formatted(name, everyone.got(name)));
    }
    assertEquals(expected.toString(), steady(notified.toString()));
  }

  /** What stands under each heading of every-event.txt in the row of an event. */
  private static Map<String, String> row(Event event) throws Exception {
    try (InputStream file = EveryEventTest.class.getResourceAsStream("/every-event.txt")) {
      String table = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      List<String[]> rows = table.lines().map(line -> line.split(" *\\| *")).toList();
      String[] found = rows.stream().filter(r -> r[0].equals(event.word())).findFirst().get();
      Map<String, String> row = new HashMap<>();
      for (int i = 0; i < found.length; i++) {
        row.put(rows.getFirst()[i], found[i]);
      }
      return row;
    }
  }

  /** Without what is another one in each run. */
  private static String steady(String notified) {
    return notified
        .replaceAll("\\d{4}-\\d\\d-\\d\\d", "DATE")
        .replaceAll("\\d{4}-W\\d\\d", "WEEK")
        .replaceAll(":\\d{4,5}\\b", ":PORT")
        .replaceAll("\\d+(\\.\\d)? (ms|%)", "N $2");
  }

  private void machine() {
    room.watch("{ id: nas, name: NAS, url: \"host://\", limits: { %s ram: 1 } }".formatted(OTHERS));
    room.check();
  }

  private void report() {
    Result found = check(200).getFirst();
    Instant now = room.clock().instant();
    room.record(List.of(ChannelProgram.at(found, now.minus(7, ChronoUnit.DAYS))));
    Period week = Period.finished(Period.Kind.WEEK, now, ZoneOffset.UTC);
    List<Flip> flips = room.bean("reports", Reports.class).flips(week);
    run("direct:report-store", Map.of("period", week, "flips", flips));
  }

  private void run(String route, Map<String, Object> variables) {
    Exchange exchange = room.camel().request(route, e -> variables.forEach(e::setVariable));
    assertNull(exchange.getException());
  }

  private void test(String channel) {
    Message message = room.bean("outbox", Outbox.class).test(channel);
    run("direct:deliver-message", Map.of("channel", channel, "message", message));
  }

  private void certificate() throws Exception {
    Instant now = room.clock().instant();
    Authority.Site site =
        authority.site(now.minus(76, ChronoUnit.DAYS), now.plus(14, ChronoUnit.DAYS), "localhost");
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
    server.setHttpsConfigurator(new HttpsConfigurator(site.context()));
    server.createContext("/", exchange -> exchange.sendResponseHeaders(204, -1));
    server.start();
    opened(() -> server.stop(0));
    room.watch(
        "{ id: plex, name: Plex, url: \"https://localhost:%d/\" }"
            .formatted(server.getAddress().getPort()));
    room.check();
  }
}
