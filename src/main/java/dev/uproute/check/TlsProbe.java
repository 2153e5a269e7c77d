package dev.uproute.check;

import dev.uproute.service.Service;
import java.io.IOException;
import org.apache.camel.Variable;

/** Does the handshake and judges the certificate and what is received then. Thread-safe. */
public final class TlsProbe {
  private final Dialer dial;
  private final Tls tls;
  private final Judge verdict;

  public TlsProbe(Dialer dial, Tls tls, Judge verdict) {
    this.dial = dial;
    this.tls = tls;
    this.verdict = verdict;
  }

  public Result check(@Variable("attempt") Attempt attempt) throws IOException {
    Service service = attempt.service();
    String host = service.target().host();
    int port = service.target().port();
    CheckTrace trace = new CheckTrace(attempt.deadline());
    try (CheckConnection line = dial.open(attempt, host, port, trace)) {
      line.limit(service);
      tls.upgrade(line, host, port, service.request().verify(), attempt, trace);
      Result shaken = verdict.tls(attempt, trace.answered());
      if (!Judge.judgesText(attempt)) {
        return shaken;
      }
      String peer = Dialer.peer(trace.address, port);
      Result received = new Conversation(attempt, line.socket(), trace, verdict).judge(peer);
      return received.status() == Status.UP ? shaken : received;
    } catch (IOException e) {
      if (FailureKinds.explain(e, host + ":" + port, attempt) instanceof NoAnswer none) {
        return Judge.none(attempt, none, trace.silent());
      }
      throw e;
    }
  }
}
