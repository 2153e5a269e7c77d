package dev.uproute.page;

import dev.uproute.report.StatusLabel;
import dev.uproute.service.Service;
import java.util.HashMap;
import java.util.Map;

/**
 * Which service pages a report renders. Up to {@value #EACH} services: all of them. Of more: those
 * whose state or configuration changed at once, and of the others so many in turn that a round
 * takes at most 20 reports; a page that only grew a minute older can wait. Not thread-safe.
 */
final class RenderOrder {
  static final int EACH = 200;

  private record Shown(Service service, StatusLabel face) {}

  private Map<String, Shown> before = new HashMap<>();
  private Map<String, Shown> shown = new HashMap<>();
  private int from;
  private int until;
  private int position;

  /** After how many reports at most a page is rendered anew. */
  static int round(int services) {
    return Math.max(1, Math.ceilDiv(services, Math.max(EACH, services / 20 + 1)));
  }

  /** A report of so many services begins; {@link #comes} is asked for each, in order. */
  void begin(int services) {
    before = shown;
    shown = new HashMap<>();
    from = until >= services ? 0 : until;
    until = from + Math.max(EACH, services / 20 + 1);
    position = 0;
  }

  /** Whether the page of the next service is to be rendered. */
  boolean comes(ServiceView view) {
    Shown now = new Shown(view.report().service(), view.face());
    shown.put(view.id(), now);
    int at = position++;
    return at >= from && at < until || !now.equals(before.get(view.id()));
  }

  /** Nothing of the last report came to be seen: the next one renders every page. */
  void forget() {
    shown.clear();
  }
}
