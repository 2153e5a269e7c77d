package dev.uproute.web;

import dev.uproute.page.Badge;
import dev.uproute.page.Language;
import dev.uproute.record.StoreFailure;
import dev.uproute.report.Figures;
import dev.uproute.report.Report;
import dev.uproute.report.ServiceReport;
import dev.uproute.report.Statistics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * The badges the server draws. Keeps the last report that readers may see, and the figures asked
 * for since. Thread-safe.
 */
public final class Badges {
  private static final Logger LOG = LoggerFactory.getLogger(Badges.class);
  private static final String ENDING = ".svg";
  private static final String ALL = "all";

  /** What a badge may be of, and how far back that goes. */
  private static final Map<String, Duration> WINDOWS = new LinkedHashMap<>();

  static {
    WINDOWS.put("24h", Duration.ofDays(1));
    WINDOWS.put("7d", Duration.ofDays(7));
    WINDOWS.put("30d", Duration.ofDays(30));
    WINDOWS.put("90d", Duration.ofDays(90));
    WINDOWS.put("365d", Duration.ofDays(365));
  }

  private final Statistics statistics;
  private final Language language;
  private volatile boolean unread;
  private volatile Seen seen =
      new Seen(Instant.EPOCH, Map.of(), new ConcurrentHashMap<>(), Map.of());

  /**
   * @param figures by service and window, as they were asked for
   * @param former those of the report before
   */
  private record Seen(
      Instant at,
      Map<String, ServiceReport> services,
      Map<String, Asked> figures,
      Map<String, Asked> former) {}

  /**
   * @param figures null when nothing was found in that time
   * @param read false when the database could not be read and these are not known
   */
  private record Asked(Figures figures, boolean read) {}

  /** The history cannot be read, and was not before. */
  private static final class Unread extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /**
   * An answer.
   *
   * @param status of HTTP
   * @param type of the text
   * @param tag by which it is known again; null when it is an error
   */
  public record Answer(int status, String type, String text, String tag) {
    private static Answer error(int status, String sentence) {
      return new Answer(status, "text/plain; charset=utf-8", sentence + "\n", null);
    }
  }

  public Badges(Statistics statistics, Language language) {
    this.language = language;
    this.statistics = statistics;
  }

  /** Shows this from now on. */
  public void show(Report report) {
    Map<String, ServiceReport> services = new HashMap<>();
    report.services().forEach(each -> services.put(each.service().id(), each));
    seen = new Seen(report.at(), services, new ConcurrentHashMap<>(), seen.figures());
  }

  /**
   * The badge of a service. A service that is not public is answered like one that does not exist.
   *
   * @param name id and {@code .svg}
   * @param type status, uptime or response; null = status
   * @param window {@code 24h} to {@code 365d}, or {@code all}; null = {@code 24h}
   * @param known If-None-Match; may be null
   */
  public Answer answer(String name, String type, String window, String known) {
    Seen now = seen;
    String id = name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : "";
    ServiceReport report = now.services().get(id);
    if (report == null) {
      return Answer.error(404, "there is no such badge");
    }
    String asked = window == null ? "24h" : window;
    if (!WINDOWS.containsKey(asked) && !asked.equals(ALL)) {
      return Answer.error(
          400, "window is one of " + String.join(", ", WINDOWS.keySet()) + ", " + ALL);
    }
    try {
      Badge badge =
          switch (type == null ? "status" : type) {
            case "status" -> Badge.status(report, language);
            case "uptime" -> Badge.uptime(report, asked, uptime(now, report, asked), language);
            case "response" ->
                Badge.response(report, asked, figure(now, id, asked, Figures::p50), language);
            default -> null;
          };
      return badge == null
          ? Answer.error(400, "type is one of status, uptime, response")
          : picture(badge.svg(), known);
    } catch (Unread _) {
      return Answer.error(503, "the history cannot be read now; try again");
    }
  }

  private static Answer picture(String svg, String known) {
    String tag = "\"" + UUID.nameUUIDFromBytes(svg.getBytes(StandardCharsets.UTF_8)) + "\"";
    boolean same = EntityTag.matches(known, tag);
    return new Answer(same ? 304 : 200, "image/svg+xml", same ? "" : svg, tag);
  }

  private Double uptime(Seen now, ServiceReport report, String window) {
    return switch (window) {
      case "24h" -> report.uptime().day();
      case "7d" -> report.uptime().week();
      case "30d" -> report.uptime().month();
      case ALL -> report.uptime().all();
      default -> figure(now, report.service().id(), window, Figures::uptime);
    };
  }

  /** Null when nothing was found in that time. */
  private <T> T figure(Seen now, String id, String window, Function<Figures, T> of) {
    Asked asked =
        now.figures().computeIfAbsent(window + " " + id, key -> ask(now, id, window, key));
    if (!asked.read() && asked.figures() == null) {
      throw new Unread();
    }
    return asked.figures() == null ? null : of.apply(asked.figures());
  }

  /**
   * Read once for each report: a badge may be on a page that many look at. What cannot be read is
   * as it was before, because long windows change little.
   */
  private Asked ask(Seen now, String id, String window, String key) {
    Instant from = window.equals(ALL) ? Instant.EPOCH : now.at().minus(WINDOWS.get(window));
    try {
      Asked asked = new Asked(statistics.of(id, from, now.at()), true);
      unread = false;
      return asked;
    } catch (DataAccessException | TransactionException e) {
      if (!unread) {
        unread = true;
        StoreFailure failure = StoreFailure.of(e);
        String sentence = "The history cannot be read, %s; badges show the last they had";
        failure.log(LOG, sentence.formatted(failure.reason()), e);
      }
      Asked former = now.former().get(key);
      return new Asked(former == null ? null : former.figures(), false);
    }
  }
}
