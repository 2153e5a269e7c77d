package dev.uproute.dns;

import dev.uproute.text.Deadline;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;

/**
 * Names only the system's own resolver can find: multicast DNS and what else its name service
 * switch knows. Thread-safe.
 */
final class SystemNames {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  /** As long as the JVM gives out what it found. */
  private static final long TTL = 30;

  // the call blocks in native code, which would hold a carrier of the virtual threads
  private final ExecutorService threads =
      Executors.newFixedThreadPool(8, Thread.ofPlatform().daemon().name("resolve-", 0).factory());

  NameServerClient.Found find(String name) throws InterruptedException {
    try {
      InetAddress[] all = Deadline.after(LIMIT).call(threads, () -> InetAddress.getAllByName(name));
      return new NameServerClient.Found(new Lookup.Addresses(List.of(all), true), TTL);
    } catch (TimeoutException e) {
      return NameServerClient.Found.failed("the system's resolver did not answer");
    } catch (ExecutionException e) {
      return failed(name, e.getCause());
    }
  }

  /** The system distinguishes "no such name" from "nobody answered" in words only. */
  private static NameServerClient.Found failed(String name, Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    if (!(cause instanceof UnknownHostException)) {
      return NameServerClient.Found.failed("the system's resolver failed: " + message);
    }
    return message.contains("Temporary failure")
        ? NameServerClient.Found.failed("the system's resolver got no answer")
        : NameServerClient.Found.absent(name, "does not exist");
  }
}
