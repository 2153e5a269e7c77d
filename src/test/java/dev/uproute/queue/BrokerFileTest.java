package dev.uproute.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.Broker;
import dev.uproute.FreePort;
import dev.uproute.Wait;
import jakarta.jms.JMSContext;
import org.junit.jupiter.api.Test;

/** What docker/broker/broker.properties says to a real broker. */
class BrokerFileTest {
  @Test
  void checks_that_expired_are_kept_nowhere() throws Exception {
    try (Broker broker = new Broker(null, FreePort.find());
        BrokerConnections connections = new BrokerConnections(broker.url(), "", "", true);
        JMSContext session = connections.createContext()) {
      for (String queue : new String[] {"uproute.check", "other"}) {
        session.createProducer().setTimeToLive(1).send(session.createQueue(queue), "secret");
      }
      assertTrue(Wait.until(Wait.LONG, () -> broker.count("ExpiryQueue") > 0), "the other one");
      assertTrue(Wait.until(Wait.LONG, () -> broker.count("uproute.check") == 0), "dropped");
      assertEquals(1, broker.count("ExpiryQueue"));
    }
  }
}
