package dev.uproute.dns;

import dev.uproute.text.Deadline;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/** What was found out of names, for its time to live, five minutes at most. Thread-safe. */
final class NameCache {
  private static final int MOST = 10_000;
  private static final int PROOFS = 1_000;
  private static final long LONGEST_SECONDS = 300;
  private static final Duration PROOF = Duration.ofSeconds(5);

  private final LongSupplier nanos;
  private final Map<String, Entry> entries = new ConcurrentHashMap<>();
  private final Map<String, Proof> proofs = new ConcurrentHashMap<>();

  /**
   * @param longest the longest time to live the name came with, in seconds
   */
  private record Entry(Lookup lookup, Deadline end, long longest) {}

  private record Proof(Deadline end, CompletableFuture<Boolean> works) {}

  NameCache(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Null when nothing is known any more. */
  Lookup get(String name) {
    Entry entry = entries.get(name);
    return entry != null && !entry.end.expired() ? entry.lookup : null;
  }

  void put(String name, NameServerClient.Found found) {
    if (entries.size() >= MOST) {
      forget();
    }
    long seconds = Math.min(found.ttl(), LONGEST_SECONDS);
    Deadline end = Deadline.after(Duration.ofSeconds(seconds), nanos);
    boolean addresses = found.lookup() instanceof Lookup.Addresses;
    long longest = Math.max(longest(name), addresses ? found.ttl() : 0);
    entries.put(name, new Entry(found.lookup(), end, longest));
  }

  long longest(String name) {
    Entry entry = entries.get(name);
    return entry == null ? 0 : entry.longest;
  }

  /** What is over goes; when nothing is, all goes and is asked anew. */
  private void forget() {
    entries.values().removeIf(entry -> entry.end.expired());
    if (entries.size() >= MOST) {
      entries.clear();
    }
  }

  /**
   * The last proof, or a new one when it is older than five seconds; false when it takes longer.
   */
  boolean proved(String name, Deadline deadline, Callable<Boolean> question)
      throws InterruptedException {
    if (proofs.size() >= PROOFS) {
      proofs.clear();
    }
    Proof proof =
        proofs.compute(
            name, (_, last) -> last != null && !last.end.expired() ? last : begun(question));
    try {
      return deadline.await(proof.works);
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a name server could not be asked", e.getCause());
    }
  }

  private Proof begun(Callable<Boolean> question) {
    CompletableFuture<Boolean> works = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("resolve")
        .start(
            () -> {
              try {
                works.complete(question.call());
              } catch (Exception | Error e) {
                works.completeExceptionally(e);
              }
            });
    return new Proof(Deadline.after(PROOF, nanos), works);
  }
}
