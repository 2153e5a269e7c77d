package dev.uproute.notion;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.uproute.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A Notion of the tests' own that keeps state, refuses what the real one refuses, and fails in the
 * ways the real one fails. What a well-behaved client never does is a violation.
 */
public final class FakeNotion implements AutoCloseable {
  /** The only token that works; it must never be seen anywhere but in the Authorization header. */
  public static final String TOKEN = "ntn_" + Secret.WORD + "0123456789abcdefghijklmnopqrstuvwxyz";

  static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /** Requests over which the rate is averaged. */
  private static final int WINDOW = 30;

  /** Milliseconds by which a busy machine may be late to hear the first of them. */
  private static final int HELD_UP = 1000;

  private record Waiting(String line, Trouble trouble) {}

  public final FakeWorkspace workspace = new FakeWorkspace();

  private final HttpServer server;
  private final List<FakeRequest> requests = new CopyOnWriteArrayList<>();
  private final List<String> violations = new CopyOnWriteArrayList<>();
  private final Deque<Waiting> troubles = new ArrayDeque<>();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile long pause = 333;
  private volatile boolean revoked;
  private volatile long opens = Long.MIN_VALUE;

  public FakeNotion() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 100);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Other than Notion's three requests a second on average: one for each such time. */
  public void pause(Duration each) {
    pause = each.toMillis();
  }

  /** From now on the token is worth nothing, or is again. */
  public void revoked(boolean now) {
    revoked = now;
  }

  /** The next requests meet these, one each. */
  public void trouble(Trouble... next) {
    trouble(".*", next);
  }

  /** The next requests whose method and path match meet these, one each. */
  public void trouble(String line, Trouble... next) {
    synchronized (troubles) {
      for (Trouble trouble : next) {
        troubles.add(new Waiting(line, trouble));
      }
    }
  }

  /** Whether every trouble has been met. */
  public boolean calm() {
    synchronized (troubles) {
      return troubles.isEmpty();
    }
  }

  public void calmDown() {
    synchronized (troubles) {
      troubles.clear();
    }
  }

  /** Every request so far, oldest first. */
  public List<FakeRequest> requests() {
    return List.copyOf(requests);
  }

  /** The requests whose method and path match, for example {@code PATCH /v1/pages/.*}. */
  public List<FakeRequest> requests(String line) {
    return requests.stream().filter(r -> r.line().matches(line)).toList();
  }

  /** What no client may do: each a sentence. */
  public List<String> violations() {
    return List.copyOf(violations);
  }

  void closedFor(long millis) {
    opens = millis() + millis;
  }

  /** Until the end. */
  void hold() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static long millis() {
    return System.nanoTime() / 1_000_000;
  }

  private void handle(HttpExchange exchange) throws IOException {
    int others = inFlight.getAndIncrement();
    FakeRequest request;
    Trouble trouble;
    try {
      request = read(exchange);
      requests.add(request);
      if (others > 0) {
        violations.add("two requests at once: " + request);
      }
      rate(request);
      trouble = trouble(request);
    } finally {
      // before anything is answered: the client may go on as soon as it has the answer
      inFlight.decrementAndGet();
    }
    trouble.play(this, exchange, () -> workspace.ask(request));
  }

  private void rate(FakeRequest request) {
    int last = requests.size() - 1;
    long taken = last < WINDOW ? Long.MAX_VALUE : request.at() - requests.get(last - WINDOW).at();
    if (taken < WINDOW * pause - HELD_UP) {
      violations.add(WINDOW + 1 + " requests in " + taken + " ms: " + request);
    }
    if (request.at() < opens) {
      violations.add((opens - request.at()) + " ms before Retry-After was over: " + request);
    }
  }

  private Trouble trouble(FakeRequest request) {
    synchronized (troubles) {
      for (Waiting waiting : troubles) {
        if (request.line().matches(waiting.line)) {
          troubles.remove(waiting);
          if (waiting.trouble != null) {
            return waiting.trouble;
          }
          break;
        }
      }
    }
    return (_, exchange, _) -> answer(exchange, request);
  }

  private void answer(HttpExchange exchange, FakeRequest request) throws IOException {
    try {
      judge(request);
      send(exchange, 200, workspace.ask(request));
    } catch (FakeError e) {
      if (e.status == 400 && !workspace.expected(e)) {
        violations.add(e.code + ": " + e.getMessage() + " in " + request);
      }
      error(exchange, e);
    } catch (RuntimeException e) {
      violations.add("the fake itself failed: " + e + " in " + request);
      error(exchange, new FakeError(500, "internal_server_error", "Unexpected error."));
    }
  }

  private void judge(FakeRequest request) {
    if (revoked || !List.of("Bearer " + TOKEN).equals(request.headers().get("Authorization"))) {
      throw new FakeError(401, "unauthorized", "API token is invalid.");
    }
    List<String> version = request.headers().get("Notion-version");
    if (version == null) {
      throw new FakeError(400, "missing_version", "Notion-Version header failed validation.");
    }
    if (!FakeWorkspace.VERSIONS.contains(version.getFirst())) {
      throw FakeError.invalid("Notion-Version header should be one of " + FakeWorkspace.VERSIONS);
    }
    List<String> type = request.headers().getOrDefault("Content-type", List.of("none"));
    if (request.body() != null && !type.getFirst().startsWith("application/json")) {
      throw new FakeError(400, "invalid_json", "Content-Type is " + type);
    }
    if (!request.headers().getOrDefault("User-agent", List.of("")).getFirst().startsWith("Upr")) {
      violations.add("User-Agent is " + request.headers().get("User-agent"));
    }
  }

  void error(HttpExchange exchange, FakeError e) throws IOException {
    ObjectNode body = JSON.createObjectNode();
    body.put("object", "error").put("status", e.status).put("code", e.code);
    body.put("message", e.getMessage()).put("request_id", UUID.randomUUID().toString());
    send(exchange, e.status, body);
  }

  private void send(HttpExchange exchange, int status, JsonNode body) throws IOException {
    byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json; charset=utf-8");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private FakeRequest read(HttpExchange exchange) throws IOException {
    byte[] bytes = exchange.getRequestBody().readAllBytes();
    JsonNode body = bytes.length == 0 ? null : JSON.readTree(bytes);
    Map<String, List<String>> query = new LinkedHashMap<>();
    String raw = exchange.getRequestURI().getRawQuery();
    for (String part : raw == null ? new String[0] : raw.split("&")) {
      String[] pair = part.split("=", 2);
      String value = URLDecoder.decode(pair[1], StandardCharsets.UTF_8);
      query.computeIfAbsent(pair[0], k -> new ArrayList<>()).add(value);
    }
    return new FakeRequest(
        millis(),
        exchange.getRequestMethod(),
        exchange.getRequestURI().getPath(),
        query,
        Map.copyOf(exchange.getRequestHeaders()),
        body);
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
  }
}
