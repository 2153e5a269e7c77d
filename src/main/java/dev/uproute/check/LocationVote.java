package dev.uproute.check;

/**
 * What one location found of a service that several check.
 *
 * @param status UNKNOWN when it does not report, or abstains because its own network fails
 * @param response response time in microseconds; null when there was none
 * @param reason why it is not UP; empty when it is
 */
public record LocationVote(String location, Status status, Long response, String reason) {}
