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
  private long[] moments = new long[16];
  private int[] responses = new int[16];
  private int first;
  private int size;
  private boolean shown;

  /** The ring as it was; points are made only of what is looked at. */
  private static final class Shown extends AbstractList<Point> implements RandomAccess {
    private final long[] moments;
    private final int[] responses;
    private final int first;
    private final int size;

    private Shown(Recent ring) {
      moments = ring.moments;
      responses = ring.responses;
      first = ring.first;
      size = ring.size;
    }

    @Override
    public Point get(int index) {
      int place = (first + Objects.checkIndex(index, size)) % moments.length;
      long moment = moments[place];
      int response = responses[place];
      return new Point(
          Instant.ofEpochMilli(moment >> 4),
          STATUSES[(int) (moment & 7)],
          response == NO_RESPONSE ? null : (long) response,
          (moment & 8) != 0);
    }

    @Override
    public int size() {
      return size;
    }
  }

  Recent copy() {
    Recent copy = new Recent();
    copy.moments = moments.clone();
    copy.responses = responses.clone();
    copy.first = first;
    copy.size = size;
    return copy;
  }

  /**
   * Adds the newest result. Those of its minute or later make room for it: later ones come from a
   * clock that was put back since.
   */
  void add(Point point) {
    if (shown) {
      moments = moments.clone();
      responses = responses.clone();
      shown = false;
    }
    long millis = point.at().toEpochMilli();
    while (size > 0 && millis / 60_000 <= (moments[place(size - 1)] >> 4) / 60_000) {
      size--;
    }
    if (size == MOST) {
      first = (first + 1) % moments.length;
      size--;
    }
    grow();
    int place = place(size++);
    moments[place] = millis << 4 | point.status().ordinal() | (point.maintenance() ? 8 : 0);
    Long response = point.response();
    responses[place] = response == null ? NO_RESPONSE : (int) Math.min(response, Integer.MAX_VALUE);
  }

  /** Oldest first. */
  List<Point> points() {
    shown = true;
    return new Shown(this);
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
