package dev.uproute.check;

import dev.uproute.service.Service;
import java.io.IOException;

/** Shakes hands and looks at the certificate. Thread-safe. */
public final class TlsProbe {
  private final Dial dial;
  private final Tls tls;
  private final Verdict verdict;

  public TlsProbe(Dial dial, Tls tls, Verdict verdict) {
    this.dial = dial;
    this.tls = tls;
    this.verdict = verdict;
  }

  public Result check(Attempt attempt) throws IOException {
    Service service = attempt.service();
    String host = service.target().host();
    int port = service.target().port();
    Trace trace = new Trace(attempt.deadline());
    try (Line line = dial.open(attempt, host, port, trace)) {
      tls.upgrade(line, host, port, service.request().verify(), attempt, trace);
      return verdict.tls(attempt, trace.answered());
    } catch (IOException e) {
      if (Faults.explain(e, host + ":" + port, attempt.deadline()) instanceof NoAnswer none) {
        return Verdict.none(attempt, none, trace.silent());
      }
      throw e;
    }
  }
}
