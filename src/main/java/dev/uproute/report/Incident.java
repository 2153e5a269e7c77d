package dev.uproute.report;

import dev.uproute.check.Status;
import java.time.Instant;

/**
 * One time a service was not online.
 *
 * @param end null while it lasts
 */
public record Incident(String service, Instant start, Instant end, Status status, String reason) {}
