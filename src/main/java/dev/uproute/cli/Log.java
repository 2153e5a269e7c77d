package dev.uproute.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.Map;

/**
 * The log: one event, one line, on standard error. A file named by {@code
 * -Dlogback.configurationFile} replaces it.
 *
 * <p>In Java, because reading the same from XML takes longer at every start.
 */
public final class Log extends ContextAwareBase implements Configurator {
  // what a target or a name put into a message cannot forge another line
  private static final String LINE =
      "%d{yyyy-MM-dd HH:mm:ss.SSS} %-5level %-12.12logger{0}"
          + " %replace(%msg){'\\p{Cntrl}', '?'}%n%rEx{short}";

  private static final Map<String, Level> LEVELS =
      Map.of(
          "org", Level.WARN,
          "com", Level.WARN,
          "io", Level.WARN,
          // says again what the caller of the transaction says
          "org.apache.camel.spring.spi.TransactionErrorHandler", Level.OFF,
          "com.zaxxer.hikari.pool", Level.ERROR);

  @Override
  public ExecutionStatus configure(LoggerContext log) {
    if (System.getProperty("logback.configurationFile") != null) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(log);
    encoder.setPattern(LINE);
    encoder.start();
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(log);
    console.setTarget("System.err");
    console.setEncoder(encoder);
    console.addFilter(new FileDescriptorFilter());
    console.start();
    LEVELS.forEach((name, level) -> log.getLogger(name).setLevel(level));
    Logger root = log.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.INFO);
    root.addAppender(console);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }
}
