package dev.uproute.check;

import dev.uproute.service.Service;
import java.io.IOException;
import org.apache.camel.Variable;

/** Connects, sends what the service says and waits for what it expects. Thread-safe. */
public final class TcpProbe {
  private final Dialer dial;
  private final Judge verdict;

  public TcpProbe(Dialer dial, Judge verdict) {
    this.dial = dial;
    this.verdict = verdict;
  }

  public Result check(@Variable("attempt") Attempt attempt) throws IOException {
    Service service = attempt.service();
    CheckTrace trace = new CheckTrace(attempt.deadline());
    String peer = service.target().host() + ":" + service.target().port();
    try (CheckConnection line =
        dial.open(attempt, service.target().host(), service.target().port(), trace)) {
      peer = Dialer.peer(trace.address, service.target().port());
      if (Judge.judgesText(attempt)) {
        return new Conversation(attempt, line.socket(), trace, verdict).judge(peer);
      }
      if (service.request().send() != null) {
        trace.begin();
        line.socket().getOutputStream().write(service.request().send());
        trace.transfer();
      }
      return verdict.up(attempt, "connected", trace.answered());
    } catch (IOException e) {
      if (FailureKinds.explain(e, peer, attempt) instanceof NoAnswer none) {
        return Judge.none(attempt, none, trace.silent());
      }
      throw e;
    }
  }
}
