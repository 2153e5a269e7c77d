package dev.uproute.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

/** One event is one line, whatever is in it. */
class LinesTest {
  private static final Instant AT = Instant.parse("2026-06-17T19:37:00.120Z");

  /** Would begin a line of its own, clear the screen, turn the text around, or be looked up. */
  private static final String HOSTILE =
      "no\r\n2026-06-17T21:37:00.000Z ERROR fake \u001b[2J \u009b31m \u202e\u2028 ${jndi:x} %n{} \"\\";

  private static final String VISIBLE =
      "no\\u000D\\u000A2026-06-17T21:37:00.000Z ERROR fake \\u001B[2J \\u009B31m \\u202E\\u2028 ${jndi:x} %n{} \"\\";

  private final LoggerContext log = context();

  private static LoggerContext context() {
    LoggerContext context = new LoggerContext();
    context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.INFO);
    return context;
  }

  private ILoggingEvent event(String message, Throwable thrown, String... values) {
    LoggingEvent event =
        new LoggingEvent(
            "x",
            log.getLogger("dev.uproute.state"),
            Level.WARN,
            "{}",
            thrown,
            new String[] {message});
    event.setInstant(AT);
    event.setMDCPropertyMap(Map.of());
    event.setKeyValuePairs(
        List.of(values).stream().map(value -> new KeyValuePair("service", value)).toList());
    return event;
  }

  private String line(ILoggingEvent event) {
    LineLayout layout = new LineLayout();
    layout.setContext(log);
    return layout.doLayout(event);
  }

  private JsonNode json(ILoggingEvent event) throws IOException {
    String line = new String(JsonLines.encoder(log).encode(event), StandardCharsets.UTF_8);
    assertEquals(1, line.lines().count(), line);
    assertTrue(line.endsWith("\n"), line);
    return new JsonMapper().readTree(line);
  }

  @Test
  void a_line_has_time_with_offset_level_who_and_what() {
    String line = line(event("plex is down", null));
    String time = line.substring(0, line.indexOf(' '));
    assertEquals(AT, OffsetDateTime.parse(time).toInstant(), time);
    assertEquals(" WARN  state       plex is down\n", line.substring(time.length()));
  }

  @Test
  void nothing_that_a_message_or_an_exception_holds_ends_or_turns_a_line() {
    String line = line(event(HOSTILE, new IOException(HOSTILE)));
    assertEquals(1, line.lines().count(), line);
    assertTrue(line.contains(" " + VISIBLE + ": java.io.IOException: " + VISIBLE + " at "), line);
  }

  @Test
  void of_what_is_thrown_each_cause_is_told_and_at_debug_its_trace() {
    Exception thrown = new IllegalStateException("not stored", new IOException("disk full"));
    String line = line(event("x", thrown));
    assertTrue(
        line.matches(
            "\\S+ WARN  state       x: java.lang.IllegalStateException: not stored at"
                + " dev\\.uproute\\.log\\.LinesTest\\.\\S+; caused by java.io.IOException: disk full at"
                + " dev\\.uproute\\.log\\.LinesTest\\.\\S+\n"),
        line);
    log.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.DEBUG);
    String traced = line(event("x", thrown));
    assertTrue(traced.startsWith(line.strip()), traced);
    assertTrue(traced.lines().count() > 10, traced);
    assertTrue(traced.lines().skip(1).allMatch(each -> each.startsWith("  ")), traced);
  }

  @Test
  void json_is_an_object_a_line_with_what_is_said_as_values() throws Exception {
    JsonNode line = json(event(HOSTILE, null, "plex\n"));
    assertEquals("2026-06-17T19:37:00.120Z", line.path("timestamp").asText());
    assertEquals("WARN", line.path("level").asText());
    assertEquals("dev.uproute.state", line.path("logger").asText());
    assertEquals(HOSTILE, line.path("message").asText());
    assertEquals("plex\n", line.path("service").asText());
    assertEquals(
        List.of("timestamp", "message", "logger", "thread", "level", "service"),
        line.propertyStream().map(field -> field.getKey()).toList());
    String trace = json(event("x", new IOException("full"))).path("stack_trace").asText();
    assertTrue(trace.startsWith("java.io.IOException: full\n\tat dev.uproute"), trace);
  }
}
