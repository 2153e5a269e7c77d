package dev.uproute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three instances, three agents, a broker and PostgreSQL, of which one after the other is killed,
 * stands still or is cut off, for 20 minutes ({@code -Dtest.cluster.minutes}), while some of 2,000
 * services are truly down: each outage is notified once, in time, and nothing else is.
 */
@Tag("nightly")
@Tag("figures")
class ClusterTest {
  private static final int SERVICES = Integer.getInteger("test.cluster.services", 2_000);
  private static final int MINUTES = Integer.getInteger("test.cluster.minutes", 20);
  private static final long SEED = Long.getLong("test.cluster.seed", 16);
  private static final List<String> INSTANCES = List.of("i1", "i2", "i3");
  private static final List<String> AGENTS = List.of("a1", "a2", "a3");

  /**
   * A channel sends one message a minute: more of them than outages, so that none waits for that.
   */
  private static final int CHANNELS = 40;

  /** Interval, timeout, gather, and 2 s. */
  private static final long BOUND = 60_000 + 10_000 + 1_000 + 2_000;

  /** Until an instance has taken over from one that is gone. */
  private static final long TAKE_OVER = 30_000;

  @TempDir Path folder;
  private final Random random = new Random(SEED);
  private final ClusterTruth truth = new ClusterTruth();
  private final Map<String, Jar> members = new LinkedHashMap<>();
  private final Map<String, Integer> ports = new LinkedHashMap<>();
  private final Map<String, Link> links = new LinkedHashMap<>();
  private final int brokerPort = FreePort.find();
  private Process broker;
  private String database;
  private volatile String active = "";

  ClusterTest() throws IOException {}

  @Test
  void each_outage_is_notified_once_whatever_member_fails() throws Exception {
    database = PostgresServer.address(folder.resolve("cluster"));
    int postgres = PostgresServer.port();
    for (String instance : INSTANCES) {
      ports.put(instance, FreePort.find());
      links.put(instance + " database", new Link(() -> postgres));
      links.put(instance + " broker", new Link(() -> brokerPort));
    }
    for (String agent : AGENTS) {
      links.put(agent + " centre", new Link(() -> ports.getOrDefault(active, 0)));
    }
    Thread watch = Thread.ofVirtual().start(this::watch);
    try {
      startBroker();
      for (String name : INSTANCES) {
        start(name);
      }
      AGENTS.forEach(this::start);
      until("all services are checked", () -> truth.asked() > SERVICES + 300 && !active.isEmpty());
      List<String> done = fail();
      // what is lost is reported
      Wait.until(Duration.ofMillis(BOUND + TAKE_OVER), truth::complete);
      // what would come twice comes within a round
      Thread.sleep(BOUND);
      report(done);
    } finally {
      watch.interrupt();
      for (Jar jar : members.values()) {
        signal("CONT", jar);
        jar.close();
      }
      broker.destroyForcibly();
      for (Link link : links.values()) {
        link.close();
      }
      truth.close();
    }
  }

  private List<String> fail() throws Exception {
    List<String> done = new ArrayList<>();
    List<ClusterTruth.Outage> open = new ArrayList<>();
    long end = ClusterTruth.now() + MINUTES * 60_000L;
    long next = ClusterTruth.now() + 30_000;
    List<String> turn = new ArrayList<>();
    while (ClusterTruth.now() < end || !open.isEmpty()) {
      end(open);
      if (ClusterTruth.now() < end) {
        begin(open);
      }
      if (ClusterTruth.now() > next && ClusterTruth.now() < end) {
        if (turn.isEmpty()) {
          turn.addAll(
              List.of(
                  "kill active",
                  "freeze active",
                  "kill standby",
                  "freeze standby",
                  "kill broker",
                  "cut active broker",
                  "cut active database",
                  "kill agent",
                  "freeze agent",
                  "cut agent centre",
                  "cut standby broker"));
          Collections.shuffle(turn, random);
        }
        String what = turn.removeFirst();
        Thread.ofVirtual().start(() -> act(what));
        done.add(what);
        next = ClusterTruth.now() + 40_000;
      }
      Thread.sleep(3_000);
    }
    return done;
  }

  /** Each outage lasts 2 to 4 minutes. */
  private void end(List<ClusterTruth.Outage> open) {
    open.removeIf(
        outage -> {
          boolean over = ClusterTruth.now() - outage.begin() > 120_000 + random.nextInt(120_000);
          if (over) {
            truth.end(outage);
          }
          return over;
        });
  }

  private void begin(List<ClusterTruth.Outage> open) {
    int service = random.nextInt(SERVICES);
    boolean calm =
        IntStream.iterate(service % CHANNELS, i -> i < SERVICES, i -> i + CHANNELS)
            .allMatch(i -> truth.calm("s" + i, 150_000));
    if (calm) {
      open.add(truth.begin("s" + service));
    }
  }

  private void act(String what) {
    try {
      String[] words = what.split(" ");
      String who =
          switch (words[1]) {
            case "active" -> active;
            case "standby" -> INSTANCES.stream().filter(i -> !i.equals(active)).findAny().get();
            case "agent" -> AGENTS.get(random.nextInt(AGENTS.size()));
            default -> words[1];
          };
      System.out.println(what + ": " + who);
      switch (words[0]) {
        case "kill" -> kill(who);
        case "freeze" -> {
          signal("STOP", members.get(who));
          Thread.sleep(25_000);
          signal("CONT", members.get(who));
        }
        default -> {
          Link link = links.get(who + " " + words[2]);
          link.cut();
          Thread.sleep(25_000);
          link.mend();
        }
      }
    } catch (Exception e) {
      throw new IllegalStateException(what, e);
    }
  }

