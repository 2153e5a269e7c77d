package dev.uproute.dns;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

/**
 * Asks the name servers, without a cache.
 *
 * <ol>
 *   <li>The servers are asked in turn, those that were silent lately last, with 1 s of patience,
 *       then 2 s, then 4 s: a packet that is lost costs a second.
 *   <li>An answer that there is no address ends it; SERVFAIL, REFUSED, silence and garbage lead on
 *       to the next server, and are the cause when none is left.
 *   <li>At most 64 names are asked for at once: small forwarders refuse more.
 * </ol>
 *
 * Thread-safe.
 */
final class NameServerClient {
  private static final int AT_ONCE = 64;
  private static final long QUEUE_SECONDS = 10;
  private static final int ROUNDS = 3;
  private static final String NOWHERE = "does not exist";

  private final Semaphore permits = new Semaphore(AT_ONCE);
  private final SystemNames system = new SystemNames();

  /**
   * What was found out.
   *
   * @param ttl seconds it may be remembered
   */
  record Found(Lookup lookup, long ttl) {
    private static final long ABSENT = 5;
    private static final long FAILED = 1;

    static Found absent(String name, String why) {
      return new Found(new Lookup.Absent("name " + name + " " + why), ABSENT);
    }

    static Found failed(String cause) {
      return new Found(new Lookup.Failed(cause), FAILED);
    }
  }

  Found ask(String name, NameServers servers) throws InterruptedException {
    // multicast names are found by the system's switch, never by a name server (RFC 6762)
    if (name.endsWith(".local")) {
      return system.find(name);
    }
    Found found = queued(name, servers);
    if (found.lookup() instanceof Lookup.Absent && name.indexOf('.') < 0) {
      // the name of a machine nearby, which the system may know by other ways
      Found other = system.find(name);
      return other.lookup() instanceof Lookup.Addresses ? other : found;
    }
    return found;
  }

  private Found queued(String name, NameServers servers) throws InterruptedException {
    if (!permits.tryAcquire(QUEUE_SECONDS, TimeUnit.SECONDS)) {
      return Found.failed(servers.words() + " " + Query.SILENCE);
    }
    try {
      return completed(name, servers);
    } finally {
      permits.release();
    }
  }

  /** Asks for the name as it is and completed by the search domains. */
  private static Found completed(String name, NameServers servers) throws InterruptedException {
    String absent = NOWHERE;
    String failed = null;
    List<Name> candidates;
    try {
      candidates = servers.candidates(name);
    } catch (TextParseException e) {
      return Found.absent(name, "is not a name that can exist");
    }
    for (Name candidate : candidates) {
      Reply reply = all(candidate, servers, ROUNDS);
      if (!reply.addresses().isEmpty()) {
        return new Found(new Lookup.Addresses(reply.addresses(), true), reply.ttl());
      }
      if (reply.fault() != null) {
        failed = failed == null ? reply.fault() : failed;
        if (reply.fault().contains(Query.SILENCE)) {
          break;
        }
      } else if (absent.equals(NOWHERE)) {
        absent = reply.absent();
      }
    }
    return failed == null ? Found.absent(name, absent) : Found.failed(failed);
  }

  /** The first answer of a server; the faults of all of them when none gave one. */
  private static Reply all(Name name, NameServers servers, int rounds) throws InterruptedException {
    Map<NameServer, String> faults = new LinkedHashMap<>();
    List<NameServer> left = servers.inOrder();
    int most = servers.allSuspect() ? Math.min(rounds, 2) : rounds;
    for (int round = 0; round < most; round++) {
      for (NameServer server : List.copyOf(left)) {
        Reply reply = DualQuery.ask(name, server, 1L << round);
        if (reply.fault() == null) {
          return reply;
        }
        faults.put(server, reply.fault());
        if (reply.fault().matches("answered [A-Z]+")) {
          left.remove(server);
        }
      }
    }
    return Reply.fault(
        faults.entrySet().stream()
            .map(each -> "name server " + each.getKey() + " " + each.getValue())
            .collect(Collectors.joining(", ")));
  }

  /**
   * Whether the servers answer for this name, and not only from their cache: a forwarder that is
   * cut off still gives out what it remembers, with a time to live that has run down.
   *
   * @param longest the longest time to live this name came with
   */
  boolean works(String name, NameServers servers, long longest) throws InterruptedException {
    try {
      Name known = Name.fromString(name, Name.root);
      Reply reply = all(known, servers, 1);
      if (reply.addresses().isEmpty() || reply.ttl() >= longest) {
        return !reply.addresses().isEmpty();
      }
      String label = "up" + Long.toHexString(ThreadLocalRandom.current().nextLong());
      return all(Name.fromString(label, known), servers, 1).fault() == null;
    } catch (TextParseException e) {
      return false;
    }
  }
}
