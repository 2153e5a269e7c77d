package dev.uproute;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What one logger says while a test runs. */
public final class Logged implements AutoCloseable {
  private final Logger logger;
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  private Logged(String name) {
    logger = (Logger) LoggerFactory.getLogger(name);
    log.start();
    logger.addAppender(log);
  }

  public static Logged of(Class<?> type) {
    return new Logged(type.getName());
  }

  public static Logged of(String name) {
    return new Logged(name);
  }

  public List<String> lines() {
    return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  public int size() {
    return log.list.size();
  }

  public void has(String part) {
    assertTrue(lines().stream().anyMatch(l -> l.contains(part)), () -> part + " in " + lines());
  }

  @Override
  public void close() {
    logger.detachAppender(log);
  }
}
