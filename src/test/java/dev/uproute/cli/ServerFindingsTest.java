package dev.uproute.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.PostgresServer;
import dev.uproute.TestDatabase;
import dev.uproute.store.Connections;
import dev.uproute.store.Lease;
import dev.uproute.store.PostgresAddress;
import dev.uproute.store.Store;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What doctor says of a database on a server. */
class ServerFindingsTest {
  private static PostgresAddress address(Map<String, String> settings) {
    return PostgresAddress.parse(settings.get("uproute.store.url"), "");
  }

  @Test
  void its_tables_are_judged_and_none_is_made() throws Exception {
    Map<String, String> settings = TestDatabase.settings(PostgresServer.empty());
    ServerFindings before = ServerFindings.of(address(settings), Instant.now());
    assertEquals("no tables of Uproute", before.findings().get(1).text());
    assertEquals(before, ServerFindings.of(address(settings), Instant.now()));
    try (Store store = new Store(settings)) {
      store.open();
    }
    List<String> lines =
        ServerFindings.of(address(settings), Instant.now()).findings().stream()
            .map(each -> each.level() + " " + each.subject())
            .toList();
    assertEquals(
        List.of(
            "OK database",
            "OK schema",
            "OK rollups",
            "OK deliveries",
            "OK results",
            "OK backups",
            "OK instance"),
        lines);
  }

  @Test
  void an_instance_that_has_the_lease_runs_with_it() throws Exception {
    Map<String, String> settings = TestDatabase.settings(PostgresServer.empty());
    try (Store store = new Store(settings)) {
      Connections reader = new Connections(store, false);
      Connections writer = new Connections(store, true);
      assertEquals(false, runs(settings, "Uproute does not run with this database", store));
      InstantSource clock = InstantSource.system();
      Lease lease = new Lease(store, reader, writer, clock, clock);
      assertTrue(lease.take());
      assertEquals(
          true, runs(settings, "Uproute runs with this database, " + lease.holder(), store));
    }
    ServerFindings after = ServerFindings.of(address(settings), Instant.now());
    assertEquals(false, after.runs(), "it was given back");
  }

  private static Boolean runs(Map<String, String> settings, String text, Store store) {
    store.open();
    ServerFindings found = ServerFindings.of(address(settings), Instant.now());
    assertEquals(Finding.ok("instance", text), found.findings().getLast());
    return found.runs();
  }

  @Test
  void one_that_is_away_is_said_with_what_goes_on() {
    ServerFindings server =
        ServerFindings.of(PostgresAddress.parse("postgresql://127.0.0.1:1/x", ""), Instant.now());
    Finding away = server.findings().getFirst();
    assertNull(server.runs(), "nobody knows");
    assertEquals(Finding.Level.FAIL, away.level());
    assertTrue(
        away.text()
            .startsWith(
                "postgresql://127.0.0.1:1/x cannot be used, the server cannot be reached: "),
        away.text());
  }
}
