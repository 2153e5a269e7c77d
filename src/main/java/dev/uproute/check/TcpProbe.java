package dev.uproute.check;

import dev.uproute.service.Service;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Connects, sends what the service says and waits for what it expects. Thread-safe. */
public final class TcpProbe {
  /** A peer that talks without end is heard this far. */
  private static final int MAX = 64 * 1024;

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
      Socket socket = line.socket();
      Duration limit = service.timing().readTimeout();
      socket.setSoTimeout(limit == null ? 0 : (int) limit.toMillis());
      if (service.request().send() != null) {
        trace.begin();
        socket.getOutputStream().write(service.request().send());
        trace.transfer();
      }
      String wanted = service.expect().bodyContains();
      if (wanted == null) {
        return verdict.up(attempt, "connected", trace.answered());
      }
      String heard = hear(socket.getInputStream(), wanted, trace);
      return verdict.text(attempt, "answered", heard, trace.answered());
    } catch (IOException e) {
      if (Faults.explain(e, peer, attempt.deadline()) instanceof NoAnswer none) {
        return Verdict.none(attempt, none, trace.silent());
      }
      throw e;
    }
  }

  /** What the peer says until it has said what is wanted, hangs up, or has said enough. */
  private static String hear(InputStream in, String wanted, Trace trace) throws IOException {
    byte[] wantedBytes = wanted.getBytes(StandardCharsets.UTF_8);
    byte[] heard = new byte[MAX];
    int length = 0;
    trace.begin();
    while (length < MAX) {
      int n = in.read(heard, length, MAX - length);
      if (n < 0) {
        break;
      }
      if (length == 0) {
        trace.firstByte();
      }
      int from = Math.max(0, length - wantedBytes.length);
      length += n;
      if (new String(heard, from, length - from, StandardCharsets.UTF_8).contains(wanted)) {
        break;
      }
    }
    trace.transfer();
    return new String(heard, 0, length, StandardCharsets.UTF_8);
  }
}
