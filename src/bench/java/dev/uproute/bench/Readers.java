package dev.uproute.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Those who ask for pages and the API. Thread-safe. */
final class Readers implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** What there is for one service, and for all. */
  private static final List<String> PATHS =
      List.of(
          "",
          "default.html",
          "service/s1.html",
          "embed.html",
          "status.json",
          "feed.atom",
          "badge/s1.svg",
          "api/status",
          "api/monitors",
          "api/monitors/s1",
          "api/monitors/s1/results",
          "api/monitors/s1/stats",
          "api/monitors/s1/timeline",
          "api/sites",
          "api/openapi.json");

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI root;

  /**
   * @param root where the pages are
   */
  Readers(URI root) {
    this.root = root;
  }

  /** Asks once for everything. */
  void askAll() throws IOException, InterruptedException {
    for (String path : PATHS) {
      ask(path);
    }
  }

  /**
   * Asks for one thing over and over.
   *
   * @param at how many ask at once, each after its answer again
   * @return answers a second
   * @throws IOException when one is refused
   */
  double rate(String path, int at, double seconds) throws IOException, InterruptedException {
    AtomicLong answers = new AtomicLong();
    AtomicBoolean over = new AtomicBoolean();
    List<Thread> threads = new ArrayList<>();
    List<Exception> failed = new CopyOnWriteArrayList<>();
    for (int i = 0; i < at; i++) {
      threads.add(
          Thread.startVirtualThread(
              () -> {
                try {
                  while (!over.get()) {
                    ask(path);
                    answers.incrementAndGet();
                  }
                } catch (IOException | InterruptedException e) {
                  failed.add(e);
                }
              }));
    }
    long since = System.nanoTime();
    Thread.sleep((long) (seconds * 1_000));
    double rate = answers.get() * 1e9 / (System.nanoTime() - since);
    over.set(true);
    for (Thread each : threads) {
      each.join();
    }
    if (!failed.isEmpty()) {
      throw new IOException(path + " is not answered", failed.getFirst());
    }
    return rate;
  }

  /** Asks for one thing at a steady rate, one request after the other as long as they keep up. */
  void pace(String path, int perSecond, double seconds) throws IOException, InterruptedException {
    long since = System.nanoTime();
    for (int i = 0; i < perSecond * seconds; i++) {
      long wait = since + i * 1_000_000_000L / perSecond - System.nanoTime();
      if (wait > 0) {
        Thread.sleep(Duration.ofNanos(wait));
      }
      ask(path);
    }
  }

  private void ask(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(root.resolve(path)).timeout(LIMIT).build();
    HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
    if (answer.statusCode() != 200) {
      throw new IOException(path + " is answered " + answer.statusCode());
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
