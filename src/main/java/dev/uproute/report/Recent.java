package dev.uproute.report;

import dev.uproute.check.Status;
import java.time.Instant;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * The last result of each minute, at most {@value #MOST}: a ring in 12 bytes per minute, because
 * every service has one. Not thread-safe; the lists it hands out are, and never change.
 */
final class Recent {
  static final int MOST = 240;
  private static final Status[] STATUSES = Status.values();
  private static final int NO_RESPONSE = -1;

  // the time in milliseconds, times 16, plus the status, plus 8 in a maintenance
  private long[] instants = new long[16];
  private int[] responses = new int[16];
  private int first;
  private int size;
  private boolean shown;

  /** The ring as it was; a point is made only when it is read. */
  private static final class Shown extends AbstractList<ServiceReport.Point>
      implements RandomAccess {
    private final long[] instants;
    private final int[] responses;
    private final int first;
    private final int size;

    private Shown(Recent ring) {
      instants = ring.instants;
      responses = ring.responses;
      first = ring.first;
      size = ring.size;
    }

    @Override
    public ServiceReport.Point get(int index) {
      int location = (first + Objects.checkIndex(index, size)) % instants.length;
      long instant = instants[location];
      int response = responses[location];
      return new ServiceReport.Point(
          Instant.ofEpochMilli(instant >> 4),
          STATUSES[(int) (instant & 7)],
          response == NO_RESPONSE ? null : (long) response,
          (instant & 8) != 0);
    }

    @Override
    public int size() {
      return size;
    }
  }

  Recent copy() {
    Recent copy = new Recent();
    copy.instants = instants.clone();
    copy.responses = responses.clone();
    copy.first = first;
    copy.size = size;
    return copy;
  }

  /**
   * Adds the newest result. Those of its minute or later make room for it: later ones come from a
   * clock that was put back since.
   */
  void add(ServiceReport.Point point) {
    if (shown) {
      instants = instants.clone();
      responses = responses.clone();
      shown = false;
    }
    long millis = point.at().toEpochMilli();
    while (size > 0 && millis / 60_000 <= (instants[location(size - 1)] >> 4) / 60_000) {
      size--;
    }
    if (size == MOST) {
      first = (first + 1) % instants.length;
      size--;
    }
    grow();
    int location = location(size++);
    instants[location] = millis << 4 | point.status().ordinal() | (point.maintenance() ? 8 : 0);
    Long response = point.response();
    responses[location] =
        response == null ? NO_RESPONSE : (int) Math.min(response, Integer.MAX_VALUE);
  }

  /** Oldest first. */
  List<ServiceReport.Point> points() {
    shown = true;
    return new Shown(this);
  }

  private int location(int index) {
    return (first + index) % instants.length;
  }

  private void grow() {
    if (size < instants.length) {
      return;
    }
    // a full ring begins somewhere; straightened out it can be longer
    int length = Math.min(MOST, instants.length * 2);
    long[] instant = Arrays.copyOf(instants, length);
    int[] response = Arrays.copyOf(responses, length);
    for (int i = 0; i < size; i++) {
      instant[i] = instants[location(i)];
      response[i] = responses[location(i)];
    }
    instants = instant;
    responses = response;
    first = 0;
  }
}
