package dev.uproute.report;

import dev.uproute.record.SelfEvents;
import dev.uproute.store.Store;
import dev.uproute.store.StoreSize;
import dev.uproute.text.Sizes;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Keeps the file of the database below a size, for route {@code keep-size}: what is oldest goes
 * before its time, single results first and then hours; days, flips and deliveries never. It begins
 * at 95 %, because the file grows between two looks. Keeps what people know of it; for one thread.
 */
public final class SizeCap {
  private static final Logger LOG = LoggerFactory.getLogger(SizeCap.class);
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final long DAY = Duration.ofDays(1).toMillis();

  private final long cap;
  private final Retention retention;
  private final StoreSize size;
  private final JdbcTemplate reader;
  private final SelfEvents selfEvents;
  private final InstantSource clock;
  private final Set<String> said = new HashSet<>();

  /**
   * @param cap {@code uproute.keep.size}: a size with its unit, or {@code none}
   */
  public SizeCap(
      String cap,
      Retention retention,
      StoreSize size,
      DataSource reader,
      SelfEvents selfEvents,
      InstantSource clock) {
    this.cap = cap.equals("none") ? 0 : Sizes.parse(cap);
    this.retention = retention;
    this.size = size;
    this.reader = new JdbcTemplate(reader);
    this.selfEvents = selfEvents;
    this.clock = clock;
  }

  /**
   * What is to go next.
   *
   * @param last what went last
   * @return null when the database is small enough, or all that may go is gone
   */
  public Retention.Limits next(Retention.Limits last) {
    long least = cap - cap / 20;
    long used = cap == 0 ? 0 : size.now().used();
    if (used <= least) {
      return null;
    }
    double share = (double) (used - least) / used / 2;
    long now = clock.millis();
    long results = upto("select-oldest-result", last.results(), share, HOUR, now);
    long hours = results > 0 ? 0 : upto("select-oldest-hour", last.hours(), share, DAY, now);
    if (results == 0 && hours == 0) {
      say(
          "The database is above uproute.keep.size, and nothing is left in it that may go for that: days, changes of state and what waits to be sent stay");
      return null;
    }
    LOG.info(
        "The database is above 95 % of uproute.keep.size: {} before {} go",
        results > 0 ? "results" : "hours", Instant.ofEpochMilli(results + hours));
    return retention.limits().and(Math.max(results, last.results()), Math.max(hours, last.hours()));
  }

  /**
   * The end of a first part of what there is from a time on, in whole units; 0 when there is
   * nothing that may go.
   */
  private long upto(String oldest, long from, double share, long unit, long now) {
    Long at = reader.queryForObject(Store.sql(oldest), Long.class, from);
    long latest = now / unit * unit - unit;
    if (at == null || at >= latest) {
      return 0;
    }
    long upto = (at + (long) ((now - at) * share)) / unit * unit + unit;
    return Math.min(upto, latest);
  }

  /** In the log and to people, once. */
  private void say(String sentence) {
    if (said.add(sentence)) {
      LOG.warn("{}", sentence);
      selfEvents.add(sentence);
    }
  }

  /**
   * Gives a little of the file's free space back to the disk while the file is above the size.
   *
   * @return whether to go on
   */
  public boolean shrink() throws SQLException {
    StoreSize.Size before = cap == 0 ? null : size.now();
    if (before == null || before.file() <= cap || before.free() == 0) {
      return false;
    }
    if (!before.shrinks()) {
      say(
          "The file of the database is above uproute.keep.size; it was made by an Uproute that could not give space back, so what went is only used again. docs/history.md says how to make it smaller once");
      return false;
    }
    size.shrink();
    return size.now().file() < before.file();
  }
}
