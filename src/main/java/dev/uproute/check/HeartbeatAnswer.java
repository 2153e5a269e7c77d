package dev.uproute.check;

import dev.uproute.service.Service;

/**
 * The outcome of a request with a heartbeat.
 *
 * @param service whose token it named; null when there is none, or no such signal
 * @param judgeNow whether it is to be judged and kept now; a signal that comes too often waits for
 *     the next check
 */
record HeartbeatAnswer(Service service, boolean judgeNow) {}
