package dev.uproute.report;

import dev.uproute.check.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The last result of each minute, at most {@value #MOST}: a ring in 12 bytes per minute, because
 * every service has one. Not thread-safe.
 */
final class Recent {
  static final int MOST = 240;
  private static final Status[] STATUSES = Status.values();
  private static final int NO_RESPONSE = -1;

  // the time in milliseconds, times 8, plus the status
  private long[] moments = new long[16];
  private int[] responses = new int[16];
  private int first;
  private int size;

  /**
   * Adds the newest result. Those of its minute or later make room for it: later ones come from a
   * clock that was put back since.
   */
  void add(Instant at, Status status, Long response) {
    long millis = at.toEpochMilli();
    while (size > 0 && millis / 60_000 <= (moments[place(size - 1)] >> 3) / 60_000) {
      size--;
    }
    if (size == MOST) {
      first = (first + 1) % moments.length;
      size--;
    }
    grow();
    int place = place(size++);
    moments[place] = millis << 3 | status.ordinal();
    responses[place] = response == null ? NO_RESPONSE : (int) Math.min(response, Integer.MAX_VALUE);
  }

  /** Oldest first. */
  List<Point> points() {
    List<Point> points = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      int place = place(i);
      int response = responses[place];
      points.add(
          new Point(
              Instant.ofEpochMilli(moments[place] >> 3),
              STATUSES[(int) (moments[place] & 7)],
              response == NO_RESPONSE ? null : (long) response));
    }
    return points;
  }

  private int place(int index) {
    return (first + index) % moments.length;
  }

  private void grow() {
    if (size < moments.length) {
      return;
    }
    // a full ring begins somewhere; straightened out it can be longer
    int length = Math.min(MOST, moments.length * 2);
    long[] moment = Arrays.copyOf(moments, length);
    int[] response = Arrays.copyOf(responses, length);
    for (int i = 0; i < size; i++) {
      moment[i] = moments[place(i)];
      response[i] = responses[place(i)];
    }
    moments = moment;
    responses = response;
    first = 0;
  }
}
