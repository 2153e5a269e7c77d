package dev.uproute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.JMSContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An instance that leaves all checks to workers, a real broker, and workers that are killed, as
 * processes.
 */
class WorkersTest {
  private static final String OK = "/ok/";
  private static final String SLOW = "/hang/slow";

  private final int port = FreePort.find();
  @TempDir Path folder;
  private Farm farm;
  private Jar centre;

  @Test
  void workers_check_and_each_result_is_stored_once() throws Exception {
    Broker broker = new Broker(folder.resolve("broker"), port);
    try (Farm targets = new Farm();
        Jar one = worker("one");
        Jar two = worker("two");
        Jar scheduling = centre(targets)) {
      farm = targets;
      centre = scheduling;
      until("workers start", () -> listens(one) && listens(two));
      until("all are checked", () -> results("ok1") > 2 && results("bad") > 2 && asked(SLOW) == 1);
      kill(one);
      kill(two);
      assertEquals(0, results("slow"));
      try (Jar three = worker("three")) {
        until("another worker makes the check", () -> asked(SLOW) == 2 && results("slow") == 1);
        poison("shop.check");
        poison("shop.result");
        until(
            "both are dropped",
            () -> dropped(three.err(), "check") && dropped(centre.err(), "result"));
        int before = results("ok1");
        until("what cannot be read stops nothing", () -> results("ok1") > before + 2);

        broker.close();
        int alone = asked(OK + 1);
        until("it checks itself", () -> asked(OK + 1) > alone + 3);
        broker = new Broker(folder.resolve("broker"), port);
        until("the broker is back", () -> centre.err().contains("is reached again"));
        int after = results("ok1");
        assertTrue(three.process().isAlive(), three.err());
        until("and used", () -> results("ok1") > after + 3);
      }
      assertEquals("0", ask("select count(*) - count(distinct service || ' ' || at) from result"));
      assertEquals("1", ask("select count(*) from flip where event = 'down'"));
      assertEquals(1, sent().split("bad is down", -1).length - 1, () -> "sent: " + sent());
      assertEquals(1, centre.err().split("cannot be reached", -1).length - 1, centre.err());
    } finally {
      broker.close();
    }
  }

  @Test
  void a_worker_needs_a_broker() throws Exception {
    try (Jar worker = Jar.start(folder, "worker")) {
      assertEquals(2, worker.exit());
      assertEquals(
          "uproute.queue.broker is missing: a worker makes checks that wait at a broker, see"
              + " docs/cluster.md\n",
          worker.err());
    }
  }

  private Jar centre(Farm targets) throws IOException {
    Path own = Files.createDirectories(folder.resolve("centre"));
    Files.writeString(
        own.resolve("services.yaml"),
        """
        defaults: { interval: 1s, down_after: 1, escalate_after: 0, retries: 0 }
        services:
          - { id: ok1, url: "%s", interval: 1s }
          - { id: ok2, url: "%s", interval: 1s }
          - { id: bad, url: "%s", interval: 1s }
          - { id: slow, url: "%s", interval: 1h, timeout: 10s, down_after: 9 }
        """
            .formatted(
                targets.url(OK + 1),
                targets.url(OK + 2),
                targets.url("/503/0"),
                targets.url(SLOW)));
    settings(
        own,
        """
        camel.main.auto-startup-exclude-pattern = worker
        uproute.alert.channels = diary
        uproute.alert.diary.to = file:alerts?fileName=sent.txt&fileExist=Append
        uproute.alert.diary.events = down,up
        uproute.alert.gather = 1s
        """);
    return Jar.start(own);
  }

  private Jar worker(String name) throws IOException {
    Path own = Files.createDirectories(folder.resolve(name));
    settings(own, "");
    return Jar.start(own, "worker");
  }

  private void settings(Path own, String more) throws IOException {
    Files.writeString(
        own.resolve("application.properties"),
        """
        uproute.queue.broker = tcp://127.0.0.1:%d
        uproute.queue.broker.user = 7
        uproute.queue.broker.password = 7777
        uproute.queue.check = jms:shop.check?priority=5
        uproute.queue.result = jms:shop.result
        uproute.canaries = none
        %s"""
            .formatted(port, more));
  }

  private static void kill(Jar jar) throws InterruptedException {
    jar.process().destroyForcibly().waitFor();
  }

  /** What would be made into an object of a class that its sender chose. */
  private void poison(String queue) {
    try (ActiveMQConnectionFactory factory =
            new ActiveMQConnectionFactory("tcp://127.0.0.1:" + port);
        JMSContext jms = factory.createContext()) {
      jms.createProducer().send(jms.createQueue(queue), jms.createObjectMessage(Instant.EPOCH));
      jms.createProducer().send(jms.createQueue(queue), "no JSON");
    }
  }

  private static boolean listens(Jar worker) throws IOException {
    assertTrue(worker.process().isAlive(), worker.err());
    return worker.err().contains("Uproute listens");
  }

  /** An object and what is no JSON. */
  private static boolean dropped(String said, String queue) {
    return said.contains("only text is read") && said.contains("uproute.queue." + queue + " is no");
  }

  private int asked(String path) {
    return farm.asked().getOrDefault(path, List.of()).size();
  }

  private int results(String id) throws Exception {
    String count =
        "select count(*) from result r join service s on s.key = r.service where s.id = '%s'";
    return Integer.parseInt(ask(count.formatted(id)));
  }

  private String ask(String sql) throws Exception {
    Path file = folder.resolve("centre/data/uptime_history.db");
    if (!Files.exists(file)) {
      return "0";
    }
    try (Connection connection = Recording.outside(file)) {
      return Recording.ask(connection, sql);
    } catch (java.sql.SQLException _) {
      // it is being made
      return "0";
    }
  }

  private String sent() {
    try {
      Path file = folder.resolve("centre/alerts/sent.txt");
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void until(String what, Callable<Boolean> condition) throws Exception {
    assertTrue(
        Wait.until(Wait.LONG, condition),
        () -> {
          try {
            return what + ": " + centre.err();
          } catch (IOException e) {
            return what;
          }
        });
  }
}
