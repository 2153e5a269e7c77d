package dev.uproute.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.Recording;
import dev.uproute.ServiceBuilder;
import dev.uproute.Watched;
import dev.uproute.dns.ScriptedServer;
import dev.uproute.record.SelfEvents;
import dev.uproute.service.Service;
import dev.uproute.text.Deadline;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;

/** What it means when no name server answers, as a diary. */
class ConnectivityTest {
  private Instant now = Instant.parse("2026-06-17T12:00:00Z");
  private final Connectivity network = new Connectivity(() -> now);
  private final Set<String> dead = ConcurrentHashMap.newKeySet();
  private int ttl = 0;
  private final ScriptedServer server = new ScriptedServer(this::answer);
  private final Resolver resolver =
      new Resolver(
          new AddressPolicy("file", "deny"),
          network,
          ScriptedServer.names(() -> now.toEpochMilli() * 1_000_000, server));

  ConnectivityTest() throws IOException {}

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  private byte[] answer(Message query, boolean tcp) throws Exception {
    boolean fails = dead.contains(ScriptedServer.name(query)) || dead.contains("all");
    return (fails ? ScriptedServer.code(Rcode.SERVFAIL) : ScriptedServer.here(ttl))
        .answer(query, tcp);
  }

  private static Service service(String id, Service.Zone zone) {
    return ServiceBuilder.named(id).with(b -> b.zone = zone).service();
  }

  /** The status a check of this host would have after so many seconds. */
  private Status found(int later, String host, Service.Zone zone) {
    now = now.plusSeconds(later);
    try {
      Deadline deadline = Deadline.after(Duration.ofSeconds(5));
      resolver.resolve(service(host, zone), host, 80, deadline, new CheckTrace(deadline));
      return Status.UP;
    } catch (NoAnswer none) {
      return none.status();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void expect(Status status, int later, String host) {
    assertEquals(status, found(later, host, Service.Zone.EXTERNAL));
  }

  /** The outages that ended since the last call. */
  private List<String> over() {
    return network.take().stream()
        .map(
            outage ->
                "%s %d s %d"
                    .formatted(
                        outage.zone(),
                        Duration.between(outage.from(), outage.to()).toSeconds(),
                        outage.services()))
        .toList();
  }

  @Test
  void a_name_server_that_is_dead_for_ten_minutes_is_reported_once_when_it_is_over() {
    expect(Status.UP, 0, "a.example");
    dead.add("all");
    for (int minute = 0; minute < 10; minute++) {
      expect(Status.UNKNOWN, 30, "a.example");
      expect(Status.UNKNOWN, 30, "b.example");
    }
    assertEquals(List.of(), over());
    dead.clear();
    expect(Status.UP, 30, "a.example");
    expect(Status.UP, 30, "b.example");
    assertEquals(List.of("EXTERNAL 600 s 2"), over());
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 70, 600})
  void an_outage_of_any_length_is_reported_once(int seconds) {
    expect(Status.UP, 0, "a.example");
    expect(Status.UP, 0, "b.example");
    dead.add("all");
    for (int i = 0; i < seconds; i += 10) {
      expect(Status.UNKNOWN, 5, "a.example");
      expect(Status.UNKNOWN, 5, "b.example");
    }
    dead.clear();
    for (int i = 0; i < 10; i++) {
      expect(Status.UP, 5, "a.example");
      expect(Status.UP, 5, "b.example");
    }
    assertEquals(List.of("EXTERNAL " + seconds + " s 2"), over());
  }

  @Test
  void what_is_remembered_of_another_name_neither_ends_it_nor_proves_a_failure() {
    ttl = 300;
    expect(Status.UP, 0, "b.example");
    dead.add("all");
    expect(Status.UNKNOWN, 0, "a.example");
    expect(Status.UP, 20, "b.example");
    expect(Status.UNKNOWN, 40, "a.example");
    expect(Status.UP, 40, "b.example");
    expect(Status.UNKNOWN, 1, "a.example");
    assertEquals(List.of(), over());
  }

  @Test
  void a_name_that_alone_is_not_resolved_is_down_and_nothing_is_reported_of_us() {
    dead.add("a.example");
    expect(Status.UNKNOWN, 0, "a.example");
    expect(Status.UP, 20, "b.example");
    expect(Status.UNKNOWN, 5, "a.example");
    expect(Status.DOWN, 20, "a.example");
    expect(Status.UP, 40, "b.example");
    expect(Status.DOWN, 20, "a.example");
    dead.clear();
    expect(Status.UP, 60, "a.example");
    assertEquals(List.of(), over());
  }

  @Test
  void the_local_network_is_judged_by_its_own_names() {
    dead.add("nas.lan");
    assertEquals(Status.UNKNOWN, found(0, "nas.lan", Service.Zone.LOCAL));
    expect(Status.UP, 60, "b.example");
    assertEquals(Status.UNKNOWN, found(60, "nas.lan", Service.Zone.LOCAL));
    dead.clear();
    assertEquals(Status.UP, found(60, "nas.lan", Service.Zone.LOCAL));
    assertEquals(List.of("LOCAL 180 s 1"), over());
  }

  @Test
  void the_end_of_an_outage_is_stored_as_one_flip_of_ours(@TempDir Path folder) throws Exception {
    try (Recording recording = new Recording(folder.resolve("history.db"))) {
      Connectivity shipped = recording.bean("connectivity", Connectivity.class);
      recording
          .bean("selfEvents", SelfEvents.class)
          .add(now, "No result for three intervals of Web");
      Service web = service("web", Service.Zone.EXTERNAL);
      shipped.offline(web);
      shipped.online(Service.Zone.EXTERNAL);
      assertTrue(shipped.over());
      recording.send("direct:connectivity-check-over", null);
      assertFalse(shipped.over());
      assertEquals("0", recording.ask("select count(*) from flip"));
      // nobody has to be checked for that
      recording.record(List.of());
      assertEquals("2", recording.ask("select count(*) from flip"));
      recording.record(List.of(Watched.result(web, now, Status.UP)));
      recording.record(List.of(Watched.result(web, now.plusSeconds(60), Status.UP)));
      assertEquals("2", recording.ask("select count(*) from flip"));
      assertEquals(
          "2", recording.ask("select count(*) from flip where service is null and event = 'self'"));
      String notified = recording.ask("select reason from flip order by id desc");
      assertEquals(
          "Uproute was offline (0 s): no canary answered; 1 service was not judged",
          notified.replaceFirst(" [^ ]*–[^ ]* UTC", "").replaceFirst("\\(\\d+ s", "(0 s"));
      assertEquals(1, recording.liveState().report(List.of(web), null).services().size());
    }
  }
}
