package dev.uproute.check;

import dev.uproute.service.Service;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Turns a host into the addresses that may be dialled, within a deadline. Thread-safe.
 *
 * <p>The system's resolver is asked on threads of its own: the call cannot be interrupted and would
 * hold one of the few carriers of the virtual threads that work the checks.
 */
public final class Resolver {
  /** So many names can wait for a slow name server at once before others wait behind them. */
  private static final int THREADS = 32;

  /** A name with a thousand addresses is not tried for ever. */
  static final int TRIED = 3;

  private final AddressPolicy policy;
  private final OwnNetwork network;
  private final Lookup lookup;
  private final ThreadPoolExecutor threads;

  /** The system's resolver. */
  interface Lookup {
    InetAddress[] of(String host) throws UnknownHostException;
  }

  public Resolver(AddressPolicy policy, OwnNetwork network) {
    this(policy, network, InetAddress::getAllByName);
  }

  Resolver(AddressPolicy policy, OwnNetwork network, Lookup lookup) {
    this.policy = policy;
    this.network = network;
    this.lookup = lookup;
    this.threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("resolve-", 0).factory());
    threads.allowCoreThreadTimeOut(true);
  }

  /**
   * Up to three addresses in the order of the system's resolver, at least one.
   *
   * @param port -1 where the protocol has none
   * @throws NoAnswer when the name does not exist, may not be dialled or takes too long
   */
  List<InetAddress> resolve(Service service, String host, int port, Deadline deadline, Trace trace)
      throws IOException {
    trace.begin();
    List<InetAddress> found = List.of(addresses(service, host, deadline));
    trace.dns();
    List<InetAddress> allowed = new ArrayList<>(TRIED);
    String objection = null;
    for (InetAddress address : found) {
      String no = policy.objection(service, address, port);
      if (no == null && allowed.size() < TRIED) {
        allowed.add(address);
      }
      objection = objection == null ? no : objection;
    }
    if (allowed.isEmpty()) {
      throw NoAnswer.down(objection);
    }
    return allowed;
  }

  private InetAddress[] addresses(Service service, String host, Deadline deadline)
      throws IOException {
    if (literal(host)) {
      return new InetAddress[] {InetAddress.ofLiteral(host)};
    }
    Future<InetAddress[]> answer = threads.submit(() -> lookup.of(host));
    try {
      InetAddress[] addresses = answer.get(deadline.leftNanos(), TimeUnit.NANOSECONDS);
      network.resolved(service, host);
      return addresses;
    } catch (TimeoutException e) {
      answer.cancel(false);
      ours(service, host);
      throw NoAnswer.timeout(
          "name %s not resolved within %s".formatted(host, Sentence.duration(deadline.length())));
    } catch (ExecutionException e) {
      throw unresolved(service, host, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw NoAnswer.unknown("interrupted while resolving " + host);
    }
  }

  private static boolean literal(String host) {
    char last = host.charAt(host.length() - 1);
    return host.indexOf(':') >= 0 || last >= '0' && last <= '9' && host.matches("[0-9.]+");
  }

  /** Names that nobody resolves say nothing of the service. */
  private void ours(Service service, String host) throws NoAnswer {
    if (network.silent(service, host)) {
      throw NoAnswer.unknown(OwnNetwork.reason(true));
    }
  }

  private IOException unresolved(Service service, String host, Throwable cause) throws NoAnswer {
    if (!(cause instanceof UnknownHostException)) {
      return new IOException("resolving " + host + " failed", cause);
    }
    // the system tells "there is no such name" from "the name servers did not answer" in words only
    String message = String.valueOf(cause.getMessage());
    if (message.contains("Temporary failure")) {
      ours(service, host);
      return NoAnswer.down("name " + host + " could not be resolved: no name server answered");
    }
    return NoAnswer.down("name " + host + " does not exist");
  }
}
