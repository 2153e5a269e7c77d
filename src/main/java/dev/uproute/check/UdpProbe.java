package dev.uproute.check;

import dev.uproute.service.CheckType;
import dev.uproute.service.Service;
import dev.uproute.text.Sentence;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;

/**
 * What route {@code check-udp} needs to know: whom to ask, what to send, and what an answer, a
 * refusal or silence means. A UDP result has no response time. Thread-safe.
 */
public final class UdpProbe {
  private static final byte[] FOUR_ZEROS = new byte[4];

  private final Resolver resolver;
  private final Ping ping;
  private final Judge verdict;

  public UdpProbe(Resolver resolver, Ping ping, Judge verdict) {
    this.resolver = resolver;
    this.ping = ping;
    this.verdict = verdict;
  }

  /**
   * The addresses to ask: resolved and judged here, so that nothing a service owner typed becomes
   * part of an endpoint's URI.
   */
  public UdpPeers peers(Attempt attempt) throws IOException, NotUp {
    Service service = attempt.service();
    int port = service.target().port();
    CheckTrace trace = new CheckTrace(attempt.deadline());
    try {
      String host = service.target().host();
      return new UdpPeers(
          attempt, resolver.resolve(service, host, port, attempt.deadline(), trace));
    } catch (NoAnswer e) {
      throw new NotUp(Judge.none(attempt, e, trace.silent()));
    }
  }

  /** Whether another address is to be asked: none has replied, and there is one, and time. */
  public boolean more(UdpPeers peers) {
    return peers.more();
  }

  /** The next address to ask, as {@code 192.0.2.1:53} or {@code [2001:db8::1]:53}. */
  public String next(UdpPeers peers) {
    peers.next();
    return peer(peers);
  }

  private static String peer(UdpPeers peers) {
    return Dialer.peer(peers.address().getHostAddress(), peers.attempt().service().target().port());
  }

  public byte[] payload(Attempt attempt) {
    byte[] send = attempt.service().request().send();
    return send == null ? FOUR_ZEROS : send;
  }

  /**
   * Milliseconds to wait for a reply, so that a dead address leaves time for the next one, and the
   * ping after silence ends before the next check.
   */
  public long patience(UdpPeers peers) {
    Attempt attempt = peers.attempt();
    long left = attempt.deadline().leftMillis();
    long beforePing = attempt.check().leftMillis() - Ping.TIEBREAK.toMillis();
    long all = pings(attempt) ? Math.min(left, Math.max(left / 2, beforePing)) : left;
    return Math.max(1, all / peers.left());
  }

  private static boolean pings(Attempt attempt) {
    return CheckType.PING.is(attempt.service().request().fallback());
  }

  /** A reply, an empty one too. */
  public Result replied(UdpPeers peers, byte[] reply) {
    int length = reply == null ? 0 : reply.length;
    String text = length == 0 ? "" : new String(reply, StandardCharsets.UTF_8);
    String what = "answered with " + length + (length == 1 ? " byte" : " bytes");
    Evidence evidence = evidence(peers.attempt(), peers.address());
    return peers.replied(verdict.text(peers.attempt(), what, text, evidence));
  }

  /** Port unreachable or another error of the network; failures of ours are thrown on. */
  public Result refused(UdpPeers peers, Exception failure) throws Exception {
    Attempt attempt = peers.attempt();
    if (!(failure instanceof IOException io)
        || !(FailureKinds.explain(io, peer(peers), attempt.deadline()) instanceof NoAnswer none)) {
      throw failure;
    }
    return peers.refused(Judge.none(attempt, none, evidence(attempt, peers.address())));
  }

  public void silent(UdpPeers peers) {
    peers.silence();
  }

  /**
   * What stands when all that could be asked were: after silence the host is asked once whether it
   * is there at all, if the service wants that.
   */
  public Result judge(UdpPeers peers) throws IOException {
    if (peers.replied() || peers.silent() == null) {
      return peers.received();
    }
    Attempt attempt = peers.attempt();
    Evidence evidence = evidence(attempt, peers.silent());
    String silence = "no reply within " + Sentence.duration(attempt.deadline().length());
    if (!pings(attempt)) {
      return attempt.result(Status.DOWN, silence, evidence);
    }
    return switch (ping.echo(peers.silent(), Ping.TIEBREAK).echo()) {
      case Ping.Echo.ANSWERED ->
          attempt.result(Status.UP, silence + ", but host answers ping", evidence);
      case Ping.Echo.SILENT ->
          attempt.result(Status.DOWN, silence + ", and host does not answer ping", evidence);
      case Ping.Echo.IMPOSSIBLE ->
          attempt.result(Status.UNKNOWN, silence + "; " + Ping.IMPOSSIBLE_HERE, evidence);
    };
  }

  private static Evidence evidence(Attempt attempt, InetAddress address) {
    CheckTrace trace = new CheckTrace(attempt.deadline());
    trace.address = address.getHostAddress();
    return trace.silent();
  }
}
