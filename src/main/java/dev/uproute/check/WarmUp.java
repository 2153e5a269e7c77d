package dev.uproute.check;

import dev.uproute.service.CheckType;
import dev.uproute.service.Service;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks loopback servers of its own before the first service is checked: what Java loads, links
 * and compiles by then is not booked as the slowness of a target. Each protocol once, when the
 * first service that needs it is listed. Remembers what was begun; thread-safe.
 */
public final class WarmUp {
  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

  /** Number of whole checks, beside which nothing else runs. */
  static final int WAYS = 8;

  private final Map<WarmUpProtocol, CompletableFuture<Void>> begun =
      new EnumMap<>(WarmUpProtocol.class);
  private boolean running;

  /** Begins what every list needs, before there is one. */
  public synchronized void begin() {
    start(WarmUpProtocol.HTTP);
  }

  /** Begins what a list needs; once checks are running it is waited for. */
  public synchronized void accept(List<Service> services) {
    for (Service service : services) {
      WarmUpProtocol.of(service).forEach(this::start);
    }
    if (running) {
      join();
    }
  }

  /** Waits for what was begun: checks may run now. */
  public synchronized void join() {
    running = true;
    begun.values().forEach(CompletableFuture::join);
  }

  /**
   * Joins, and then goes the whole way of a check: what Camel does before and after it takes
   * processors from those under way.
   *
   * @param policy services of a file may be at loopback addresses; where not, this is left out
   */
  public void through(AddressPolicy policy, ProducerTemplate camel) {
    join();
    try (LoopbackServer server = LoopbackServer.http()) {
      Service service = WarmUpProtocol.service(server.url(CheckType.HTTP.word(), ""));
      if (policy.objection(service, WarmUpProtocol.HERE) == null) {
        camel.sendBody("direct:warm-up", Collections.nCopies(WAYS, service));
      }
    } catch (IOException | CamelExecutionException e) {
      logFailure(WarmUpProtocol.HTTP, e);
    }
  }

  /** Checks work without; only the first times may be too long. */
  private static void logFailure(WarmUpProtocol protocol, Exception e) {
    LOG.warn(
        "Response times of the first {} checks may be too long: {}",
        protocol,
        FailureKinds.sentence(e));
  }

  /** On virtual threads, as checks are. */
  private void start(WarmUpProtocol protocol) {
    begun.computeIfAbsent(
        protocol,
        _ -> CompletableFuture.runAsync(() -> warm(protocol), Thread::startVirtualThread));
  }

  private static void warm(WarmUpProtocol protocol) {
    try {
      protocol.warm();
    } catch (IOException | GeneralSecurityException | InterruptedException e) {
      logFailure(protocol, e);
    }
  }
}
