package dev.uproute.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.PostgresServer;
import dev.uproute.TestDatabase;
import dev.uproute.store.PostgresAddress;
import dev.uproute.store.Store;
import java.time.Instant;
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
    List<Finding> before = ServerFindings.of(address(settings), Instant.now());
    assertEquals("no tables of Uproute", before.get(1).text());
    assertEquals(before, ServerFindings.of(address(settings), Instant.now()));
    try (Store store = new Store(settings)) {
      store.open();
    }
    List<String> lines =
        ServerFindings.of(address(settings), Instant.now()).stream()
            .map(each -> each.level() + " " + each.subject())
            .toList();
    assertEquals(
        List.of(
            "OK database", "OK schema", "OK rollups", "OK deliveries", "OK results", "OK backups"),
        lines);
  }

  @Test
  void one_that_is_away_is_said_with_what_goes_on() {
    Finding away =
        ServerFindings.of(PostgresAddress.parse("postgresql://127.0.0.1:1/x", ""), Instant.now())
            .getFirst();
    assertEquals(Finding.Level.FAIL, away.level());
    assertTrue(
        away.text()
            .startsWith(
                "postgresql://127.0.0.1:1/x cannot be used, the server cannot be reached: "),
        away.text());
  }
}
