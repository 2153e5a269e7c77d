package dev.uproute.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.spi.FilterReply;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What is logged when the file descriptors run out. */
class FileDescriptorFilterTest {
  private final LoggerContext log = new LoggerContext();
  private final FileDescriptorFilter exhaustion = new FileDescriptorFilter();

  private FilterReply logged(Level level, String message, Throwable thrown) {
    return exhaustion.decide(
        new LoggingEvent("x", log.getLogger("io.netty.x"), level, message, thrown, null));
  }

  @Test
  void what_fails_for_want_of_a_descriptor_is_not_logged_each_time_and_all_else_is() {
    IOException open = new IOException("Too many open files");
    assertEquals(FilterReply.DENY, logged(Level.WARN, "An exceptionCaught() event", open));
    assertEquals(
        FilterReply.DENY, logged(Level.WARN, "accept", new IllegalStateException("x", open)));
    assertEquals(
        FilterReply.DENY,
        logged(Level.WARN, "shop: the check itself failed: Too many open files", null));
    assertEquals(FilterReply.NEUTRAL, logged(Level.WARN, "x", new IOException("reset")));
    assertEquals(FilterReply.NEUTRAL, logged(Level.INFO, "all is well", null));
  }
}
