package dev.uproute.report;

import dev.uproute.check.Result;
import dev.uproute.service.CheckType;
import dev.uproute.service.Expect;
import dev.uproute.service.Service;

/** Why a result is not UP, in one word, for programs. */
enum FailureType {
  /** the service was in maintenance: whatever was found is no fault */
  MAINTENANCE,
  /** the name of the host was not resolved */
  DNS,
  /** refused, reset, closed, or no valid answer */
  CONNECTION,
  /** a certificate was received, and refused */
  TLS,
  /** no answer in time */
  TIMEOUT,
  /** another HTTP status than expected */
  HTTP_STATUS,
  /** body, header or answer is not as expected */
  CONTENT,
  /** the page of a bot protection */
  BOT_PROTECTION,
  /** slower than {@code degraded.slower_than} */
  SLOW,
  /** the certificate ends soon */
  CERTIFICATE,
  /** this machine is above a limit */
  LIMIT,
  /** the job did not report, or reported a failure */
  HEARTBEAT,
  /** what a route of the user's own or a Camel endpoint found */
  CHECK,
  /** down from some of its locations only */
  LOCATION,
  /** nothing valid is known: a failure of ours or of our own network */
  UNKNOWN;

  /** Null for a result that is UP. */
  static FailureType of(Result result) {
    if (result.maintenance()) {
      return MAINTENANCE;
    }
    return switch (result.status()) {
      case UP -> null;
      case UNKNOWN -> UNKNOWN;
      case TIMEOUT -> TIMEOUT;
      case BOT_DETECTED -> BOT_PROTECTION;
      case DEGRADED -> degraded(result);
      case PARTIAL -> LOCATION;
      case DOWN -> down(result);
    };
  }

  private static FailureType degraded(Result result) {
    Expect expect = result.service().expect();
    Integer code = result.evidence().httpStatus();
    Long response = result.evidence().response();
    if (code != null && expect.degradedStatus().contains(code)) {
      return HTTP_STATUS;
    }
    if (CheckType.HOST.of(result.service())) {
      return LIMIT;
    }
    if (expect.slowerThan() != null
        && response != null
        && response > expect.slowerThan().toNanos() / 1000) {
      return SLOW;
    }
    return CheckType.TLS.of(result.service()) ? CERTIFICATE : CHECK;
  }

  /** The status before the content: where both are wrong, the status is named. */
  private static FailureType down(Result result) {
    Service service = result.service();
    Integer code = result.evidence().httpStatus();
    if (code != null) {
      return service.expect().httpStatus().contains(code) ? CONTENT : HTTP_STATUS;
    }
    CheckType type = CheckType.named(service.type());
    if (type == CheckType.HEARTBEAT) {
      return HEARTBEAT;
    }
    if (type == null || !type.has(CheckType.Trait.HAS_HOST)) {
      return CHECK;
    }
    if (result.evidence().response() != null) {
      return CONTENT;
    }
    if (result.evidence().address() == null) {
      return DNS;
    }
    return result.evidence().certificateExpires() == null ? CONNECTION : TLS;
  }
}
