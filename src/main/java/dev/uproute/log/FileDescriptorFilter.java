package dev.uproute.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what libraries and checks log when the file descriptors run out to one line in ten minutes:
 * each connection and each check fails of it again. Thread-safe.
 */
final class FileDescriptorFilter extends Filter<ILoggingEvent> {
  private static final Logger LOG = LoggerFactory.getLogger(FileDescriptorFilter.class);
  private static final long PAUSE = Duration.ofMinutes(10).toMillis();
  private static final String SIGN = "Too many open files";
  private static final int CAUSES = 10;

  private long logged = -PAUSE;

  @Override
  public FilterReply decide(ILoggingEvent event) {
    if (event.getLevel().isGreaterOrEqual(Level.WARN) && exhausted(event)) {
      say(event.getTimeStamp());
      return FilterReply.DENY;
    }
    return FilterReply.NEUTRAL;
  }

  private void say(long now) {
    synchronized (this) {
      if (now - logged < PAUSE && now >= logged) {
        return;
      }
      logged = now;
    }
    LOG.warn(
        "No file descriptor is left: checks that need one are UNKNOWN, and heartbeats are received"
            + " late, until some are free; raise the limit (ulimit -n)");
  }

  private static boolean exhausted(ILoggingEvent event) {
    if (event.getFormattedMessage().contains(SIGN)) {
      return true;
    }
    IThrowableProxy cause = event.getThrowableProxy();
    for (int i = 0; cause != null && i < CAUSES; i++) {
      if (String.valueOf(cause.getMessage()).contains(SIGN)) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }
}
