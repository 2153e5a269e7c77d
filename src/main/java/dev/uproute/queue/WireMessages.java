package dev.uproute.queue;

import dev.uproute.check.Result;
import dev.uproute.service.Service;
import dev.uproute.wire.Wire;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jms.support.converter.MessageConversionException;
import org.springframework.jms.support.converter.MessageConverter;

/**
 * What goes through a broker: a service that is to be checked, a result, and what {@link Announced}
 * says, each a text as docs/wire.md says. Nothing but text is read, so that no message is ever made
 * into an object of a class that its sender chose. A check that nobody began within one interval is
 * stale, and the broker drops it; it is not kept on the broker's disk, a result is. Thread-safe.
 */
public final class WireMessages implements MessageConverter {
  private static final Logger LOG = LoggerFactory.getLogger(WireMessages.class);

  private static final Duration BRIEF = Duration.ofSeconds(10);

  private final InstantSource clock;

  public WireMessages(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Message toMessage(Object body, Session session) throws JMSException {
    return switch (body) {
      case Service service -> check(service, session);
      case Result result -> session.createTextMessage(Wire.writeOne(result));
      case String text -> brief(text, clock.instant().plus(BRIEF), session);
      default ->
          throw new MessageConversionException(
              "only services, results and announcements go to a broker, not a "
                  + body.getClass().getName());
    };
  }

  private Message check(Service service, Session session) throws JMSException {
    Instant now = clock.instant();
    return brief(Wire.writeCheck(service, now), now.plus(service.timing().interval()), session);
  }

  /** One that is worth nothing after that, and on no disk. */
  private static Message brief(String text, Instant until, Session session) throws JMSException {
    Message message = session.createTextMessage(text);
    message.setJMSDeliveryMode(DeliveryMode.NON_PERSISTENT);
    message.setJMSExpiration(until.toEpochMilli());
    return message;
  }

  /** Empty for what is no text: Camel asks for it before any step that could say so. */
  @Override
  public String fromMessage(Message message) throws JMSException {
    if (message instanceof TextMessage text) {
      return text.getText();
    }
    LOG.warn(
        "A {} in {} is dropped: only text is read from a broker",
        message.getClass().getSimpleName(),
        message.getJMSDestination());
    return "";
  }
}
