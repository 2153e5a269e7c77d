package dev.uproute.check;

import dev.uproute.service.Expect;
import dev.uproute.text.Sentence;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.apache.camel.Variable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.bouncycastle.tls.TlsException;

/**
 * The HTTP client of checks: one new connection for each request, no pool, no retry, cookies for
 * the redirects of one check only, one deadline over all of it.
 *
 * <p>What to ask is read from the attempt and what came back is one object, so that Camel never
 * reads a placeholder or an option out of what a service owner typed, and neither a header nor a
 * body nor a charset of the target is ever in a message. Thread-safe.
 */
public final class HttpProbe {
  private static final int REDIRECTS = 5;
  private static final byte[] NONE = {};

  private final Dialer dial;
  private final Tls tls;
  private final String agent;

  public HttpProbe(Dialer dial, Tls tls) {
    this.dial = dial;
    this.tls = tls;
    String version = HttpProbe.class.getPackage().getImplementationVersion();
    this.agent = "Uproute/" + (version == null ? "dev" : version);
  }

  /**
   * Asks the service's URL. A target that fails is an Answer; what is thrown is a failure of ours.
   */
  public HttpAnswer ask(@Variable("attempt") Attempt attempt) throws IOException {
    CheckTrace trace = new CheckTrace(attempt.deadline());
    try {
      return follow(attempt, trace);
    } catch (NoAnswer e) {
      return HttpAnswer.none(e, trace.silent());
    }
  }

  private HttpAnswer follow(Attempt attempt, CheckTrace trace) throws IOException {
    HttpHop hop = HttpHop.first(attempt.service());
    Cookies cookies = new Cookies();
    Set<String> seen = new HashSet<>();
    while (true) {
      HttpAnswer answer = exchange(hop, cookies, attempt, trace);
      if (!leadsOn(attempt, answer.status(), answer.headers())) {
        return answer;
      }
      seen.add(asked(hop, cookies));
      cookies.keep(hop, answer.headers());
      hop = hop.redirected(answer.status(), RedirectLocation.of(answer.headers()));
      if (seen.contains(asked(hop, cookies))) {
        throw NoAnswer.down("redirect loop");
      }
      if (seen.size() > REDIRECTS) {
        throw NoAnswer.down("more than " + REDIRECTS + " redirects");
      }
    }
  }

  /** The same page with another cookie is another page. */
  private static String asked(HttpHop hop, Cookies cookies) {
    return hop.method() + " " + hop.url() + " " + cookies.line(hop);
  }

  private static boolean leadsOn(Attempt attempt, int status, Header[] headers) {
    return attempt.service().request().followRedirects()
        && HttpHop.redirects(status)
        && Arrays.stream(headers).anyMatch(h -> h.getName().equalsIgnoreCase("Location"));
  }

  /** One request and its answer; a body that is not judged is not waited for. */
  private HttpAnswer exchange(HttpHop hop, Cookies cookies, Attempt attempt, CheckTrace trace)
      throws IOException {
    String peer = hop.authority();
    String address = null;
    Integer status = null;
    try (CheckConnection line = dial.open(attempt, hop.host(), hop.port(), trace)) {
      address = trace.address;
      peer = Dialer.peer(address, hop.port());
      line.limit(attempt.service());
      if (hop.secure()) {
        boolean verify = attempt.service().request().verify();
        tls.upgrade(line, hop.host(), hop.port(), verify, attempt, trace);
      }
      HttpConnection connection = new HttpConnection(line.socket(), trace);
      ClassicHttpRequest request = hop.request(agent);
      cookies.add(hop, request);
      ClassicHttpResponse response = connection.ask(request);
      status = response.getCode();
      return answer(connection, response, hop, attempt, trace);
    } catch (HttpException e) {
      String what = String.valueOf(e.getMessage()).replaceFirst("; error at offset.*", "");
      throw NoAnswer.down("answer is not valid HTTP: " + Sentence.quote(what));
    } catch (IOException e) {
      throw explained(e, peer, hop.host(), attempt);
    } finally {
      attempt.details().hop(attempt, hop, address, status);
    }
  }

  private static HttpAnswer answer(
      HttpConnection connection,
      ClassicHttpResponse response,
      HttpHop hop,
      Attempt attempt,
      CheckTrace trace)
      throws IOException, HttpException {
    int status = response.getCode();
    Header[] headers = response.getHeaders();
    trace.httpStatus = status;
    trace.transfer();
    Expect expect = attempt.service().expect();
    boolean body = connection.framed(hop.method(), response);
    if (!body || leadsOn(attempt, status, headers) || !BodyNeed.any(expect, status)) {
      HttpAnswer answer = new HttpAnswer(null, status, headers, NONE, false, trace.answered());
      if (body) {
        attempt.details().begin(connection, response, answer);
      }
      return answer;
    }
    BodyNeed need = new BodyNeed(expect);
    HttpConnection.Part part =
        connection.body(
            response,
            begin ->
                need.met(new HttpAnswer(null, status, headers, begin, true, Evidence.NONE).text()));
    trace.transfer();
    HttpAnswer answer =
        new HttpAnswer(null, status, headers, part.bytes(), part.cut(), trace.answered());
    attempt.details().answered(answer);
    return answer;
  }

  private static IOException explained(IOException e, String peer, String host, Attempt attempt) {
    if (e instanceof NoAnswer || attempt.deadline().expired()) {
      return FailureKinds.explain(e, peer, attempt);
    }
    return switch (e) {
      case MessageConstraintException _ ->
          NoAnswer.down("header limit: more than 200 headers or a line of more than 64 kB");
      case NoHttpResponseException _ ->
          NoAnswer.down("connection closed by " + peer + " without an answer");
      case ConnectionClosedException _, MalformedChunkCodingException _ ->
          NoAnswer.down("answer of " + peer + " ends too early");
      case SSLException _, TlsException _ -> NoAnswer.down(TlsRefusal.afterwards(e, host));
      default -> FailureKinds.explain(e, peer, attempt);
    };
  }
}
