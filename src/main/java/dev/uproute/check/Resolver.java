package dev.uproute.check;

import dev.uproute.dns.Lookup;
import dev.uproute.dns.NameResolver;
import dev.uproute.service.Service;
import dev.uproute.text.Deadline;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns a host into the addresses that may be dialled, within a deadline, and distinguishes a name
 * that leads nowhere from a name server of ours that fails. Thread-safe.
 */
public final class Resolver {
  /** A name with a thousand addresses is not tried for ever. */
  static final int TRIED = 3;

  private final AddressPolicy policy;
  private final Connectivity network;
  private final NameResolver names;

  public Resolver(AddressPolicy policy, Connectivity network, NameResolver names) {
    this.policy = policy;
    this.network = network;
    this.names = names;
  }

  /**
   * Up to three addresses, at least one: IPv4 first, and the last of them of the other family when
   * the name has both.
   *
   * @param port -1 where the protocol has none
   * @throws NoAnswer when the name leads nowhere, may not be dialled or takes too long
   */
  List<InetAddress> resolve(
      Service service, String host, int port, Deadline deadline, CheckTrace trace)
      throws IOException {
    trace.begin();
    List<InetAddress> found = addresses(service, host, deadline);
    trace.dns();
    // where a redirect leads is the target's doing
    boolean own =
        host.equals(service.target().host()) && (port < 0 || port == service.target().port());
    List<InetAddress> allowed = new ArrayList<>();
    AddressPolicy.Objection objection = null;
    for (InetAddress address : found) {
      AddressPolicy.Objection no = policy.objection(service, address, port, own);
      if (no == null) {
        allowed.add(address);
      }
      objection = objection == null ? no : objection;
    }
    if (allowed.isEmpty()) {
      throw objection.setting() && own
          ? NoAnswer.unknown(objection.sentence())
          : NoAnswer.down(objection.sentence());
    }
    return tried(allowed);
  }

  private static List<InetAddress> tried(List<InetAddress> all) {
    if (all.size() <= TRIED) {
      return all;
    }
    List<InetAddress> tried = new ArrayList<>(all.subList(0, TRIED));
    boolean six = all.getFirst() instanceof Inet6Address;
    boolean mixed = tried.stream().anyMatch(each -> each instanceof Inet6Address != six);
    all.stream()
        .filter(each -> !mixed && each instanceof Inet6Address != six)
        .findFirst()
        .ifPresent(other -> tried.set(TRIED - 1, other));
    return tried;
  }

  private List<InetAddress> addresses(Service service, String host, Deadline deadline)
      throws IOException {
    try {
      // of a name that failed before, some time is left to find out whose fault it is
      boolean failing = network.failing(service, host);
      Deadline until =
          failing ? deadline.within(deadline.left().multipliedBy(7).dividedBy(10)) : deadline;
      Lookup found = names.find(host, until);
      return switch (found) {
        case Lookup.Addresses(List<InetAddress> addresses, boolean asked) -> {
          if (asked) {
            network.resolved(service, host);
          }
          yield addresses;
        }
        case Lookup.Absent(String sentence) -> throw NoAnswer.down(sentence);
        case Lookup.Failed(String cause) -> throw failed(service, host, cause, deadline);
      };
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw NoAnswer.unknown("interrupted while resolving " + host);
    }
  }

  /** Name servers that fail say nothing of the service, until they answer for another name. */
  private NoAnswer failed(Service service, String host, String cause, Deadline deadline)
      throws InterruptedException {
    String sentence = "name " + host + " could not be resolved: " + cause;
    String other = network.failed(service, host, cause);
    if (other == null || !names.works(other, deadline)) {
      return NoAnswer.unknown(sentence);
    }
    network.theirs(service, host);
    return NoAnswer.down(sentence + ", but " + other + " can be");
  }
}
