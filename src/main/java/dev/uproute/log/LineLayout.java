package dev.uproute.log;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.core.LayoutBase;
import dev.uproute.text.Words;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/**
 * An event as one line for people: time with its offset from UTC, level, who says it, what, and of
 * what was thrown each cause with the place in our code. At DEBUG the stack traces follow. Nothing
 * that a target, a name or an exception puts into it ends the line, moves a cursor or turns the
 * text around, because such characters are written as their numbers. Thread-safe.
 */
final class LineLayout extends LayoutBase<ILoggingEvent> {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX").withZone(ZoneId.systemDefault());

  private static final String OURS = "dev.uproute.";
  private static final int CAUSES = 10;

  @Override
  public String doLayout(ILoggingEvent event) {
    StringBuilder line = new StringBuilder(200);
    TIME.formatTo(Instant.ofEpochMilli(event.getTimeStamp()), line);
    line.append(" %-5s %-11s ".formatted(event.getLevel(), who(event.getLoggerName())));
    line.append(Words.visible(event.getFormattedMessage()));
    StringBuilder traces = new StringBuilder();
    IThrowableProxy cause = event.getThrowableProxy();
    for (int i = 0; cause != null && i < CAUSES; i++) {
      line.append(i == 0 ? ": " : "; caused by ").append(summary(cause));
      traces.append("\n  ").append(summary(cause));
      for (StackTraceElementProxy step : cause.getStackTraceElementProxyArray()) {
        traces.append("\n    at ").append(step.getStackTraceElement());
      }
      cause = cause.getCause();
    }
    return line.append(debug() ? traces : "").append('\n').toString();
  }

  /** Of ours the package, which is the name of its routes; else the last word, such as a route. */
  private static String who(String logger) {
    if (logger.startsWith(OURS)) {
      return logger.substring(OURS.length()).replaceFirst("\\..*", "");
    }
    return logger.substring(logger.lastIndexOf('.') + 1);
  }

  private boolean debug() {
    return getContext() instanceof ch.qos.logback.classic.LoggerContext log
        && log.getLogger(Logger.ROOT_LOGGER_NAME).isDebugEnabled();
  }

  /**
   * For example {@code java.io.IOException: No space left at
   * dev.uproute.file.Append.line(Append.java:41)}.
   */
  private static String summary(IThrowableProxy thrown) {
    String message = thrown.getMessage() == null ? "" : ": " + Words.visible(thrown.getMessage());
    StackTraceElementProxy[] steps = thrown.getStackTraceElementProxyArray();
    StackTraceElement place = null;
    for (StackTraceElementProxy step : steps) {
      StackTraceElement element = step.getStackTraceElement();
      if (element.getClassName().startsWith(OURS)) {
        place = element;
        break;
      }
    }
    if (place == null && steps.length > 0) {
      place = steps[0].getStackTraceElement();
    }
    return thrown.getClassName() + message + (place == null ? "" : " at " + place);
  }
}
