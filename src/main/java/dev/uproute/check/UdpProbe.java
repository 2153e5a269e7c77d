package dev.uproute.check;

import dev.uproute.service.Service;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;

/**
 * What route {@code check-udp} needs to know: whom to ask, what to send, and what an answer, a
 * refusal or silence means. A UDP result has no response time (SPEC §2). Thread-safe.
 */
public final class UdpProbe {
  private static final byte[] FOUR_ZEROS = new byte[4];

  private final Resolver resolver;
  private final Ping ping;
  private final Verdict verdict;

  public UdpProbe(Resolver resolver, Ping ping, Verdict verdict) {
    this.resolver = resolver;
    this.ping = ping;
    this.verdict = verdict;
  }

  /**
   * The address to dial as {@code 192.0.2.1:53} or {@code [2001:db8::1]:53}: resolved and judged
   * here, so that nothing a service owner typed becomes part of an endpoint's URI.
   */
  public String peer(Attempt attempt) throws IOException, NotUp {
    Service service = attempt.service();
    int port = service.target().port();
    Trace trace = new Trace(attempt.deadline());
    try {
      String host = service.target().host();
      InetAddress address =
          resolver.resolve(service, host, port, attempt.deadline(), trace).getFirst();
      return Dial.peer(address.getHostAddress(), port);
    } catch (NoAnswer e) {
      throw new NotUp(Verdict.none(attempt, e, trace.silent()));
    }
  }

  public byte[] payload(Attempt attempt) {
    byte[] send = attempt.service().request().send();
    return send == null ? FOUR_ZEROS : send;
  }

  /**
   * Milliseconds to wait for a reply, so that the ping after silence ends before the next check.
   */
  public long patience(Attempt attempt) {
    long left = attempt.deadline().leftMillis();
    long beforePing = attempt.check().leftMillis() - Ping.TIEBREAK.toMillis();
    return pings(attempt) ? Math.min(left, Math.max(left / 2, beforePing)) : left;
  }

  private static boolean pings(Attempt attempt) {
    return "ping".equals(attempt.service().request().fallback());
  }

  /** A reply, an empty one too. */
  public Result replied(Attempt attempt, String peer, byte[] reply) {
    int length = reply == null ? 0 : reply.length;
    String text = length == 0 ? "" : new String(reply, StandardCharsets.UTF_8);
    String what = "answered with " + length + (length == 1 ? " byte" : " bytes");
    return verdict.text(attempt, what, text, evidence(attempt, peer));
  }

  /** Port unreachable or another error of the network; failures of ours are thrown on. */
  public Result refused(Attempt attempt, String peer, Exception failure) throws Exception {
    if (!(failure instanceof IOException io)
        || !(Faults.explain(io, peer, attempt.deadline()) instanceof NoAnswer none)) {
      throw failure;
    }
    return Verdict.none(attempt, none, evidence(attempt, peer));
  }

  /** Silence: the host is asked once whether it is there at all, if the service wants that. */
  public Result silent(Attempt attempt, String peer) throws IOException {
    Evidence evidence = evidence(attempt, peer);
    String silence = "no reply within " + Sentence.duration(attempt.deadline().length());
    if (!pings(attempt)) {
      return attempt.result(Status.DOWN, silence, evidence);
    }
    return switch (ping.echo(InetAddress.ofLiteral(address(peer)), Ping.TIEBREAK).echo()) {
      case Ping.Echo.ANSWERED ->
          attempt.result(Status.UP, silence + ", but host answers ping", evidence);
      case Ping.Echo.SILENT ->
          attempt.result(Status.DOWN, silence + ", and host does not answer ping", evidence);
      case Ping.Echo.IMPOSSIBLE ->
          attempt.result(Status.UNKNOWN, silence + "; " + Ping.IMPOSSIBLE_HERE, evidence);
    };
  }

  private static Evidence evidence(Attempt attempt, String peer) {
    Trace trace = new Trace(attempt.deadline());
    trace.address = address(peer);
    return trace.silent();
  }

  private static String address(String peer) {
    return peer.substring(0, peer.lastIndexOf(':')).replaceAll("[\\[\\]]", "");
  }
}