  private void kill(String who) throws Exception {
    if (who.equals("broker")) {
      broker.destroyForcibly().waitFor();
      Thread.sleep(10_000);
      startBroker();
    } else {
      members.get(who).process().destroyForcibly().waitFor();
      Thread.sleep(20_000);
      start(who);
    }
  }

  private void report(List<String> done) throws IOException {
    List<String> wrong = truth.wrong();
    List<Long> latencies = truth.latencies();
    long late = latencies.stream().filter(l -> l > BOUND).count();
    Figures.print(
        "Cluster of 3 instances, 3 agents, broker and PostgreSQL, %d services".formatted(SERVICES),
        "%d min, %d failures of members; %d outages, wrong %d, repeated with the same key %d;"
            + " notified after a median of %.1f s, p99 %.1f s, longest %.1f s; %d later than %.0f s;"
            + " %d checks; %s",
        MINUTES,
        done.size(),
        truth.outages(),
        wrong.size(),
        truth.repeated(),
        latencies.get(latencies.size() / 2) / 1000.0,
        latencies.get(latencies.size() * 99 / 100) / 1000.0,
        latencies.getLast() / 1000.0,
        late,
        BOUND / 1000.0,
        truth.asked(),
        truth.events());
    assertEquals(List.of(), wrong, () -> done + said());
    assertTrue(latencies.getLast() <= BOUND + TAKE_OVER, latencies.toString());
  }

  /** Which instance answers. */
  private void watch() {
    while (!Thread.currentThread().isInterrupted()) {
      for (String instance : INSTANCES) {
        if (answers(ports.get(instance))) {
          active = instance;
        }
      }
      try {
        Thread.sleep(Duration.ofSeconds(1));
      } catch (InterruptedException _) {
        return;
      }
    }
  }

  private static boolean answers(int port) {
    try {
      URI uri = URI.create("http://127.0.0.1:" + port + "/api/status");
      HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
      connection.setConnectTimeout(1_000);
      connection.setReadTimeout(2_000);
      return connection.getResponseCode() == 200;
    } catch (IOException _) {
      return false;
    }
  }

  private void startBroker() throws IOException {
    List<String> command = new ArrayList<>(Jar.java());
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(Trained.classPathWithTests());
    command.addAll(List.of(Broker.class.getName(), folder.resolve("broker").toString()));
    command.add(Integer.toString(brokerPort));
    broker =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("broker.txt").toFile())
            .start();
  }

  private void start(String name) {
    try {
      Path own = Files.createDirectories(folder.resolve(name));
      boolean instance = INSTANCES.contains(name);
      Files.writeString(
          own.resolve("application.properties"), instance ? instance(name) : agent(name));
      if (instance) {
        Files.writeString(own.resolve("services.yaml"), services());
        String port = Integer.toString(ports.get(name));
        String url =
            database.replace(
                ":" + PostgresServer.port() + "/",
                ":" + links.get(name + " database").port() + "/");
        members.put(name, Jar.start(own, Map.of("DATABASE_URL", url, "UPROUTE_HTTP_PORT", port)));
      } else {
        members.put(name, Jar.start(own, "agent", "--location", name));
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private String instance(String name) {
    String each =
        """
        uproute.alert.%1$s.to = direct:alert-webhook
        uproute.alert.%1$s.url = URL
        uproute.alert.%1$s.events = down,up
        """;
    return """
    uproute.queue.broker = tcp://127.0.0.1:%d
    uproute.locations = home,a1,a2,a3
    uproute.location.a1.token = %s
    uproute.location.a2.token = %s
    uproute.location.a3.token = %s
    uproute.alert.gather = 1s
    uproute.alert.most-per-hour = 3600
    uproute.canaries = none
    uproute.summary.to =
    uproute.alert.channels = %s
    %s
    """
        .formatted(
            links.get(name + " broker").port(),
            token("a1"),
            token("a2"),
            token("a3"),
            channels("%s", ","),
            channels(each.replace("URL", truth.receiver()), ""));
  }

  private static String channels(String each, String between) {
    return IntStream.range(0, CHANNELS)
        .mapToObj(i -> each.formatted("c" + i))
        .collect(Collectors.joining(between));
  }

  private String agent(String name) {
    return "uproute.agent.centre = http://127.0.0.1:%d/\nuproute.agent.token = %s\nuproute.canaries = none\n"
        .formatted(links.get(name + " centre").port(), token(name));
  }

  private static String token(String location) {
    return location.repeat(20);
  }

  /** The first 100 are checked from all locations, the others from here. */
  private String services() {
    StringBuilder yaml =
        new StringBuilder("defaults: { interval: 60s, escalate_after: 0 }\nservices:\n");
    for (int i = 0; i < SERVICES; i++) {
      String from = i < 100 ? "home, a1, a2, a3" : "home";
      yaml.append(
          "- { id: s%d, url: \"%s\", locations: [%s], channels: [c%d] }%n"
              .formatted(i, truth.target("s" + i), from, i % CHANNELS));
    }
    return yaml.toString();
  }

  private static void signal(String name, Jar to) throws Exception {
    new ProcessBuilder("kill", "-" + name, Long.toString(to.process().pid())).start().waitFor();
  }

  private void until(String what, Callable<Boolean> condition) throws Exception {
    assertTrue(Wait.until(Wait.LONG, condition), () -> what + said());
  }

  private String said() {
    StringBuilder said = new StringBuilder();
    members.forEach(
        (name, jar) -> {
          try {
            said.append("\n").append(name).append(":\n").append(jar.err());
          } catch (IOException e) {
            said.append(e);
          }
        });
    return said.toString();
  }
}
