package dev.uproute.cli;

import dev.uproute.record.Backlog;
import dev.uproute.store.Store;
import dev.uproute.text.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.apache.camel.main.Main;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the log says of a stop: why, how long the program ran, and what is left undone. */
final class StopLog {
  private static final Logger LOG = LoggerFactory.getLogger("Uproute");

  /** The stop must not wait for a database that is away. */
  private static final long PATIENCE = 1;

  private final Main main;
  private final long began = System.nanoTime();
  private final String waiting;

  private StopLog(Main main, String waiting) {
    this.main = main;
    this.waiting = waiting;
  }

  /**
   * Says that it stops, and asks what waits while the database is open.
   *
   * @param ended whether the program ended by itself; else a signal ends it
   */
  static StopLog begin(Main main, boolean ended) {
    Instant now = Instant.now();
    Instant start = ProcessHandle.current().info().startInstant().orElse(now);
    LOG.info(
        "Uproute stops after {}, because {}",
        Words.duration(Duration.between(start, now)),
        ended ? "it cannot go on" : "a signal asks it to");
    return new StopLog(main, waiting(main));
  }

  /** Says what is left, when nothing runs any more. */
  void end() {
    Backlog backlog = main.lookup("backlog", Backlog.class);
    if (backlog != null && backlog.size() > 0) {
      LOG.error(
          "{} in memory could not be written and end with this process",
          Words.count(backlog.size(), "result"));
    }
    LOG.info(
        "Uproute stopped in {} ms{}",
        Duration.ofNanos(System.nanoTime() - began).toMillis(),
        waiting);
  }

  private static String waiting(Main main) {
    DataSource reader = main.lookup("reader", DataSource.class);
    CompletableFuture<String> asked = CompletableFuture.supplyAsync(() -> waiting(reader));
    try {
      return asked.get(PATIENCE, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("what waits is not known", e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return "";
  }

  private static String waiting(DataSource reader) {
    String each =
        new JdbcTemplate(reader)
                .query(
                    Store.sql("select-channels"),
                    (row, _) -> row.getString("name") + " " + row.getLong("waiting"))
                .stream()
                .filter(text -> !text.endsWith(" 0"))
                .collect(Collectors.joining(", "));
    return each.isEmpty() ? "" : "; changes that wait to be sent: " + each;
  }
}
