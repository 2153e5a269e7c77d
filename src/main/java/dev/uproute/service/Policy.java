package dev.uproute.service;

import java.time.Duration;
import java.util.List;

/**
 * When results of a service make events.
 *
 * @param downAfter failures in a row before the down Flip, from 1
 * @param upAfter successes in a row before the up Flip, from 1
 * @param escalateAfter failures in a row before the one critical alert; 0 = never
 * @param remindEvery pause between reminders while down; null = none
 * @param tlsWarnDays days left at which an expiring certificate is reported, each once, falling
 */
public record Policy(
    int downAfter,
    int upAfter,
    int escalateAfter,
    Duration remindEvery,
    List<Integer> tlsWarnDays) {}
