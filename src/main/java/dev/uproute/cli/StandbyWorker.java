package dev.uproute.cli;

import dev.uproute.queue.Announced;
import dev.uproute.setting.Assembly;
import dev.uproute.setting.SettingValues;
import dev.uproute.store.Store;
import dev.uproute.web.ForwardingServer;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.main.Main;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an instance does while it stands by and there is a broker: it makes checks, as {@code
 * uproute worker} does, and hands requests on to the instance that works, with routes of its own
 * that share nothing with those that wait for the lease. For one thread.
 */
final class StandbyWorker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("Uproute");

  private final SettingValues values;
  private Main worker;
  private ForwardingServer server;

  /**
   * @param values of this instance
   */
  StandbyWorker(SettingValues values) {
    this.values = values;
  }

  /** Begins, unless it did already or there is no broker; that it cannot is logged. */
  void begin() {
    if (worker != null || values.get("uproute.queue.broker").isEmpty()) {
      return;
    }
    try {
      Map<String, String> settings = new HashMap<>(WorkerCommand.settings(values));
      settings.put("uproute.management.port", "none");
      worker = Assembly.assemble(settings);
      Assembly.init(worker);
      worker.lookup("store", Store.class).open();
      worker.start();
      LOG.info("While it stands by it makes checks that wait at the broker");
      forward();
    } catch (Exception e) {
      LOG.error("It stands by without making checks: {}", e.getMessage(), e);
    }
  }

  private void forward() throws Exception {
    if (!values.get("uproute.http.url").equals("none")) {
      Announced announced = worker.lookup("announced", Announced.class);
      server =
          new ForwardingServer(
              worker.getCamelContext(),
              values.get("uproute.http.host"),
              Integer.parseInt(values.get("uproute.http.port")),
              announced::working);
      server.open();
    }
  }

  /** Begins no more checks; nobody waits for those under way, because there is work now. */
  @Override
  public void close() {
    if (server != null) {
      server.close();
    }
    if (worker != null) {
      Thread.ofVirtual().start(worker::stop);
    }
  }
}
