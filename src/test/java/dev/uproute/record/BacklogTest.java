package dev.uproute.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.uproute.Watched;
import dev.uproute.check.Status;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

@Isolated
class BacklogTest {
  private final SelfEvents selfEvents = new SelfEvents(InstantSource.system());
  private final Exception full =
      new IllegalStateException(new SQLiteException("full", SQLiteErrorCode.SQLITE_FULL));
  private Instant now = Instant.parse("2026-06-17T12:00:00Z");

  @Test
  void an_outage_of_the_database_is_said_at_its_beginning_and_its_end_in_words() {
    Logger log = (Logger) LoggerFactory.getLogger(Backlog.class);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    log.setLevel(Level.INFO);
    log.addAppender(lines);
    try {
      Backlog backlog = new Backlog(10, selfEvents, () -> now);
      backlog.failed(full, null);
      backlog.failed(full, null);
      now = now.plusMillis(90_454);
      backlog.stored(backlog.waiting());
    } finally {
      log.detachAppender(lines);
      log.setLevel(null);
    }
    assertEquals(
        List.of(
            "The history cannot be written, the disk is full; up to 10 results are kept in memory and"
                + " tried again every second",
            "The history is written again after 90s; 0 results were kept, 0 had to be dropped"),
        lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList());
    assertEquals(
        List.of(
            "The history cannot be written since 2026-06-17 12:00 UTC: the disk is full. Checks and"
                + " notifications go on; up to 10 results are kept in memory",
            "The history is written again after 90s; 0 results were kept, 0 had to be dropped"),
        notified());
  }

  @Test
  void people_are_notified_of_a_lock_only_when_it_lasts() {
    Backlog backlog = new Backlog(10, selfEvents, () -> now);
    var busy = new SQLiteException("locked", SQLiteErrorCode.SQLITE_BUSY);
    backlog.failed(busy, null);
    now = now.plusSeconds(29);
    backlog.failed(busy, null);
    assertEquals(List.of(), notified());
    now = now.plusSeconds(1);
    backlog.failed(busy, null);
    backlog.failed(busy, null);
    assertEquals(
        List.of(
            "The history cannot be written since 2026-06-17 12:00 UTC: another program holds the"
                + " lock of the file. Checks and notifications go on; up to 10 results are kept in"
                + " memory"),
        notified());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SQLITE_FULL              | the disk is full
          SQLITE_IOERR_WRITE       | the disk fails
          SQLITE_READONLY_DBMOVED  | the file or its folder is read-only
          SQLITE_CANTOPEN          | the file cannot be opened
          SQLITE_CORRUPT_INDEX     | the file is damaged
          SQLITE_NOTADB            | the file is damaged
          SQLITE_BUSY_SNAPSHOT     | another program holds the lock of the file
          SQLITE_CONSTRAINT_UNIQUE | x
          """)
  void each_way_to_fail_has_its_words(SQLiteErrorCode code, String words) {
    var failure = new IllegalStateException(new SQLiteException("x", code));
    assertEquals(words, StoreFailure.of(failure).reason());
  }

  private List<String> notified() {
    return selfEvents.waiting().stream().map(Flip::reason).toList();
  }

  @Test
  void a_round_larger_than_the_backlog_is_kept_whole_while_the_database_works() {
    Backlog backlog = new Backlog(3, selfEvents, () -> now);
    backlog.add(Collections.nCopies(5, Watched.result(Watched.service("a"), now, Status.UP)));
    assertEquals(5, backlog.size());
    assertEquals(0, backlog.dropped());
  }
}
