package dev.uproute.report;

import dev.uproute.check.Status;
import java.time.Instant;

/**
 * The last result of one minute, as pages need it.
 *
 * @param response response time in microseconds; null when there was none
 */
public record Point(Instant at, Status status, Long response) {}
