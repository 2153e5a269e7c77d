package dev.uproute;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.slf4j.LoggerFactory;

/** A real broker, ActiveMQ Artemis, in this process or, by {@link #main}, in one of its own. */
public final class Broker implements AutoCloseable {
  private final EmbeddedActiveMQ server = new EmbeddedActiveMQ();
  private final int port;

  /**
   * @param folder where it keeps messages; null for memory alone
   */
  public Broker(Path folder, int port) throws Exception {
    this.port = port;
    // whether it is on or not is asked of its level, and it calls what Java 25 does not support
    ((Logger) LoggerFactory.getLogger("org.apache.activemq.audit")).setLevel(Level.OFF);
    Configuration config =
        new ConfigurationImpl()
            .setSecurityEnabled(false)
            .setJMXManagementEnabled(false)
            .setPersistenceEnabled(folder != null)
            .setJournalType(JournalType.NIO)
            .setMessageExpiryScanPeriod(1000)
            .addAcceptorConfiguration("tcp", "tcp://127.0.0.1:" + port);
    if (folder != null) {
      config
          .setJournalDirectory(folder.resolve("journal").toString())
          .setBindingsDirectory(folder.resolve("bindings").toString())
          .setLargeMessagesDirectory(folder.resolve("large").toString())
          .setPagingDirectory(folder.resolve("paging").toString());
    }
    Map<String, AddressSettings> addresses = new HashMap<>();
    // as a broker of one's own has them
    addresses.put(
        "#",
        new AddressSettings()
            .setRedeliveryDelay(0)
            .setExpiryAddress(SimpleString.of("ExpiryQueue"))
            .setDeadLetterAddress(SimpleString.of("DLQ")));
    config.setAddressSettings(addresses);
    config.addAddressConfiguration(queue("ExpiryQueue"));
    config.addAddressConfiguration(queue("DLQ"));
    config.parseProperties("docker/broker/broker.properties");
    server.setConfiguration(config);
    server.start();
  }

  private static CoreAddressConfiguration queue(String name) {
    return new CoreAddressConfiguration()
        .setName(name)
        .addRoutingType(RoutingType.ANYCAST)
        .addQueueConfig(QueueConfiguration.of(name).setRoutingType(RoutingType.ANYCAST));
  }

  public String url() {
    return "tcp://127.0.0.1:" + port;
  }

  /** Messages that wait in a queue, or are with somebody who has not settled them. */
  public long count(String queue) {
    var found = server.getActiveMQServer().locateQueue(queue);
    return found == null ? 0 : found.getMessageCount();
  }

  /** Folder and port; runs until it is killed. */
  public static void main(String[] args) throws Exception {
    new Broker(Path.of(args[0]), Integer.parseInt(args[1]));
    System.out.println("the broker listens");
    Thread.currentThread().join();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the broker does not stop", e);
    }
  }
}
