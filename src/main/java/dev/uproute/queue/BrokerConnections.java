package dev.uproute.queue;

import java.time.Duration;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/**
 * Makes connections to a broker. One that was silent for 10 s is over, so that what a worker had
 * that stands still goes to another one; a call that takes longer than 5 s has failed. Thread-safe.
 */
public final class BrokerConnections extends ActiveMQConnectionFactory {
  private static final Duration SILENT = Duration.ofSeconds(10);
  private static final Duration CALL = Duration.ofSeconds(5);

  /**
   * @param url as {@code uproute.queue.broker}; when it is empty nobody connects
   * @param ahead whether a consumer takes messages before it is asked for them, which is faster;
   *     else they are left to consumers that are free
   */
  public BrokerConnections(String url, String user, String password, boolean ahead) {
    super(url.isEmpty() ? "tcp://localhost" : url, user, password);
    setConnectionTTL(SILENT.toMillis());
    setClientFailureCheckPeriod(SILENT.dividedBy(3).toMillis());
    setCallTimeout(CALL.toMillis());
    // else each message asks the broker first whether there is such a queue
    setCacheDestinations(true);
    if (!ahead) {
      setConsumerWindowSize(0);
    }
  }
}
