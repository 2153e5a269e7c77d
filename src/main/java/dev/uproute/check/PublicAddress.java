package dev.uproute.check;

import dev.uproute.service.CheckType;
import dev.uproute.service.Expect;
import dev.uproute.service.Expression;
import dev.uproute.service.Service;
import dev.uproute.service.Statuses;
import dev.uproute.service.Target;
import dev.uproute.text.Deadline;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The public address of this machine, as a page that answers with it has it. Asked every ten
 * minutes; a change is reported until it is asked again. Thread-safe.
 */
public final class PublicAddress {
  private static final int LONGEST = 45;

  /** The whole page is wanted, not only its head: an expression of its end reads it all. */
  private static final Expect PAGE =
      new Expect(
          new Statuses(List.of(new Statuses.Range(200, 200))),
          null,
          Expression.of("\\S\\s*$"),
          List.of(),
          Map.of(),
          new Statuses(List.of()),
          null,
          true,
          List.of(),
          null,
          null);

  private final HttpProbe http;
  private final String url;
  private final Duration every;
  private String address;
  private String moved;
  private Deadline next;

  /**
   * @param url {@code uproute.host.address}: answers with the caller's address and nothing else, or
   *     none
   */
  public PublicAddress(HttpProbe http, String url) {
    this(http, url, Duration.ofMinutes(10));
  }

  PublicAddress(HttpProbe http, String url, Duration every) {
    this.http = http;
    this.url = url;
    this.every = every;
  }

  /**
   * The sentence when it has changed; null when it has not, and when no page can be asked: that
   * this page is down says nothing of this machine.
   */
  synchronized String moved(Attempt attempt) throws IOException {
    if (url.equals("none") || next != null && !next.expired()) {
      return moved;
    }
    next = Deadline.after(every);
    String now = ask(attempt);
    if (now != null) {
      moved =
          address == null || address.equals(now)
              ? null
              : "the public address changed from " + address + " to " + now;
      address = now;
    }
    return moved;
  }

  /** Null when the answer is no address. */
  private String ask(Attempt attempt) throws IOException {
    HttpAnswer answer = http.ask(asking(attempt));
    if (answer.failure() != null || answer.status() != 200) {
      return null;
    }
    String text = answer.text().text().strip();
    try {
      return text.length() > LONGEST ? null : InetAddress.ofLiteral(text).getHostAddress();
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  private Attempt asking(Attempt attempt) {
    Service host = attempt.service();
    URI uri = URI.create(url);
    int standard = uri.getScheme().equals("https") ? 443 : 80;
    int port = uri.getPort() == -1 ? standard : uri.getPort();
    Target target = new Target(url, uri.getHost(), port);
    Service page =
        host.asking(
            new Service.Check(CheckType.HTTP.word(), target, host.timing(), host.request(), PAGE));
    return new Attempt(
        page,
        attempt.at(),
        attempt.number(),
        attempt.check(),
        attempt.deadline(),
        CheckDetails.NONE);
  }
}
