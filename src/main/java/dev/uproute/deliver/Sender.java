package dev.uproute.deliver;

import dev.uproute.send.Refused;
import dev.uproute.text.Deadline;
import dev.uproute.text.Sentence;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.NoSuchEndpointException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.ResolveEndpointFailedException;

/**
 * Brings a message to the endpoint of its channel, whatever that is, and is back after ten seconds
 * in any case. Thread-safe.
 */
public final class Sender {
  private static final Pattern ADDRESS = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:[^\\s:]\\S*");

  private final Channels channels;
  private final ExecutorService workers;
  private final Duration limit;

  /**
   * @param workers makes a thread for each send, which is interrupted at the deadline
   * @param limit of a send, all in all
   */
  public Sender(Channels channels, ExecutorService workers, Duration limit) {
    this.channels = channels;
    this.workers = workers;
    this.limit = limit;
  }

  /**
   * Sends the body of the exchange, with its variables.
   *
   * @return what the receiver answered, at most 200 characters; null when it was empty
   * @throws Refused when it was not accepted
   */
  public String bring(Exchange exchange, String channel) {
    String to = channels.get(channel).to();
    Object text = exchange.getMessage().getBody();
    Exchange copy = exchange.copy();
    copy.setPattern(ExchangePattern.InOnly);
    try {
      Object answer =
          Deadline.after(limit).call(workers, () -> send(copy, to)).getMessage().getBody();
      return answer == text ? null : answer(answer);
    } catch (TimeoutException _) {
      throw later("it did not answer within " + Sentence.duration(limit));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw later("Uproute was stopped while it waited for an answer");
    } catch (Exception failure) {
      throw refused(channel, failure);
    }
  }

  private static String answer(Object body) {
    return body instanceof String text && !text.isBlank() ? Sentence.clean(text.strip()) : null;
  }

  private Exchange send(Exchange copy, String to) throws Exception {
    try (ProducerTemplate camel = copy.getContext().createProducerTemplate(1)) {
      Exchange sent = camel.send(to, copy);
      if (sent.getException() != null) {
        throw sent.getException();
      }
      return sent;
    }
  }

  /** Names of endpoints in the sentence of a failure may hold anything, so they are left out. */
  private Refused refused(String channel, Exception failure) {
    Refused refusal = Refused.of(failure);
    if (refusal != null) {
      return refusal;
    }
    Throwable cause = failure;
    while (cause.getCause() != null && !nowhere(cause)) {
      cause = cause.getCause();
    }
    if (nowhere(cause)) {
      String setting = "uproute.alert." + channel + ".to";
      return new Refused(Refused.Kind.CREDENTIALS, null, setting + " is no endpoint there is");
    }
    String message = cause.getMessage() == null ? "" : ": " + cause.getMessage();
    String words = cause.getClass().getSimpleName() + message;
    return later(ADDRESS.matcher(channels.masked(channel, words)).replaceAll("…"));
  }

  private static boolean nowhere(Throwable cause) {
    return cause instanceof NoSuchEndpointException
        || cause instanceof ResolveEndpointFailedException;
  }

  private static Refused later(String sentence) {
    return new Refused(Refused.Kind.LATER, null, sentence);
  }
}
