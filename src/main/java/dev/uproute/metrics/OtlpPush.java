package dev.uproute.metrics;

import dev.uproute.send.HttpReply;
import dev.uproute.send.HttpRequest;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends all metrics to a collector of OpenTelemetry, in requests of a bounded size. Address and
 * login are secrets, so no line names more than the host. Remembers whether the last request
 * arrived; for one thread.
 */
public final class OtlpPush {
  private static final Logger LOG = LoggerFactory.getLogger("Uproute");
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int MOST = 1024;

  private final Metrics metrics;
  private final URI address;
  private final Map<String, String> headers;
  private final OtlpMessages messages;
  private boolean failing;

  /**
   * @param url such as {@code http://127.0.0.1:4318/v1/metrics}
   * @param authorization the header of that name, or none
   * @param clock for the time of each value
   */
  public OtlpPush(Metrics metrics, String url, String authorization, InstantSource clock) {
    this.metrics = metrics;
    this.address = URI.create(url);
    this.headers = new HashMap<>(Map.of("Content-Type", "application/x-protobuf"));
    if (!authorization.equals("none")) {
      headers.put("Authorization", authorization);
    }
    this.messages = new OtlpMessages(clock);
  }

  /** The requests that hold all metrics as they are now, each made when it is taken. */
  public Iterator<HttpRequest> requests() {
    Iterator<byte[]> bodies = messages.of(metrics.collect());
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return bodies.hasNext();
      }

      @Override
      public HttpRequest next() {
        return new HttpRequest("POST", address, headers, bodies.next(), LIMIT, MOST);
      }
    };
  }

  /** Logs the first of several that do not arrive, and that they arrive again. */
  public void answered(HttpReply reply) {
    String wrong = reply.failure(LIMIT);
    if (wrong != null && !failing) {
      LOG.warn("Metrics do not reach {}: {}; they are sent on", address.getHost(), wrong);
    } else if (wrong == null && failing) {
      LOG.info("Metrics reach {} again", address.getHost());
    }
    failing = wrong != null;
  }
}
