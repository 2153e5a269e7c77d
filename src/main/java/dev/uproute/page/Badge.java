package dev.uproute.page;

import dev.uproute.report.ServiceReport;
import dev.uproute.report.StatusLabel;
import dev.uproute.text.Words;
import freemarker.template.utility.StringUtil;
import java.util.Map;

/**
 * A small picture of what is known of a service: what it is about on the left, what that is on the
 * right, in words beside the colour.
 *
 * @param label may hold any visible text
 * @param value the same
 * @param css of the state whose colour it has
 */
public record Badge(String label, String value, String css) {
  private static final int SIZE = 11;
  private static final int SPACE = 6;

  /** Characters of a name; a longer one ends in dots. */
  private static final int LONGEST = 40;

  /** White stands out from each by at least 4.5 : 1. */
  private static final Map<String, String> COLOURS =
      Map.of(
          "up", "#15803d",
          "degraded", "#b45309",
          "bot", "#6d28d9",
          "down", "#b91c1c",
          "maintenance", "#1d4ed8");

  private static final String OTHER = "#52525b";

  /** The state of everything, under the title of the pages. */
  static Badge overall(String title, StatusLabel banner, Language language) {
    return new Badge(name(title), language.text("badge." + banner.key()), banner.css());
  }

  /** The state of a service. */
  public static Badge status(ServiceReport report, Language language) {
    StatusLabel label = StatusLabel.of(report);
    return new Badge(name(report), language.text("badge." + label.key()), label.css());
  }

  /**
   * Its uptime.
   *
   * @param window what the time is called
   * @param uptime from 0 to 1; null when nothing was measured
   */
  public static Badge uptime(
      ServiceReport report, String window, Double uptime, Language language) {
    String css = "unknown";
    if (uptime != null) {
      css = uptime >= 0.99 ? "up" : uptime >= 0.95 ? "degraded" : "down";
    }
    String label = language.text("badge.uptime", name(report), window);
    return new Badge(label, known(language.percent(uptime), language), css);
  }

  /**
   * Its response time, half of which were not longer.
   *
   * @param median in microseconds; null when nothing was measured
   */
  public static Badge response(
      ServiceReport report, String window, Long median, Language language) {
    String css = median == null ? "unknown" : "maintenance";
    String label = language.text("badge.response", name(report), window);
    return new Badge(label, known(language.millis(median), language), css);
  }

  private static String known(String figure, Language language) {
    return figure.equals(Words.NONE) ? language.text("badge.none") : figure;
  }

  private static String name(ServiceReport report) {
    return name(report.service().name());
  }

  private static String name(String name) {
    boolean longer = name.codePointCount(0, name.length()) > LONGEST;
    return Words.visible(
        longer ? name.substring(0, name.offsetByCodePoints(0, LONGEST - 1)) + "…" : name);
  }

  /** The picture. */
  public String svg() {
    int left = TextWidth.of(label, SIZE);
    int right = TextWidth.of(value, SIZE);
    int edge = left + 2 * SPACE;
    int width = edge + right + 2 * SPACE;
    String says = escaped(label + ": " + value);
    return """
    <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="20" role="img" aria-label="%2$s">
    <title>%2$s</title>
    <clipPath id="r"><rect width="%1$d" height="20" rx="3"/></clipPath>
    <g clip-path="url(#r)"><path fill="#3f3f46" d="M0 0h%3$dv20H0z"/>\
    <path fill="%4$s" d="M%3$d 0h%5$dv20H%3$dz"/></g>
    <g fill="#fff" font-family="Verdana,'DejaVu Sans',sans-serif" font-size="%6$d" aria-hidden="true">
    <text x="%7$d" y="14" textLength="%8$d" lengthAdjust="spacingAndGlyphs">%9$s</text>
    <text x="%10$d" y="14" textLength="%11$d" lengthAdjust="spacingAndGlyphs">%12$s</text>
    </g>
    </svg>
    """
        .formatted(
            width,
            says,
            edge,
            COLOURS.getOrDefault(css, OTHER),
            width - edge,
            SIZE,
            SPACE,
            left,
            escaped(label),
            edge + SPACE,
            right,
            escaped(value));
  }

  /** XML has no U+FFFE and U+FFFF, in whatever form. */
  private static String escaped(String text) {
    return StringUtil.XMLEnc(text.replaceAll("[\\uFFFE\\uFFFF]", "\uFFFD"));
  }
}
