package dev.uproute.service;

import java.time.Duration;

/**
 * When a service is checked and how long an attempt may take.
 *
 * @param interval from 1 s to 7 d
 * @param timeout total deadline of one attempt, at most the interval
 * @param connectTimeout tighter limit for connecting; null = only {@code timeout}
 * @param readTimeout tighter limit for each wait for bytes; null = only {@code timeout}
 * @param retries further attempts inside one check
 * @param retryDelay pause before each of them
 */
public record Timing(
    Duration interval,
    Duration timeout,
    Duration connectTimeout,
    Duration readTimeout,
    int retries,
    Duration retryDelay) {}
