package dev.uproute.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.uproute.Watched;
import dev.uproute.check.Status;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionSynchronizationUtils;

class BacklogTest {
  private Instant now = Instant.parse("2026-06-17T12:00:00Z");

  @Test
  void an_outage_of_the_database_is_said_at_its_beginning_and_its_end_in_words() {
    Logger log = (Logger) LoggerFactory.getLogger(Backlog.class);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    log.setLevel(Level.INFO);
    log.addAppender(lines);
    TransactionSynchronizationManager.initSynchronization();
    try {
      Backlog backlog = new Backlog(10, () -> now);
      backlog.failed(new IllegalStateException("disk full"));
      backlog.failed(new IllegalStateException("disk full"));
      now = now.plusMillis(90_454);
      backlog.waiting();
      TransactionSynchronizationUtils.invokeAfterCommit(
          TransactionSynchronizationManager.getSynchronizations());
    } finally {
      TransactionSynchronizationManager.clearSynchronization();
      log.detachAppender(lines);
      log.setLevel(null);
    }
    assertEquals(
        List.of(
            "The history cannot be written; up to 10 results are kept in memory and tried again"
                + " every second",
            "The history is written again after 90s; 0 results were kept, 0 had to be dropped"),
        lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList());
  }

  @Test
  void a_round_larger_than_the_backlog_is_kept_whole_while_the_database_works() {
    Backlog backlog = new Backlog(3, () -> now);
    backlog.add(Collections.nCopies(5, Watched.result(Watched.service("a"), now, Status.UP)));
    assertEquals(5, backlog.size());
    assertEquals(0, backlog.dropped());
  }
}
