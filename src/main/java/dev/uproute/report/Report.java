package dev.uproute.report;

import java.time.Instant;
import java.util.List;

/**
 * What all of it means now: the body every {@code summary-*} route gets.
 *
 * @param at the moment it describes
 * @param lastCheck when the newest result was found; null before the first
 * @param nextCheck when the next check is due; null when nothing is scheduled
 * @param services in list order
 */
public record Report(
    Instant at, Instant lastCheck, Instant nextCheck, List<ServiceReport> services) {}
