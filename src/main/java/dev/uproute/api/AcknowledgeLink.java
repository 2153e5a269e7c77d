package dev.uproute.api;

import dev.uproute.deliver.AcknowledgeLinks;
import dev.uproute.page.AcknowledgePage;
import dev.uproute.record.Streak;
import dev.uproute.record.Streaks;
import dev.uproute.report.EscalationState;
import dev.uproute.report.ServiceReport;
import dev.uproute.report.Summary;
import dev.uproute.service.Service;
import dev.uproute.service.Services;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of a signed link in a message: asking changes nothing, because programs that read
 * mail follow links; the button on its page acknowledges. Thread-safe.
 */
public final class AcknowledgeLink {
  private static final Logger LOG = LoggerFactory.getLogger("api");
  private static final String NOTE = "By the link in its message";

  private final AcknowledgeLinks links;
  private final Services services;
  private final Streaks streaks;
  private final ApiReport report;
  private final Summary summary;
  private final InstantSource clock;

  public AcknowledgeLink(
      AcknowledgeLinks links,
      Services services,
      Streaks streaks,
      ApiReport report,
      Summary summary,
      InstantSource clock) {
    this.links = links;
    this.services = services;
    this.streaks = streaks;
    this.report = report;
    this.summary = summary;
    this.clock = clock;
  }

  /**
   * A link as it stands now.
   *
   * @param outage who would acknowledge which outage; null when nothing can be acknowledged
   * @param code status of the answer
   */
  public record Opened(AcknowledgePage.View view, ApiAcknowledge.Outage outage, int code) {
    /** Whether the outage can be acknowledged by it. */
    public boolean open() {
      return outage != null;
    }
  }

  /**
   * @param part the last part of its address
   */
  public Opened open(String part) {
    AcknowledgeLinks.Signed signed = links.read(part);
    if (signed == null) {
      return closed("wrong", "", 404);
    }
    String id = streaks.present(signed.service());
    Streak streak = streaks.of(id);
    String name =
        services.current().stream()
            .filter(each -> each.id().equals(id))
            .map(Service::name)
            .findFirst()
            .orElse(id);
    if (clock.instant().isAfter(signed.at().plus(AcknowledgeLinks.VALID))) {
      return closed("old", name, 410);
    }
    if (!Streak.failing(streak.state())
        || signed.at().isBefore(streak.since().truncatedTo(ChronoUnit.MILLIS))) {
      return closed("over", name, 410);
    }
    Streak.Acknowledged by = streak.outage().acknowledged();
    return by != null
        ? new Opened(view("known", id, name, by.name()), null, 200)
        : new Opened(
            view("ask", id, name, ""),
            new ApiAcknowledge.Outage(
                id,
                streak.since(),
                new Streak.Acknowledged(clock.instant(), signed.channel(), NOTE)),
            200);
  }

  /** Whoever has the link may know who else was notified. */
  private AcknowledgePage.View view(String state, String id, String name, String by) {
    EscalationState escalation =
        report.of(Scope.READ).services().stream()
            .filter(each -> each.service().id().equals(id))
            .map(ServiceReport::escalation)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
    return new AcknowledgePage.View(state, name, by, escalation);
  }

  private static Opened closed(String state, String name, int code) {
    return new Opened(new AcknowledgePage.View(state, name, "", null), null, code);
  }

  /**
   * The outage is acknowledged in the database.
   *
   * @param rows how many it wrote; none of a service it does not know yet
   */
  public Opened done(Opened opened, int rows, String client) {
    ApiAcknowledge.Outage outage = opened.outage();
    if (rows == 0) {
      return opened;
    }
    streaks.acknowledged(outage.service(), outage.since(), outage.by());
    report.stale();
    summary.changed();
    LOG.info(
        "The outage of {} is acknowledged by the link that was sent to {}, which {} asked for",
        outage.service(),
        outage.by().name(),
        client);
    return new Opened(
        view("known", outage.service(), opened.view().service(), outage.by().name()), null, 200);
  }
}
