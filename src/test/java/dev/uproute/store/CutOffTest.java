package dev.uproute.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.DatabaseProxy;
import dev.uproute.PostgresServer;
import dev.uproute.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A holder of the lease that cannot reach the database any more, which others may. */
class CutOffTest {
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-06-17T21:37:00Z"));

  @Test
  void with_a_broker_it_leaves_notifying_to_others_for_a_while_and_ends_when_it_hears_of_one()
      throws Exception {
    String address = PostgresServer.empty();
    try (DatabaseProxy proxy = new DatabaseProxy(PostgresServer.port());
        Store store = open(proxy.through(address))) {
      Lease cluster = lease(store, "tcp://127.0.0.1:61616");
      assertTrue(cluster.take());
      assertTrue(cluster.alone());

      proxy.away();
      cluster.renew();
      assertFalse(cluster.alone(), "another may take over");
      now.updateAndGet(at -> at.plus(Duration.ofSeconds(46)));
      assertTrue(cluster.alone(), "nobody did");

      cluster.heard(cluster.epoch());
      assertFalse(cluster.isLost(), "that is itself");
      cluster.heard(cluster.epoch() + 1);
      assertTrue(cluster.isLost());
      assertFalse(cluster.alone());
      assertFalse(cluster.works());
      proxy.back();
    }
  }

  @Test
  void without_one_it_goes_on_and_notifies() throws Exception {
    String address = PostgresServer.empty();
    try (DatabaseProxy proxy = new DatabaseProxy(PostgresServer.port());
        Store store = open(proxy.through(address))) {
      Lease single = lease(store, "");
      assertTrue(single.take());
      proxy.away();
      single.renew();
      assertTrue(single.alone());
      assertEquals(false, single.several());
      proxy.back();
    }
  }

  private static Store open(String address) throws Exception {
    Map<String, String> settings = new HashMap<>(TestDatabase.settings(address));
    Store store = new Store(settings);
    store.open();
    return store;
  }

  private Lease lease(Store store, String broker) {
    Connections reader = new Connections(store, false);
    Connections writer = new Connections(store, true);
    InstantSource clock = now::get;
    return new Lease(store, reader, writer, clock, clock, broker);
  }
}
