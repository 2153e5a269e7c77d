package dev.uproute.check;

import dev.uproute.service.PublicUrl;
import dev.uproute.text.Sentence;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.util.Timeout;

/**
 * What a check found on its way, beside the evidence that every check keeps: gathered only of a
 * check that somebody asked for. Thread-safe.
 */
public final class CheckDetails {
  /** Of a check that nobody asked for: gathers nothing. */
  static final CheckDetails NONE = new CheckDetails(null);

  /** Of all attempts; a check that makes more says no more. */
  private static final int MOST = 50;

  /** A body that is shown and not judged is waited for so long. */
  private static final Timeout BEGIN = Timeout.ofSeconds(1);

  private final Instant at;
  private final List<Hop> hops = new ArrayList<>();
  private String answer;

  /**
   * One request of an HTTP check.
   *
   * @param attempt of the check, from 1
   * @param url without user info, query and fragment
   * @param address that was connected to; null when none was
   * @param status null without an answer
   */
  public record Hop(int attempt, String url, String address, Integer status) {}

  /**
   * @param at when the check began, as in its result
   */
  CheckDetails(Instant at) {
    this.at = at;
  }

  public Instant at() {
    return at;
  }

  synchronized void hop(Attempt attempt, HttpHop hop, String address, Integer status) {
    if (at != null && hops.size() < MOST) {
      String url = PublicUrl.text(hop.url(), attempt.service().target().filledIn());
      hops.add(new Hop(attempt.number(), url, address, status));
    }
  }

  void answered(HttpAnswer whole) {
    if (at != null) {
      answered(whole.text().text());
    }
  }

  synchronized void answered(String text) {
    if (at != null) {
      answer = Sentence.clean(text.strip().replaceAll("\\s+", " "));
    }
  }

  /** Reads how a body begins that has no say in the verdict, if it comes soon. */
  void begin(HttpConnection connection, ClassicHttpResponse response, HttpAnswer head) {
    if (at == null) {
      return;
    }
    try {
      connection.setSocketTimeout(BEGIN);
      HttpConnection.Part part = connection.body(response, _ -> true);
      answered(
          new HttpAnswer(null, head.status(), head.headers(), part.bytes(), true, Evidence.NONE));
    } catch (IOException | HttpException _) {
      // the check is over, and found what it was to find
    }
  }

  /** In the order in which they were made. */
  public synchronized List<Hop> hops() {
    return List.copyOf(hops);
  }

  /**
   * How the answer begins, in one line of at most {@value Sentence#MAX} characters; null = none.
   */
  public synchronized String answer() {
    return answer;
  }
}
