package dev.uproute.dns;

import dev.uproute.text.Deadline;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/** Both kinds of addresses of a name, asked of one server at the same time. */
final class DualQuery {
  /** So long the other kind is waited for when one has come. */
  private static final Duration GRACE = Duration.ofMillis(300);

  /** Addresses of one kind alone, while the other failed, are remembered no longer. */
  private static final long HALF_SECONDS = 30;

  private static final int ALIASES = 8;
  private static final String NOWHERE = "does not exist";

  private DualQuery() {}

  /**
   * @param patience seconds
   */
  static Reply ask(Name name, NameServer server, long patience) throws InterruptedException {
    Name asked = name;
    Reply reply = once(asked, server, patience);
    // a server that does not follow an alias itself gives only its name
    for (int hop = 0; leadsOn(reply, asked); hop++) {
      if (hop == ALIASES) {
        return new Reply(List.of(), 0, null, "is an alias that leads to no end", null);
      }
      asked = reply.alias();
      Reply next = once(asked, server, patience);
      reply = next.absent() != null && next.alias() == null ? because(asked, next) : next;
    }
    if (Query.SILENCE.equals(reply.fault())) {
      server.silent();
    } else {
      server.answered();
    }
    return reply;
  }

  private static boolean leadsOn(Reply reply, Name asked) {
    return reply.fault() == null
        && reply.addresses().isEmpty()
        && reply.alias() != null
        && !reply.alias().equals(asked);
  }

  private static Reply because(Name alias, Reply reply) {
    String why = reply.absent();
    String full =
        why.startsWith("is an alias")
            ? why
            : "is an alias of " + alias.toString(true) + ", which " + why;
    return new Reply(List.of(), 0, null, full, null);
  }

  private static Reply once(Name name, NameServer server, long patience)
      throws InterruptedException {
    Duration limit = Duration.ofSeconds(patience);
    CompletableFuture<Reply> four = Query.ask(name, Type.A, server, limit);
    CompletableFuture<Reply> six = Query.ask(name, Type.AAAA, server, limit);
    CompletableFuture.anyOf(four, six).join();
    CompletableFuture<Reply> first = four.isDone() ? four : six;
    CompletableFuture<Reply> other = four.isDone() ? six : four;
    boolean enough = !first.join().addresses().isEmpty();
    return merged(first.join(), enough ? soon(other) : other.join());
  }

  private static Reply soon(CompletableFuture<Reply> reply) throws InterruptedException {
    try {
      return Deadline.after(GRACE).await(reply);
    } catch (TimeoutException e) {
      return Reply.fault(Query.SILENCE);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Reply merged(Reply a, Reply b) {
    List<InetAddress> all = new ArrayList<>(a.addresses());
    all.addAll(b.addresses());
    if (!all.isEmpty()) {
      long ttl = Math.min(ttl(a), ttl(b));
      boolean half = a.fault() != null || b.fault() != null;
      return new Reply(all, half ? Math.min(ttl, HALF_SECONDS) : ttl, null, null, null);
    }
    for (Reply each : List.of(a, b)) {
      // a name that does not exist has no address of the other kind either
      if (each.absent() != null && each.absent().endsWith(NOWHERE)) {
        Reply other = each == a ? b : a;
        return other.absent() != null && !other.absent().endsWith(NOWHERE) ? other : each;
      }
    }
    return a.fault() != null ? a : b;
  }

  private static long ttl(Reply reply) {
    return reply.addresses().isEmpty() ? Long.MAX_VALUE : reply.ttl();
  }
}
