package dev.uproute.log;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import net.logstash.logback.encoder.LogstashEncoder;
import net.logstash.logback.fieldnames.LogstashFieldNames;

/**
 * An event as one line of JSON: {@code timestamp} (ISO 8601, UTC), {@code level}, {@code logger},
 * {@code thread}, {@code message}, {@code stack_trace}, and what the event says as values, such as
 * {@code service} and {@code state}. Loaded only when it is wanted.
 */
final class JsonLines {
  private static final String NONE = "[ignore]";

  private JsonLines() {}

  static Encoder<ILoggingEvent> encoder(LoggerContext log) {
    LogstashFieldNames names = new LogstashFieldNames();
    names.setTimestamp("timestamp");
    names.setLogger("logger");
    names.setThread("thread");
    names.setVersion(NONE);
    names.setLevelValue(NONE);
    LogstashEncoder encoder = new LogstashEncoder();
    encoder.setContext(log);
    encoder.setFieldNames(names);
    encoder.setTimeZone("UTC");
    encoder.setTimestampPattern("yyyy-MM-dd'T'HH:mm:ss.SSSX");
    encoder.start();
    return encoder;
  }
}
