package dev.uproute.service;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How an answer is judged. Empty lists and nulls judge nothing.
 *
 * @param httpStatus codes that are UP
 * @param bodyContains text the body or answer must contain; null = any
 * @param bodyMatches expression that must match somewhere in the body or answer; null = any
 * @param json tests of the JSON body or answer, all of which must hold
 * @param headers header name → text its value must contain
 * @param degradedStatus codes that are DEGRADED
 * @param slowerThan response time above which UP becomes DEGRADED; null = never
 * @param degradedIsOnline whether DEGRADED counts as online in the uptime
 * @param botProtection texts that make a page BOT_DETECTED
 * @param limits of a host check; null for other types
 * @param rhythm of a heartbeat; null for other types
 */
public record Expect(
    Statuses httpStatus,
    String bodyContains,
    Expression bodyMatches,
    List<JsonTest> json,
    Map<String, String> headers,
    Statuses degradedStatus,
    Duration slowerThan,
    boolean degradedIsOnline,
    List<String> botProtection,
    HostLimits limits,
    HeartbeatPeriod rhythm) {}
