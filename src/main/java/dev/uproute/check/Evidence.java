package dev.uproute.check;

import java.time.Instant;
import java.util.List;

/**
 * What a verdict rests on. Nulls stand for what does not exist for the protocol or was not reached.
 *
 * @param httpStatus status code of the last answer
 * @param response response time in microseconds; null for UDP and where nothing answered
 * @param phases where that time went
 * @param address the address that was dialled, as text, without the port
 * @param attempts how many attempts the check took, from 1
 * @param certificateExpires end of the certificate that ends first of those the server sent and
 *     that validation uses, known even when it was refused
 * @param intermediate what that certificate is called when it is not the server's own, else null;
 *     not stored
 * @param certificates those the server sent and that validation uses, known even when it was
 *     refused
 * @param host what a check of this machine measured
 * @param perfdata what a command, or a route of the user's own, measured
 * @param locations what each location found; empty where only this one checks
 */
public record Evidence(
    Integer httpStatus,
    Long response,
    Timings phases,
    String address,
    int attempts,
    Instant certificateExpires,
    String intermediate,
    Certificates certificates,
    HostFigures host,
    Perfdata perfdata,
    List<LocationVote> locations) {
  /**
   * Where the time of one attempt went, in microseconds, each phase by itself; null for a phase
   * that was not reached or does not exist for the protocol. A redirect adds its hops up.
   *
   * @param dns resolving the name
   * @param connect the TCP handshake
   * @param tls the TLS handshake
   * @param firstByte from the request being sent to the first byte of the answer
   * @param total the whole attempt
   */
  public record Timings(Long dns, Long connect, Long tls, Long firstByte, Long total) {
    public static final Timings NONE = new Timings(null, null, null, null, null);
  }

  public static final Evidence NONE = new Evidence(null, null, Timings.NONE, null, 1, null);

  /** Where only this location checks. */
  public Evidence(
      Integer httpStatus,
      Long response,
      Timings phases,
      String address,
      int attempts,
      Instant certificateExpires,
      String intermediate,
      Certificates certificates,
      HostFigures host,
      Perfdata perfdata) {
    this(
        httpStatus,
        response,
        phases,
        address,
        attempts,
        certificateExpires,
        intermediate,
        certificates,
        host,
        perfdata,
        List.of());
  }

  /** Where the certificate, if there is one, is the server's own. */
  public Evidence(
      Integer httpStatus,
      Long response,
      Timings phases,
      String address,
      int attempts,
      Instant certificateExpires) {
    this(
        httpStatus,
        response,
        phases,
        address,
        attempts,
        certificateExpires,
        null,
        null,
        null,
        null);
  }

  /** Of a check of this machine. */
  static Evidence of(HostFigures host) {
    return new Evidence(null, null, Timings.NONE, null, 1, null, null, null, host, null);
  }

  /**
   * The same with another response time.
   *
   * @param micros in microseconds
   */
  Evidence took(long micros) {
    return new Evidence(
        httpStatus,
        micros,
        new Timings(null, null, null, null, micros),
        address,
        attempts,
        certificateExpires,
        intermediate,
        certificates,
        host,
        perfdata,
        locations);
  }

  /** The same with what a command measured; null = nothing. */
  Evidence with(Perfdata measured) {
    return new Evidence(
        httpStatus,
        response,
        phases,
        address,
        attempts,
        certificateExpires,
        intermediate,
        certificates,
        host,
        measured,
        locations);
  }

  /** The same with what each location found. */
  public Evidence of(List<LocationVote> votes) {
    return new Evidence(
        httpStatus,
        response,
        phases,
        address,
        attempts,
        certificateExpires,
        intermediate,
        certificates,
        host,
        perfdata,
        votes);
  }

  /** What was measured, as it is stored; null when nothing was. */
  public String figures() {
    return host != null
        ? host.text()
        : perfdata == null ? null : "{\"perfdata\":" + perfdata.text() + "}";
  }

  public Evidence withAttempts(int count) {
    return count == attempts
        ? this
        : new Evidence(
            httpStatus,
            response,
            phases,
            address,
            count,
            certificateExpires,
            intermediate,
            certificates,
            host,
            perfdata,
            locations);
  }
}
