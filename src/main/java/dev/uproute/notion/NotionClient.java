package dev.uproute.notion;

import com.fasterxml.jackson.databind.JsonNode;
import dev.uproute.text.Version;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * The HTTP client of Notion, plugged into camel-http: no redirect, no cookie, no retry, one
 * deadline over all of a call, and an answer of at most 8 MiB.
 *
 * <p>The {@link NotionRequest} is read from the variable {@code call} and the JSON put into the
 * variable {@code answer}; Camel sees neither the token nor a header of either side. Thread-safe;
 * the gate lets one call in at a time.
 */
public final class NotionClient extends CloseableHttpClient implements RequestContext {
  private static final int MOST = 8 << 20;

  private final RequestGate gate;
  private final String base;
  private final String version;
  private final String token;
  private final Duration limit;
  private CloseableHttpClient http;

  /**
   * @param base address without a path, {@code https://api.notion.com}
   * @param version of Notion's API, a date
   * @param limit deadline of one call, from its turn at the gate to the last byte
   */
  public NotionClient(RequestGate gate, String base, String version, String token, Duration limit) {
    this.gate = gate;
    this.base = base.replaceFirst("/+$", "");
    this.version = version;
    this.token = token;
    this.limit = limit;
  }

  @Override
  protected CloseableHttpResponse doExecute(
      HttpHost target, ClassicHttpRequest request, HttpContext context) throws IOException {
    // camel-http puts the Exchange there because this object is also its activity listener
    Exchange exchange = (Exchange) context.getAttribute("org.apache.camel.Exchange");
    exchange.setVariable("answer", ask(exchange.getVariable("call", NotionRequest.class)));
    return CloseableHttpResponse.adapt(new BasicClassicHttpResponse(204));
  }

  /**
   * Asks when the gate lets it.
   *
   * @throws NotionRefusal when it is closed, or when Notion does not do what is asked
   */
  JsonNode ask(NotionRequest call) throws IOException {
    try {
      gate.enter();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("stopped").initCause(e);
    }
    try {
      return judged(call);
    } catch (NotionRefusal refusal) {
      if (refusal.closes()) {
        gate.close(refusal);
      } else {
        gate.passed();
      }
      throw refusal;
    } finally {
      gate.leave();
    }
  }

  private JsonNode judged(NotionRequest call) {
    NotionAnswer answer;
    try {
      answer = send(call);
    } catch (IOException e) {
      throw NotionAnswer.none(call, e, gate::backOff);
    }
    JsonNode json = answer.good() ? answer.json() : null;
    if (json == null) {
      throw answer.refusal(call, gate::backOff);
    }
    gate.passed();
    return json;
  }

  private NotionAnswer send(NotionRequest call) throws IOException {
    HttpUriRequestBase request = request(call);
    CompletableFuture<Boolean> alarm =
        CompletableFuture.supplyAsync(
            request::cancel,
            CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS));
    try (ClassicHttpResponse response = http().executeOpen(null, request, null)) {
      return new NotionAnswer(
          response.getCode(),
          header(response, "Retry-After"),
          header(response, "Date"),
          body(response));
    } catch (IOException e) {
      if (request.isCancelled()) {
        throw new IOException("no whole answer within " + limit.toMillis() / 1000.0 + " s", e);
      }
      throw e;
    } finally {
      alarm.cancel(false);
    }
  }

  private HttpUriRequestBase request(NotionRequest call) {
    HttpUriRequestBase request =
        new HttpUriRequestBase(call.method(), java.net.URI.create(base + call.path()));
    request.setHeader("Authorization", "Bearer " + token);
    request.setHeader("Notion-Version", version);
    request.setHeader("Accept", "application/json");
    if (call.body() != null) {
      request.setEntity(new StringEntity(call.body().toString(), ContentType.APPLICATION_JSON));
    }
    return request;
  }

  /** What an answer echoes of the token goes nowhere. */
  private byte[] body(ClassicHttpResponse response) throws IOException {
    HttpEntity entity = response.getEntity();
    if (entity == null) {
      return new byte[0];
    }
    try (InputStream in = entity.getContent()) {
      byte[] bytes = in.readNBytes(MOST + 1);
      if (bytes.length > MOST) {
        throw new IOException("the answer is larger than 8 MiB");
      }
      String text = new String(bytes, StandardCharsets.UTF_8);
      return text.contains(token)
          ? text.replace(token, "…").getBytes(StandardCharsets.UTF_8)
          : bytes;
    }
  }

  private static String header(ClassicHttpResponse response, String name) {
    Header header = response.getFirstHeader(name);
    return header == null ? null : header.getValue();
  }

  /** Made for the first call. A connection is used again only within moments: Notion hangs up. */
  private synchronized CloseableHttpClient http() {
    if (http == null) {
      Timeout timeout = Timeout.of(limit);
      ConnectionConfig connection =
          ConnectionConfig.custom()
              .setConnectTimeout(timeout)
              .setSocketTimeout(timeout)
              .setTimeToLive(TimeValue.ofSeconds(30))
              .setValidateAfterInactivity(TimeValue.ofSeconds(1))
              .build();
      http =
          HttpClients.custom()
              .setConnectionManager(
                  PoolingHttpClientConnectionManagerBuilder.create()
                      .setDefaultConnectionConfig(connection)
                      .setMaxConnTotal(1)
                      .setMaxConnPerRoute(1)
                      .build())
              .setUserAgent("Uproute/" + Version.current())
              .disableAutomaticRetries()
              .disableRedirectHandling()
              .disableCookieManagement()
              .disableAuthCaching()
              .build();
    }
    return http;
  }

  @Override
  public void close() throws IOException {
    close(CloseMode.GRACEFUL);
  }

  @Override
  public synchronized void close(CloseMode mode) {
    if (http != null) {
      http.close(mode);
      http = null;
    }
  }
}
