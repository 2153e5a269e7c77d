package dev.uproute.send;

import dev.uproute.text.Deadline;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.concurrent.CancellableDependency;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;

/**
 * Gives the HttpClient of camel-http what neither of them has: one deadline over all of a request,
 * and a bound on an answer.
 *
 * <ol>
 *   <li>A request says its limits in header {@link #LIMITS}, which is not sent.
 *   <li>At its deadline it is cancelled, whether it connects, sends or reads.
 *   <li>Camel gets the status, the headers in {@link #KEPT} and what was read of the body until
 *       then. A body that is not whole has the reason in header {@link #CUT}.
 * </ol>
 *
 * Thread-safe.
 */
final class HttpLimits implements ExecChainHandler {
  /** Milliseconds and bytes, with a space between them. */
  static final String LIMITS = "Uproute-Limits";

  static final String CUT = "Uproute-Cut";

  /** What stands there when the time was up. */
  static final String LATE = "late";

  /** Any other header could steer a step that follows. */
  static final List<String> KEPT = List.of("Retry-After", "Date", "X-Limit-App-Reset", "ETag");

  /** The time was up. */
  static final class Late extends IOException {
    private static final long serialVersionUID = 1;
  }

  @Override
  public ClassicHttpResponse execute(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    String[] limits = request.getHeader(LIMITS).getValue().split(" ");
    request.removeHeaders(LIMITS);
    CancellableDependency sent = (CancellableDependency) scope.originalRequest;
    Deadline deadline = Deadline.after(Duration.ofMillis(Long.parseLong(limits[0])));
    Future<?> alarm = deadline.alarm(sent::cancel);
    try {
      return kept(chain.proceed(request, scope), Integer.parseInt(limits[1]), sent);
    } catch (IOException e) {
      throw sent.isCancelled() ? new Late() : e;
    } finally {
      alarm.cancel(false);
      // of an answer that was not read to its end; closing it would read on
      scope.execRuntime.discardEndpoint();
    }
  }

  private static ClassicHttpResponse kept(
      ClassicHttpResponse answer, int most, CancellableDependency sent) {
    ClassicHttpResponse kept = new BasicClassicHttpResponse(answer.getCode());
    for (String name : KEPT) {
      Header header = answer.getFirstHeader(name);
      if (header != null) {
        kept.addHeader(name, header.getValue());
      }
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    String cut = copied(answer.getEntity(), most, body, sent);
    if (cut != null) {
      kept.addHeader(CUT, cut);
    }
    kept.setEntity(new ByteArrayEntity(body.toByteArray(), null));
    return kept;
  }

  /** Why it was not copied as a whole; null when it was. */
  private static String copied(
      HttpEntity from, int most, ByteArrayOutputStream to, CancellableDependency sent) {
    byte[] piece = new byte[8_192];
    try {
      InputStream in = from == null ? InputStream.nullInputStream() : from.getContent();
      for (int n = 0; n >= 0; n = in.read(piece)) {
        if (to.size() + n > most) {
          to.write(piece, 0, most - to.size());
          return "the answer is larger than " + (most >> 20) + " MiB";
        }
        to.write(piece, 0, n);
      }
      return null;
    } catch (IOException e) {
      return sent.isCancelled() ? LATE : HttpMessages.words(e);
    }
  }
}
