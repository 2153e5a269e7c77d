package dev.uproute.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.PostgresServer;
import dev.uproute.TestDatabase;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Several instances are started at once with a database that has no tables yet. */
class FirstStartsTest {
  private static final int INSTANCES = 4;

  @TempDir Path folder;

  /** An instance as far as its lease. */
  private record Instance(Store store, Lease lease) {
    static Instance of(Map<String, String> settings) {
      Store store = new Store(settings);
      store.open();
      Connections reader = new Connections(store, false);
      Connections writer = new Connections(store, true);
      InstantSource clock = InstantSource.system();
      return new Instance(store, new Lease(store, reader, writer, clock, clock));
    }
  }

  @ParameterizedTest
  @EnumSource
  void one_has_the_lease_and_each_of_the_others_gets_it_in_its_turn(TestDatabase database)
      throws Exception {
    Map<String, String> settings =
        database == TestDatabase.POSTGRESQL
            ? TestDatabase.settings(PostgresServer.empty())
            : database.settings(folder.resolve("new/x.db"));
    List<Instance> instances = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(INSTANCES)) {
      List<Future<Instance>> begun = new ArrayList<>();
      for (int i = 0; i < INSTANCES; i++) {
        begun.add(
            threads.submit(
                () -> {
                  Instance instance = Instance.of(settings);
                  instance.lease().take();
                  return instance;
                }));
      }
      for (Future<Instance> each : begun) {
        instances.add(each.get());
      }
    }
    for (int left = INSTANCES; left > 0; left--) {
      List<Instance> holders = instances.stream().filter(i -> i.lease().take()).toList();
      assertEquals(1, holders.size(), "holders among " + left);
      holders.getFirst().store().close();
      assertTrue(instances.removeAll(holders));
    }
  }
}
