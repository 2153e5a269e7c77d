package dev.uproute.report;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.store.Connections;
import dev.uproute.store.Store;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpanTest {
  @TempDir Path folder;

  @Test
  void a_time_is_counted_by_index_service_by_service() throws Exception {
    try (Store store = new Store("sqlite", folder.resolve("x.db").toString());
        Connection writer = new Connections(store, true).getConnection();
        Statement statement = writer.createStatement()) {
      for (String sql : List.of(Span.COUNTS, Span.PARTS)) {
        String plain =
            sql.replaceAll("(?m)^\\s*--.*$", "").replace(":ids", "'a'").replaceAll(":\\w+", "1");
        try (ResultSet plan = statement.executeQuery("explain query plan " + plain)) {
          int searches = 0;
          while (plan.next()) {
            String step = plan.getString("detail");
            assertFalse(step.matches("SCAN [rt]\\b.*"), step);
            assertFalse(step.matches("SEARCH [rt] .*\\(service=\\?\\)"), step);
            searches += step.startsWith("SEARCH") ? 1 : 0;
          }
          assertTrue(searches >= 9, "each of the ranges is searched");
        }
      }
    }
  }
}
