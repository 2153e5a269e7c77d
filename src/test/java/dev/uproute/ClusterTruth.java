package dev.uproute;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.uproute.channel.Receiver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The targets of a cluster, how each of them truly is, and the receiver of what is notified of
 * them: a model against which notifications are judged. Times are milliseconds of one clock.
 * Thread-safe.
 */
final class ClusterTruth implements AutoCloseable {
  /** A stretch in which a service was truly down; its end is 0 while it lasts. */
  record Outage(String service, long begin, AtomicLong end) {}

  private record Notified(String service, String event, long at) {}

  private final HttpServer targets;
  private final Receiver receiver;
  private final Set<String> failing = ConcurrentHashMap.newKeySet();
  private final List<Outage> outages = new CopyOnWriteArrayList<>();
  private final List<Notified> notified = new CopyOnWriteArrayList<>();
  // with what it was sent with first
  private final Map<String, String> keys = new HashMap<>();
  private final List<String> differing = new CopyOnWriteArrayList<>();
  private final AtomicLong asked = new AtomicLong();
  private final AtomicLong repeated = new AtomicLong();

  ClusterTruth() throws IOException {
    targets = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 500);
    targets.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    targets.createContext("/", this::answer);
    targets.start();
    receiver = new Receiver(this::receive);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      asked.incrementAndGet();
      String service = exchange.getRequestURI().getPath().substring(1);
      exchange.sendResponseHeaders(failing.contains(service) ? 503 : 200, -1);
    }
  }

  private synchronized Receiver.Answer receive(Receiver.Request request) {
    long now = now();
    JsonNode events = request.json().get("events");
    String key = request.headers().getFirst("Idempotency-Key");
    String before = keys.putIfAbsent(key, events.toString());
    if (before != null) {
      repeated.incrementAndGet();
      if (!before.equals(events.toString())) {
        differing.add(key + ": " + before + ", then " + events);
      }
    } else {
      for (JsonNode event : events) {
        if (!event.get("service").isNull()) {
          notified.add(
              new Notified(event.get("service").asText(), event.get("event").asText(), now));
        }
      }
    }
    return Receiver.Answer.of(200, "");
  }

  String target(String service) {
    return "http://127.0.0.1:" + targets.getAddress().getPort() + "/" + service;
  }

  String receiver() {
    return receiver.url("/notify");
  }

  static long now() {
    return System.nanoTime() / 1_000_000;
  }

  Outage begin(String service) {
    failing.add(service);
    Outage outage = new Outage(service, now(), new AtomicLong());
    outages.add(outage);
    return outage;
  }

  void end(Outage outage) {
    failing.remove(outage.service);
    outage.end.set(now());
  }

  long asked() {
    return asked.get();
  }

  int outages() {
    return outages.size();
  }

  /** Messages that came with a key that was there before, which a receiver drops. */
  long repeated() {
    return repeated.get();
  }

  /** Whether each outage, and its end, was notified. */
  boolean complete() {
    return notified.size() >= 2 * outages.size();
  }

  /** How long after its begin each outage was notified, in milliseconds, the longest last. */
  List<Long> latencies() {
    List<Long> all = new ArrayList<>();
    for (Outage outage : outages) {
      of(outage, "down").stream().findFirst().ifPresent(n -> all.add(n.at - outage.begin));
    }
    all.sort(Comparator.naturalOrder());
    return all;
  }

  /** What should not be: false, lost and double notifications. */
  List<String> wrong() {
    List<String> wrong = new ArrayList<>();
    Set<Notified> meant = new HashSet<>();
    for (Outage outage : outages) {
      for (String event : List.of("down", "up")) {
        List<Notified> found = of(outage, event);
        meant.addAll(found);
        if (found.size() != 1) {
          wrong.add(
              (found.isEmpty() ? "lost: " : "double: ")
                  + event
                  + " of "
                  + outage
                  + " "
                  + found.stream().map(Notified::at).toList());
        }
      }
    }
    notified.stream().filter(n -> !meant.contains(n)).map(n -> "false: " + n).forEach(wrong::add);
    differing.stream().map(d -> "two messages with one key: " + d).forEach(wrong::add);
    return wrong;
  }

  /** Those of an outage: from its begin to the begin of the next one of its service. */
  private List<Notified> of(Outage outage, String event) {
    long next =
        outages.stream()
            .filter(o -> o.service.equals(outage.service) && o.begin > outage.begin)
            .mapToLong(Outage::begin)
            .min()
            .orElse(Long.MAX_VALUE);
    long from = event.equals("up") ? outage.end.get() : outage.begin;
    return notified.stream()
        .filter(n -> n.service.equals(outage.service) && n.event.equals(event))
        .filter(n -> n.at >= from && n.at < next)
        .toList();
  }

  /** Services that are up and were for so long. */
  boolean calm(String service, long millis) {
    return outages.stream()
        .noneMatch(
            o -> o.service.equals(service) && (o.end.get() == 0 || now() - o.end.get() < millis));
  }

  @Override
  public void close() {
    targets.stop(0);
    receiver.close();
  }

  /** Every event by its name, for the figures. */
  Map<String, Long> events() {
    return notified.stream()
        .collect(
            java.util.stream.Collectors.groupingBy(
                Notified::event, java.util.TreeMap::new, java.util.stream.Collectors.counting()));
  }
}
