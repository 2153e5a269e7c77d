package dev.uproute.channel;

import dev.uproute.check.Tls;
import dev.uproute.deliver.Refused;
import dev.uproute.text.Sentence;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.apache.camel.Exchange;

/**
 * Sends requests to receivers with a client of its own: one deadline over all of it, no redirects,
 * no retries, no cookies, at most 64 kB of an answer read. Thread-safe.
 */
public final class HttpSender {
  private static final int MOST = 65_536;

  private final ChannelRequest requests;
  private final Tls tls;
  private final Duration limit;
  private final String agent;

  /** Made at the first request, so that a monitor without such channels has none. */
  private HttpClient client;

  /**
   * @param seconds from the first packet to the end of the answer
   */
  public HttpSender(int seconds, Tls tls, ChannelRequest requests) {
    this.requests = requests;
    this.tls = tls;
    this.limit = Duration.ofSeconds(seconds);
    String version = HttpSender.class.getPackage().getImplementationVersion();
    this.agent = "Uproute/" + (version == null ? "dev" : version);
  }

  private synchronized HttpClient client() {
    if (client == null) {
      Executor workers = task -> Thread.ofVirtual().name("post").start(task);
      client =
          HttpClient.newBuilder()
              .executor(workers)
              .sslContext(tls.context())
              .followRedirects(HttpClient.Redirect.NEVER)
              .version(HttpClient.Version.HTTP_1_1)
              .build();
    }
    return client;
  }

  /** What a route wants to be posted: a request as it is, else the message. */
  public Post request(Exchange exchange) {
    Object body = exchange.getMessage().getBody();
    return body instanceof Post post ? post : Post.of(exchange, requests);
  }

  /**
   * Waits for the answer, whatever it is.
   *
   * @throws Refused LATER when there is none in time
   */
  public HttpReply send(Post post) throws Refused, InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    CompletableFuture<HttpResponse<InputStream>> answer =
        client().sendAsync(request(post), BodyHandlers.ofInputStream());
    try {
      HttpResponse<InputStream> head = answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
      byte[] body = read(head.body(), end);
      return HttpReply.of(post.host(), head.statusCode(), head.headers(), body);
    } catch (TimeoutException e) {
      throw later(post, "no answer within " + Sentence.duration(limit));
    } catch (ExecutionException e) {
      throw later(post, words(e.getCause()));
    } finally {
      answer.cancel(true);
    }
  }

  private HttpRequest request(Post post) throws Refused {
    HttpRequest.Builder request = HttpRequest.newBuilder(post.address());
    try {
      request.header("User-Agent", agent).header("Content-Type", post.type());
      post.headers().forEach(request::setHeader);
    } catch (IllegalArgumentException e) {
      // the exception quotes the value, which may be the secret
      throw new Refused(
          Refused.Kind.CREDENTIALS,
          null,
          post.host() + " was not asked: a token or password holds a character no header may hold");
    }
    return request.method(post.method(), BodyPublishers.ofByteArray(post.body())).build();
  }

  /** The status has decided already: of a body that does not come in time the beginning is kept. */
  private static byte[] read(InputStream body, long end) {
    CompletableFuture.delayedExecutor(end - System.nanoTime(), TimeUnit.NANOSECONDS)
        .execute(() -> close(body));
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    byte[] piece = new byte[8_192];
    try (body) {
      for (int n = 0; n >= 0 && read.size() < MOST; n = body.read(piece)) {
        read.write(piece, 0, n);
      }
    } catch (IOException e) {
      // cut by the deadline or by the receiver
    }
    return read.toByteArray();
  }

  private static void close(InputStream body) {
    try {
      body.close();
    } catch (IOException e) {
      // it is closed either way
    }
  }

  private static Refused later(Post post, String why) {
    return new Refused(Refused.Kind.LATER, null, post.host() + ": " + why);
  }

  private static String words(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnresolvedAddressException) {
        return "the name is not known";
      }
    }
    return switch (e) {
      case ConnectException _ -> "no connection";
      case HttpTimeoutException _ -> "no answer in time";
      case SSLException _ -> "TLS failed: " + Sentence.quote(String.valueOf(e.getMessage()));
      default -> "no answer: " + Sentence.quote(String.valueOf(e.getMessage()));
    };
  }
}
