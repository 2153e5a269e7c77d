package dev.uproute.page;

import dev.uproute.check.Result;
import dev.uproute.report.StatusLabel;
import dev.uproute.service.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which service pages a report renders. Up to {@value #EACH} services: all of them. Of more: those
 * whose state or configuration changed at once, and of the others so many in turn that a round
 * takes at most 20 reports; a page that only grew a minute older can wait. Not thread-safe.
 */
final class RenderOrder {
  static final int EACH = 200;

  /**
   * What a page shows.
   *
   * @param latest when the latest result was found that it was rendered with; null when a report
   *     came since that was not rendered
   */
  private record Shown(Service service, StatusLabel face, Instant latest) {
    private boolean same(ServiceView view) {
      return service.equals(view.report().service()) && face.equals(view.face());
    }
  }

  private Map<String, Shown> before = new HashMap<>();
  private Map<String, Shown> shown = new HashMap<>();
  private int from;
  private int until;
  private int position;
  private boolean patient;

  /** After how many reports at most a page is rendered anew. */
  static int round(int services) {
    return Math.max(1, Math.ceilDiv(services, Math.max(EACH, services / 20 + 1)));
  }

  /**
   * A report of these services begins; {@link #comes} is asked for each, in order. Where reports
   * come twice as often as results, a page that has no newer one leaves one report out.
   *
   * @param every at least this long passes between two reports
   */
  void begin(List<ServiceView> list, Duration every) {
    int services = list.size();
    patient =
        list.stream()
            .map(view -> view.report().service())
            .filter(Service::enabled)
            .allMatch(each -> each.timing().interval().compareTo(every.multipliedBy(2)) >= 0);
    before = shown;
    shown = new HashMap<>();
    from = until >= services ? 0 : until;
    until = from + Math.max(EACH, services / 20 + 1);
    position = 0;
  }

  /** Whether the page of the next service is to be rendered. */
  boolean comes(ServiceView view) {
    Shown last = before.get(view.id());
    Result latest = view.report().latest();
    Instant at = latest == null ? null : latest.at();
    boolean turn = position >= from && position < until;
    position++;
    boolean changed = last == null || !last.same(view);
    boolean newer = !patient || at == null || changed || !at.equals(last.latest());
    boolean comes = changed || turn && newer;
    Instant rendered = comes ? at : turn ? null : last.latest();
    shown.put(view.id(), new Shown(view.report().service(), view.face(), rendered));
    return comes;
  }

  /** Nothing of the last report came to be seen: the next one renders every page. */
  void forget() {
    shown.clear();
  }
}
