import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** A broker that says each message of a topic. */
class Broker {
  public static void main(String[] args) throws Exception {
    String address = "tcp://127.0.0.1:" + args[0];
    var broker = new EmbeddedActiveMQ();
    broker.setConfiguration(
        new ConfigurationImpl()
            .setPersistenceEnabled(false)
            .setSecurityEnabled(false)
            .addAcceptorConfiguration("tcp", address));
    broker.start();
    var connection = new ActiveMQConnectionFactory(address).createConnection();
    var session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
    session
        .createConsumer(session.createTopic(args[1]))
        .setMessageListener(message -> say((TextMessage) message));
    connection.start();
    System.out.println("ready");
  }

  private static void say(TextMessage message) {
    try {
      System.out.println(message.getText());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
