package dev.uproute.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.slf4j.LoggerFactory;

/**
 * The log: one event, one line, on standard error, where a container's or a unit's log is taken
 * from; standard output is what a command prints. A file named by {@code
 * -Dlogback.configurationFile} replaces it.
 *
 * <p>In Java, because reading the same from XML takes longer at every start.
 */
public final class Log extends ContextAwareBase implements Configurator {
  /** Its lines are objects of JSON. */
  public static final String JSON = "json";

  /** Its lines are for people. */
  public static final String TEXT = "text";

  private static final String CONSOLE = "standard error";

  private static final Map<String, Level> LEVELS =
      Map.of(
          "org", Level.WARN,
          "com", Level.WARN,
          "io", Level.WARN,
          // says again what the caller of the transaction says
          "org.apache.camel.spring.spi.TransactionErrorHandler", Level.OFF,
          // queue.BrokerWatch says once that a broker is away, and once that it is back
          "org.springframework.jms", Level.OFF,
          "org.apache.camel.component.jms", Level.OFF,
          "org.apache.activemq.artemis", Level.OFF,
          "org.springframework.transaction.support.TransactionTemplate", Level.OFF,
          "com.zaxxer.hikari.pool", Level.ERROR);

  private static volatile boolean json;

  @Override
  public ExecutionStatus configure(LoggerContext log) {
    if (System.getProperty("logback.configurationFile") != null) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
    LineLayout layout = new LineLayout();
    layout.setContext(log);
    layout.start();
    LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
    encoder.setContext(log);
    encoder.setCharset(StandardCharsets.UTF_8);
    encoder.setLayout(layout);
    encoder.start();
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setName(CONSOLE);
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

  /**
   * From here on as the settings want it.
   *
   * @param level of all that is ours: ERROR, WARN, INFO or DEBUG
   * @param format {@link #TEXT} or {@link #JSON}, which is for the log that is described here: a
   *     file that replaces it says itself how lines look
   */
  public static void set(String level, String format) {
    level(level);
    Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    if (format.equals(JSON)
        && root.getAppender(CONSOLE) instanceof ConsoleAppender<ILoggingEvent> console) {
      console.setEncoder(JsonLines.encoder(root.getLoggerContext()));
      json = true;
    }
  }

  /**
   * From here on.
   *
   * @param level of all that is ours: ERROR, WARN, INFO or DEBUG
   */
  public static void level(String level) {
    Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.valueOf(level));
  }

  /** Says why the program does not run: the text as it is, or as an event of the log in JSON. */
  public static void failed(String why) {
    if (json) {
      LoggerFactory.getLogger("Uproute").error(why);
    } else {
      System.err.println(why);
    }
  }
}
