package dev.uproute.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.jayway.jsonpath.JsonPath;
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
    HeartbeatPeriod rhythm) {
  /**
   * How often a heartbeat has to come.
   *
   * @param every from one heartbeat to the next
   * @param grace how late one may be, and how long a job that sent a start signal may run
   */
  public record HeartbeatPeriod(Duration every, Duration grace) {
    private static final Duration LEAST = Duration.ofMinutes(1);

    /**
     * @param grace null for the usual one: a 24th of the period, an hour for a daily job, at least
     *     a minute
     */
    public static HeartbeatPeriod of(Duration every, Duration grace) {
      Duration usual = every.dividedBy(24);
      return new HeartbeatPeriod(
          every, grace != null ? grace : usual.compareTo(LEAST) < 0 ? LEAST : usual);
    }

    /**
     * How often it is judged whether a heartbeat is missing: for a daily one more often than once a
     * day.
     */
    public Duration judged() {
      return every.compareTo(LEAST) < 0 ? every : LEAST;
    }
  }

  /**
   * One line of {@code expect.json}: {@code path op value}, for example {@code $.status == "ok"}.
   *
   * @param text the line as written, for reasons
   * @param path where the value is
   * @param function what is computed of what is found there, such as {@code length}; null when it
   *     is compared itself
   * @param op {@code ==}, {@code !=}, {@code <}, {@code <=}, {@code >}, {@code >=} or {@code
   *     contains}
   * @param value what to compare with, a JSON value
   */
  public record JsonTest(String text, JsonPath path, String function, String op, JsonNode value) {

    /** The line says everything; a compiled path has no equality of its own. */
    @Override
    public boolean equals(Object other) {
      return other instanceof JsonTest test && text.equals(test.text);
    }

    @Override
    public int hashCode() {
      return text.hashCode();
    }
  }

  /**
   * What a host check lets pass; infinity where a figure is not judged.
   *
   * @param cpu percent of all cores, as a mean since the last check
   * @param load mean of the last five minutes, divided by the number of cores
   * @param ram percent
   * @param swap percent
   * @param disk percent of each disk
   * @param temperature degrees Celsius
   * @param updates pending package updates
   */
  public record HostLimits(
      double cpu,
      double load,
      double ram,
      double swap,
      double disk,
      double temperature,
      double updates) {}
}
