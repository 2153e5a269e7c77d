package dev.uproute.page;

import dev.uproute.check.Evidence;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the time of the last answer went, as parts of a bar 100 wide.
 *
 * @param parts those that took time, in the order in which they happened
 */
public record TimingsBar(List<Part> parts) {

  /**
   * @param css class of the part: dns, connect, tls, wait or rest
   * @param x left edge, 0 to 100
   */
  public record Part(String css, String name, String time, String x, String width) {}

  /** Null when there is no total, or nothing it could be divided into. */
  static TimingsBar of(Evidence.Timings phases, Language language) {
    if (phases.total() == null || phases.total() <= 0) {
      return null;
    }
    Drawing drawing = new Drawing(phases.total(), language);
    drawing.add("dns", phases.dns());
    drawing.add("connect", phases.connect());
    drawing.add("tls", phases.tls());
    drawing.add("wait", phases.firstByte());
    boolean divided = !drawing.parts.isEmpty();
    drawing.add("rest", phases.total() - drawing.used);
    return divided ? new TimingsBar(drawing.parts) : null;
  }

  private static final class Drawing {
    private final List<Part> parts = new ArrayList<>();
    private final long total;
    private final Language language;
    private long used;

    Drawing(long total, Language language) {
      this.language = language;
      this.total = total;
    }

    void add(String css, Long micros) {
      if (micros == null || micros <= 0) {
        return;
      }
      // clocks are read apart, so the phases may add up to a little more than the total
      long room = Math.min(micros, total - used);
      String width = Chart.number(100.0 * room / total);
      parts.add(
          new Part(
              css,
              language.text("phase." + css),
              language.millis(micros),
              Chart.number(100.0 * used / total),
              width));
      used += room;
    }
  }
}
