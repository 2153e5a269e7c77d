package dev.uproute.report;

import java.time.Instant;

/**
 * How a sink is doing that goes on working after it was given a report.
 *
 * @param state {@code ok}, {@code incomplete} (not all of it can be notified), {@code failing} or
 *     {@code paused}
 * @param lastOk when something was taken from it last; null = never
 * @param waiting how many updates it still has to write
 * @param next when it goes on; null when nothing waits
 * @param error one sentence for people; null when all is well
 */
public record SinkState(
    String name, String state, Instant lastOk, int waiting, Instant next, String error) {}
