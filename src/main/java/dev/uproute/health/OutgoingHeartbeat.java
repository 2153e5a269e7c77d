package dev.uproute.health;

import dev.uproute.send.HttpReply;
import dev.uproute.send.HttpRequest;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The heartbeat of this program at somebody else's monitor. Its address is a secret, so no line
 * names more of it than the host. Remembers whether the last one arrived; for one thread.
 */
public final class OutgoingHeartbeat {
  private static final Logger LOG = LoggerFactory.getLogger("Uproute");
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int MOST = 1024;

  private final HttpRequest request;
  private boolean failing;

  /**
   * @param url {@code http} or {@code https}
   */
  public OutgoingHeartbeat(String url) {
    request = new HttpRequest("GET", URI.create(url), Map.of(), null, LIMIT, MOST);
  }

  public HttpRequest request() {
    return request;
  }

  /** Logs the first of several that do not arrive, and that they arrive again. */
  public void answered(HttpReply reply) {
    String wrong = reply.failure(LIMIT);
    if (wrong != null && !failing) {
      LOG.warn(
          "The heartbeat of this program does not reach {}: {}; it is sent on",
          request.host(),
          wrong);
    } else if (wrong == null && failing) {
      LOG.info("The heartbeat of this program reaches {} again", request.host());
    }
    failing = wrong != null;
  }
}
