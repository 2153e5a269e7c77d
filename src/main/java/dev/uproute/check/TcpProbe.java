package dev.uproute.check;

import dev.uproute.service.Service;
import java.io.IOException;

/** Connects, sends what the service says and waits for what it expects. Thread-safe. */
public final class TcpProbe {
  private final Dial dial;
  private final Verdict verdict;

  public TcpProbe(Dial dial, Verdict verdict) {
    this.dial = dial;
    this.verdict = verdict;
  }

  public Result check(Attempt attempt) throws IOException {
    Service service = attempt.service();
    Trace trace = new Trace(attempt.deadline());
    String peer = service.target().host() + ":" + service.target().port();
    try (Line line = dial.open(attempt, service.target().host(), service.target().port(), trace)) {
      peer = Dial.peer(trace.address, service.target().port());
      if (Verdict.judgesText(attempt)) {
        return new Conversation(attempt, line.socket(), trace, verdict).judge(peer);
      }
      if (service.request().send() != null) {
        trace.begin();
        line.socket().getOutputStream().write(service.request().send());
        trace.transfer();
      }
      return verdict.up(attempt, "connected", trace.answered());
    } catch (IOException e) {
      if (Faults.explain(e, peer, attempt) instanceof NoAnswer none) {
        return Verdict.none(attempt, none, trace.silent());
      }
      throw e;
    }
  }
}
