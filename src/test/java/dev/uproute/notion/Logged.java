package dev.uproute.notion;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What one class says in the log while a test runs. */
final class Logged implements AutoCloseable {
  private final Logger logger;
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  private Logged(Class<?> type) {
    logger = (Logger) LoggerFactory.getLogger(type);
    log.start();
    logger.addAppender(log);
  }

  static Logged of(Class<?> type) {
    return new Logged(type);
  }

  List<String> lines() {
    return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  int size() {
    return log.list.size();
  }

  void has(String part) {
    assertTrue(lines().stream().anyMatch(l -> l.contains(part)), () -> part + " in " + lines());
  }

  @Override
  public void close() {
    logger.detachAppender(log);
  }
}
